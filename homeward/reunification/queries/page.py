"""What the page of one return plan shows. The number of queries does not grow with what is in it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.care.models import LegalStatus
from homeward.clocks.rules import LIMITS
from homeward.decisions.models import Decision
from homeward.partnership.rules import Function, OrganisationKind, WorkerOnDay
from homeward.people.models import Child
from homeward.reunification import rules
from homeward.reunification.models import (
    AgreementSigned,
    Assessment,
    Classification,
    ClassWords,
    CrisisPlan,
    Factor,
    FamilyAgreement,
    LightShown,
    LookBack,
    MustChange,
    ReturnCheck,
    ReturnPlan,
    StepHome,
)
from homeward.reunification.queries.facts import (
    class_words,
    facts_of,
    facts_of_one,
    inputs_of,
    lawful,
    to_ask,
)
from homeward.reunification.queries.watching import watch_of
from homeward.reunification.rules import (
    Done,
    Facts,
    Kind,
    Law,
    Level,
    Spell,
    Stage,
)
from homeward.support.models import EarlyEnd, Promise
from homeward.support.rules.promises import MANAGERS


SHOWN = 50


@dataclass(frozen=True)
class WayStep:
    """One step of the way as it is shown."""

    label: str
    state: str  # done, now, to come


def way(stage: Stage) -> list[WayStep]:
    """None is marked as now when the child is back in care, or it is not for now."""
    stages = [one for one, _ in rules.WAY]
    here = stages.index(stage) if stage in stages else -1
    return [
        WayStep(label, "now" if n == here else "done" if n < here else "to come")
        for n, (_, label) in enumerate(rules.WAY)
    ]


@dataclass(frozen=True)
class Judged:
    """A class as it is shown: by the words of its own day."""

    row: Classification
    label: str
    number: int
    means: str
    is_last: bool
    may_sign_off: Answer | None  # of the last one, while it waits
    asks_override: bool


def judged_of(plan: ReturnPlan, facts: Facts, worker: WorkerOnDay, today: date) -> list[Judged]:
    """The newest first. The words of each day: one query for all."""
    rows = list(
        Classification.objects.filter(plan=plan)
        .select_related("judged_by", "signed_off_by", "override__signed_by")
        .order_by("-pk")[:SHOWN]
    )
    if not rows:
        return []
    lines = list(ClassWords.objects.filter(partnership=plan.partnership_id))
    may = lawful(plan.partnership_id, Function.SIGN_OFF_RISK, worker, today)
    found = []
    for n, row in enumerate(rows):
        level, day = Level(row.level), localdate(row.judged_at)
        held = next((line.words for line in lines if line.holds_on(day)), rules.FIRST_WORDS)
        home_on = facts.home.home_on if facts.home else None
        waits = n == 0 and row.signed_off_at is None
        found.append(
            Judged(
                row=row,
                label=held[level],
                number=rules.number_of(row.judged_at, day, facts.work_at, home_on),
                means=rules.MEANS[level],
                is_last=n == 0,
                may_sign_off=rules.may_sign_off(
                    worker,
                    judged_by=row.judged_by_id,
                    is_last=True,
                    signed=False,
                    lawful=may,
                )
                if waits
                else None,
                asks_override=n == 0
                and level in rules.HIGHEST
                and row.signed_off_at is not None
                and not hasattr(row, "override"),
            )
        )
    return found


@dataclass(frozen=True)
class Goal:
    """What must change, with its lights: the last one, and all of them over time."""

    goal: MustChange
    lights: list[LightShown]

    @property
    def last(self) -> LightShown | None:
        return self.lights[-1] if self.lights else None


def goals_of(plan: ReturnPlan) -> list[Goal]:
    lights: dict[int, list[LightShown]] = defaultdict(list)
    for light in LightShown.objects.filter(plan=plan).select_related("shown_by"):
        lights[light.goal_id].append(light)
    goals = MustChange.objects.filter(plan=plan, dropped_at=None).select_related("added_by")
    return [Goal(goal, lights[goal.pk][-SHOWN:]) for goal in goals[:SHOWN]]


def agreement_of(plan: ReturnPlan) -> tuple[FamilyAgreement | None, list[AgreementSigned]]:
    """The last one, and who signed it or did not."""
    last = FamilyAgreement.objects.filter(plan=plan).select_related("written_by").first()
    if last is None:
        return None, []
    return last, list(last.signatures.select_related("recorded_by")[:SHOWN])


@dataclass(frozen=True)
class Promised:
    promise: Promise
    early_end: EarlyEnd | None  # that waits, or was agreed
    is_mine_to_answer: bool
    may_propose: bool


def promised_of(plan: ReturnPlan, worker: WorkerOnDay, today: date) -> list[Promised]:
    """All that hold, the longest first; where none does, the longest that was made."""
    made = Promise.objects.filter(episode=plan.episode_id, child=plan.child_id)
    holding = list(made.holding(today).select_related("made_by")[:SHOWN])
    promises = holding or list(made.select_related("made_by")[:1])
    endings = {
        ending.promise_id: ending
        for ending in EarlyEnd.objects.filter(
            promise__in=promises, taken_back_at=None
        ).select_related("proposed_by", "proposed_for", "agreed_by")
    }
    sides = MANAGERS.sides(worker, plan.partnership_id)
    return [_promised(one, endings.get(one.pk), sides, worker) for one in promises]


def _promised(
    promise: Promise,
    ending: EarlyEnd | None,
    sides: Collection[OrganisationKind],
    worker: WorkerOnDay,
) -> Promised:
    mine = (
        ending is not None
        and ending.agreed_at is None
        and ending.waits_for in sides
        and ending.proposed_by_id != worker.worker_id
    )
    return Promised(promise, ending, mine, bool(sides) and ending is None)


@dataclass(frozen=True)
class LawShown:
    law: Law
    visits: list[tuple[str, str]]  # what, and within which time
    is_known: bool  # whether this reader sees a legal status of today
    source: str = rules.REGULATIONS


def law_of(plan: ReturnPlan, today: date) -> LawShown:
    """By the legal status as this reader may see it."""
    code = (
        LegalStatus.objects.filter(child=plan.child_id, period__contains=today)
        .values_list("code", flat=True)
        .first()
    )
    law = rules.law_of_return(code, plan.child.age_on(today))
    known = {limit.duty: limit for limit in LIMITS if limit.holds_on(today)}
    visits = [
        (f"{known[duty].does}, by {known[duty].source}", str(known[duty].limit))
        for duty in law.visits
    ]
    return LawShown(law, visits, is_known=code is not None)


@dataclass(frozen=True)
class Words:
    """What the child said, where in the plan, and when."""

    words: str
    who: str
    when: date
    plan_id: int


def childs_words(plan: ReturnPlan) -> Words | None:
    """The last that was written down on this plan."""
    return max(_said(1, plan=plan), key=lambda one: one.when, default=None)


def words_on_plans(child: Child, most: int) -> list[Words]:
    """All that was written down on the child's return plans, up to so many of each kind."""
    return _said(most, plan__child=child)


