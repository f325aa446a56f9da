"""What waits on return plans, for my day: read from the plans, so that it goes when it is done.

The council's signatures are tasks of their own; here stands what follows from a day: seeing a child who came home,
the checks, steps of which nobody told, a child who is home without a decision, and looking back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from homeward.clocks.rules import months_after
from homeward.locks import unlocked
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.people.models import Child
from homeward.reunification.models import LookBack, ReturnPlan, StepHome
from homeward.reunification.queries.facts import facts_of
from homeward.reunification.queries.watching import Watch, watches
from homeward.reunification.rules import Facts, Question, StepKind
from homeward.support.models import Allocation, EarlyEnd, Happening
from homeward.support.rules import Happened
from homeward.support.rules.promises import MANAGERS


PLANS = 200  # looked through at most


@dataclass(frozen=True)
class Waiting:
    """One thing to do: on which page (`view` and its arguments), for whom, why, and by when."""

    what: str
    view: str
    args: tuple[int, ...]
    child: Child
    because: str
    due: date
    urgent: bool = False


def waiting(worker: WorkerOnDay, today: date) -> list[Waiting]:
    """For the key worker, the others of the team who are no key workers, and the council's team that referred."""
    found = list(_early_ends(worker, today))
    plans = {plan.pk: plan for plan in _mine(worker, today)}
    if not plans:
        return found
    facts = facts_of(plans.values())
    going_on = {pk: plan for pk, plan in plans.items() if plan.ended_at is None}
    home = {plan: facts[pk].home for pk, plan in going_on.items() if facts[pk].is_home}
    watched = watches({plan: spell for plan, spell in home.items() if spell})
    looked = set(LookBack.objects.filter(plan__in=plans).values_list("plan_id", "home_on"))
    for pk, plan in plans.items():
        if pk in going_on:
            found += _of_plan(plan, facts[pk], watched.get(pk), worker)
        spell = facts[pk].home
        if spell and spell.back_on and (pk, spell.home_on) not in looked:
            found.append(
                Waiting(
                    "Look back together at the return home",
                    "reunification:look_back",
                    (pk,),
                    plan.child,
                    f"Back in care since {spell.back_on:%-d %B %Y}",
                    months_after(spell.back_on, 1),
                )
            )
    found += _untold(going_on, facts, today)
    return found


@unlocked(savepoint=False)
def _numbers(worker: WorkerOnDay, today: date) -> list[int]:
    """Numbers alone: behind the lock the referral of who sees one child of a family is not there to be asked."""
    mine = Allocation.objects.held_on(today).filter(worker_id=worker.worker_id)
    others = [post.team_id for post in worker.posts if post.role != Role.KEY_WORKER]
    return list(
        ReturnPlan.objects.filter(
            Q(episode__in=mine.values("episode_id"))
            | Q(episode__team_id__in=others)
            | Q(episode__referral__from_team_id__in=others),
        )
        .filter(Q(ended_at=None) | _not_looked_back())
        .order_by("-pk")
        .values_list("pk", flat=True)[:PLANS]
    )


def _not_looked_back() -> Q:
    """Another plan followed, or it was ended, and nobody looked back at the coming back into care."""
    back = Happening.objects.filter(child=OuterRef("child"), kind=Happened.ENTERED_CARE)
    looked = LookBack.objects.filter(plan=OuterRef("pk"))
    return Q(Exists(back)) & ~Q(Exists(looked))


def _mine(worker: WorkerOnDay, today: date) -> Iterable[ReturnPlan]:
    numbers = _numbers(worker, today)
    if not numbers:
        return ()
    seen = ReturnPlan.objects.visible_to(worker, today)
    return seen.filter(pk__in=numbers).select_related("child", "episode")


def _of_plan(
    plan: ReturnPlan, facts: Facts, watch: Watch | None, worker: WorkerOnDay
) -> Iterator[Waiting]:
    if watch is None:
        return
    name, since = plan.child.first_name, f"At home since {watch.home_on:%-d %B %Y}"
    if not facts.return_stands:
        decided = facts.yes(Question.RETURN)
        yield Waiting(
            "Decide whether it is safe and right at home",
            "reunification:plan",
            (plan.pk,),
            plan.child,
            f"{since}, and judged less safe since it was decided"
            if decided
            else f"{since}, and nobody has decided it",
            watch.home_on,
            urgent=True,
        )
    if plan.episode.team_id not in worker.team_ids:
        return
    if watch.visit_by and plan.episode.closed_on is None:
        yield Waiting(
            f"See {name} at home",
            "support:write_visit",
            (plan.episode_id,),
            plan.child,
            since,
            watch.visit_by,
        )
    if watch.check and watch.check_by:
        months = f"{watch.check} month{'' if watch.check == 1 else 's'}"
        yield Waiting(
            f"Look how {name} is, {months} after coming home",
            "reunification:check",
            (plan.pk, watch.check),
            plan.child,
            since,
            watch.check_by,
        )


def _untold(
    plans: dict[int, ReturnPlan], facts: dict[int, Facts], today: date
) -> Iterator[Waiting]:
    steps = StepHome.objects.filter(plan__in=plans, told_at=None, day__lt=today)
    for step in steps:
        gone = facts[step.plan_id].died or step.kind == StepKind.HOME and facts[step.plan_id].home
        if gone:
            continue
        yield Waiting(
            f"Write down what came of it: {step.means.label.lower()}",
            "reunification:tell_step",
            (step.pk,),
            plans[step.plan_id].child,
            f"Planned for {step.day:%-d %B %Y}",
            step.day,
        )


def _early_ends(worker: WorkerOnDay, today: date) -> Iterator[Waiting]:
    """For the managers of the other organisation who see the child."""
    sides = {pk: MANAGERS.sides(worker, pk) for pk in worker.partnership_ids}
    if not any(sides.values()):
        return
    seen = Child.objects.visible_to(worker, today)
    ends = (
        EarlyEnd.objects.waiting()
        .filter(promise__child__in=seen)
        .exclude(proposed_by=worker.worker_id)
        .select_related("proposed_for", "proposed_by", "promise__child")
    )
    for end in ends[:PLANS]:
        if end.waits_for in sides.get(end.partnership_id, frozenset()):
            yield Waiting(
                "Say whether promised support may end sooner",
                "reunification:answer_early_end",
                (end.pk,),
                end.promise.child,
                f"{end.proposed_by} proposed it",
                today,
            )
