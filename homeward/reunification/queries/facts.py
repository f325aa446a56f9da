"""The facts from which the stage of return plans follows: the same number of queries however many plans.

They are read unlocked, because a stage that depended on who reads it would be wrong for somebody. What they give is
days and codes; whose plans they are asked for is for the caller.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.db.models import DateTimeField, F, Value
from django.utils.timezone import localdate, make_aware

from homeward.access.rules import Answer
from homeward.care.models import LegalStatus, PeriodOfCare
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, WorkerOnDay, may_decide
from homeward.people.models import Child
from homeward.reunification import rules
from homeward.reunification.models import (
    Assessment,
    Classification,
    ClassWords,
    CrisisPlan,
    Factor,
    ReturnCheck,
    ReturnDecision,
    ReturnPlan,
)
from homeward.reunification.rules import (
    FIRST_WORDS,
    Class,
    Decided,
    Facts,
    Inputs,
    Kind,
    Level,
    Move,
    Question,
    Spell,
)
from homeward.support.models import Happening
from homeward.support.rules import Happened


def moment(day: date) -> datetime:
    """The beginning of a day, here."""
    return make_aware(datetime.combine(day, time()))


@dataclass
class Life:
    """What is known of a child's coming and going."""

    moves: list[Move] = field(default_factory=list)
    died: bool = False

    @property
    def home_now(self) -> Spell | None:
        """When the last coming home was that nobody has said anything else of since."""
        found = rules.spells(self.moves)
        at_home = found and found[-1].back_on is None and not self.died
        return found[-1] if at_home else None


@unlocked(savepoint=False)
def lives_of(child_ids: Collection[int]) -> dict[int, Life]:
    """Coming home and into care, and dying, from what happened; coming into care from the council's own record too,
    which tells of it later. One query."""
    lives: dict[int, Life] = defaultdict(Life)
    kinds = (Happened.RETURNED_HOME, Happened.ENTERED_CARE, Happened.DIED)
    happened = Happening.objects.filter(child_id__in=child_ids, kind__in=kinds).order_by()
    never = Value(None, output_field=DateTimeField())
    came = PeriodOfCare.objects.filter(child_id__in=child_ids).order_by()
    rows = happened.values_list("child_id", "kind", "on", "recorded_at").union(
        came.values_list("child_id", Value(Happened.ENTERED_CARE), F("period__startswith"), never),
        all=True,
    )
    for child_id, kind, on, told in rows:
        if kind == Happened.DIED:
            lives[child_id].died = True
        else:
            move = Move(kind == Happened.RETURNED_HOME, on, told or moment(on))
            lives[child_id].moves.append(move)
    return lives


def facts_of(plans: Iterable[ReturnPlan]) -> dict[int, Facts]:
    plans = list(plans)
    return facts_with(plans, lives_of({plan.child_id for plan in plans}))


@unlocked(savepoint=False)
def facts_with(plans: Collection[ReturnPlan], lives: Mapping[int, Life]) -> dict[int, Facts]:
    about = {"plan__in": plans}
    assessed = set(Assessment.objects.filter(**about).values_list("plan_id", flat=True))
    crisis = set(CrisisPlan.objects.filter(**about).values_list("plan_id", flat=True))
    decided, classes, checks = _decided(plans), _classes(plans), defaultdict(set)
    for plan_id, home_on, months in ReturnCheck.objects.filter(**about).values_list(
        "plan_id", "home_on", "months"
    ):
        checks[plan_id, home_on].add(months)
    found = {}
    for plan in plans:
        life = lives.get(plan.child_id) or Life()
        home = rules.spell_of_plan(life.moves, plan.begun_at, plan.begun_on, plan.ended_on)
        back_on = rules.back_before(life.moves, home)
        found[plan.pk] = Facts(
            decided=decided[plan.pk],
            assessed=plan.pk in assessed,
            classes=classes[plan.pk],
            home=home,
            home_at=moment(home.home_on) if home else None,
            back_at=moment(back_on) if back_on else None,
            died=life.died,
            has_crisis_plan=plan.pk in crisis,
            checks=frozenset(checks[plan.pk, home.home_on]) if home else frozenset(),
            all_checks=frozenset(rules.CHECKS),
            ended=plan.ended_at is not None,
        )
    return found