def _said(most: int, **about: object) -> list[Words]:
    return [
        Words(row.words, who, when(row), row.plan_id)
        for model, who, when in (
            (Assessment, "In the assessment", lambda row: localdate(row.written_at)),
            (StepHome, "After a step home", lambda row: row.happened_on),
            (ReturnCheck, "At a check", lambda row: row.on),
            (LookBack, "Looking back", lambda row: localdate(row.written_at)),
        )
        for row in model.objects.filter(**about).exclude(words="").order_by("-pk")[:most]
    ]


def decisions_of(plan: ReturnPlan, worker: WorkerOnDay, today: date) -> list[Decision]:
    """The newest first."""
    mine = Decision.objects.visible_to(worker, today).filter(going_home__plan=plan)
    return list(
        mine.select_related("outcome", "signed_by", "prepared_by", "going_home").order_by("-pk")[
            :SHOWN
        ]
    )


def factors_of(plan: ReturnPlan) -> list[tuple[Kind, list[Factor]]]:
    """By kind: what holds first, then what is no longer so."""
    rows = Factor.objects.filter(plan=plan).select_related("added_by", "over_by")
    every = list(rows.order_by(F("over_at").desc(nulls_first=True), "pk"))
    return [(kind, [one for one in every if one.kind == kind][:SHOWN]) for kind in Kind]


def steps_of(plan: ReturnPlan) -> list[StepHome]:
    """The last ones, in the order of their days."""
    rows = StepHome.objects.filter(plan=plan).select_related("written_by", "told_by")
    return list(rows.order_by(Coalesce("happened_on", "day").desc(), "-pk")[:SHOWN])[::-1]


def plan_page(plan: ReturnPlan, worker: WorkerOnDay, today: date) -> dict[str, object]:
    facts = facts_of_one(plan)
    asked = to_ask(plan, facts)
    stage = rules.stage(facts)
    inputs, factors = inputs_of(plan), factors_of(plan)
    goals, steps = goals_of(plan), steps_of(plan)
    agreement, signatures = agreement_of(plan)
    promised = promised_of(plan, worker, today)
    looked_back = list(LookBack.objects.filter(plan=plan).select_related("written_by"))
    done = Done(
        factors=inputs.risks + inputs.protects + inputs.changes,
        goals=len(goals),
        agreement=agreement is not None,
        signed_by_family=bool(signatures),
        steps=len(steps),
        promised=bool(promised),
        looked_back=any(facts.home and one.home_on == facts.home.home_on for one in looked_back),
    )
    return {
        "plan": plan,
        "child": plan.child,
        "facts": facts,
        "stage": stage,
        "way": way(stage),
        "acts": rules.next_acts(asked, done),
        "words": childs_words(plan),
        "law": law_of(plan, today),
        "assessment": Assessment.objects.filter(plan=plan).select_related("written_by").first(),
        "factors": factors,
        "judged": judged_of(plan, facts, worker, today),
        "decisions": decisions_of(plan, worker, today),
        "goals": goals,
        "agreement": agreement,
        "signatures": signatures,
        "steps": steps,
        "crisis": CrisisPlan.objects.filter(plan=plan).select_related("written_by").first(),
        "promised": promised,
        "watch": watch_of(plan, facts),
        "checks": list(ReturnCheck.objects.filter(plan=plan).select_related("checked_by")),
        "looks_back": looked_back,
        "may_write": rules.may_write(
            in_partnership=plan.partnership_id in worker.partnership_ids, ended_on=plan.ended_on
        ),
        "may_ask": rules.may_ask(asked),
        "may_end": rules.may_end(facts),
        "today": today,
    }


@dataclass(frozen=True)
class OfFamily:
    """One child on the family's page."""

    child: Child
    plan: ReturnPlan | None
    stage: Stage | None
    home: Spell | None
    class_label: str


def family_of(children: list[Child], today: date) -> list[OfFamily]:
    """Brothers and sisters, each with their own plan. The number of queries does not grow with them."""
    plans: dict[int, ReturnPlan] = {}
    for plan in ReturnPlan.objects.filter(child__in=children).order_by("begun_at", "pk"):
        plans[plan.child_id] = plan  # the last one stays
    facts = facts_of(plans.values())
    words = class_words(children[0].partnership_id, today) if children else {}
    found = []
    for child in children:
        plan = plans.get(child.pk)
        known = facts[plan.pk] if plan else None
        last = known.last_class if known else None
        found.append(
            OfFamily(
                child,
                plan,
                rules.stage(known) if known else None,
                known.home if known else None,
                words[last.level] if last else "",
            )
        )
    return found