def facts_of_one(plan: ReturnPlan) -> Facts:
    return facts_of([plan])[plan.pk]


def _decided(plans: Collection[ReturnPlan]) -> dict[int, list[Decided]]:
    found: dict[int, list[Decided]] = defaultdict(list)
    rows = ReturnDecision.objects.filter(plan__in=plans).values_list(
        "plan_id", "question", "decision__outcome__code", "decision__signed_at"
    )
    for plan_id, number, code, at in rows:
        question = Question(number)
        yes = None if at is None else code == rules.YES[question]
        found[plan_id].append(Decided(question, yes, at))
    return found


def _classes(plans: Collection[ReturnPlan]) -> dict[int, list[Class]]:
    found: dict[int, list[Class]] = defaultdict(list)
    rows = Classification.objects.filter(plan__in=plans).order_by("pk")
    for plan_id, level, judged, signed, override in rows.values_list(
        "plan_id", "level", "judged_at", "signed_off_at", "override"
    ):
        found[plan_id].append(Class(Level(level), judged, signed, override is not None))
    return found


def inputs_of(plan: ReturnPlan) -> Inputs:
    kinds = list(
        Factor.objects.filter(plan=plan, over_at=None).order_by().values_list("kind", flat=True)
    )
    return Inputs(kinds.count(Kind.RISK), kinds.count(Kind.PROTECTS), kinds.count(Kind.CHANGE))


def class_words(partnership_id: int, day: date) -> dict[Level, str]:
    """What the classes are called that day."""
    line = ClassWords.objects.filter(partnership_id=partnership_id, period__contains=day).first()
    return line.words if line else dict(FIRST_WORDS)


def last_plan(child: Child) -> ReturnPlan | None:
    """The one that goes on, else the one that ended last."""
    return ReturnPlan.objects.filter(child=child).order_by("-begun_at", "-pk").first()


@unlocked(savepoint=False)
def legal_code(child: Child, day: date) -> str | None:
    """Under which status the child is in care that day, by the council's own record, whoever asks."""
    held = LegalStatus.objects.filter(child=child, period__contains=day)
    return held.values_list("code", flat=True).first()


def is_last_class(judged: Classification) -> bool:
    return not Classification.objects.filter(plan=judged.plan_id, pk__gt=judged.pk).exists()


def lawful(partnership_id: int, function: Function, worker: WorkerOnDay, day: date) -> Answer:
    """What the register of that day says of this worker."""
    arrangement = Arrangement.objects.in_force(partnership_id, function, day)
    return may_decide(worker, function, arrangement)


def function_of(plan: ReturnPlan, question: Question) -> Function:
    """Who signs a return depends on the legal status and the age of that day."""
    if question != Question.RETURN:
        return rules.FUNCTIONS[question]
    today = localdate()
    code = legal_code(plan.child, today)
    return rules.law_of_return(code, plan.child.age_on(today)).function


def as_judged(plan: ReturnPlan, facts: Facts) -> Answer:
    """Whether a return may be decided now, by what happened since it was asked and how safe it is judged to be."""
    last = facts.last_class
    words = class_words(plan.partnership_id, localdate())
    label = words[Level(last.level)] if last else ""
    judged = rules.may_decide_return(last, since=facts.judged_since, label=label)
    return rules.may_still_return(facts) and judged


def to_ask(plan: ReturnPlan, facts: Facts) -> Facts:
    """The child may have turned sixteen, or an order ended, since a return was asked about: then it is asked anew,
    of whoever decides now, and the question that waits is none that stands in the way."""
    right = function_of(plan, Question.RETURN)
    unsigned = ReturnDecision.objects.filter(plan=plan, decision__signed_at=None)
    overtaken = unsigned.filter(question=Question.RETURN).exclude(decision__function=right)
    if not overtaken.exists() or unsigned.count() > overtaken.count():
        return facts
    return replace(facts, decided=[one for one in facts.decided if one.at is not None])
