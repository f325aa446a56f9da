"""Reads of measures that several areas hold together: goals of help, and SDQs of those who are in care."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Q, Subquery

from homeward.care.models import PeriodOfCare
from homeward.clocks.rules import months_after
from homeward.measures import rules
from homeward.measures.models import Sdq
from homeward.measures.rules import Informant, Line, Measured
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.support.models import EpisodeOfHelp
from homeward.support.queries import goal_lines, plan_in_force


TEN = 10


@dataclass(frozen=True)
class GoalChange:
    words: str
    change: str
    line: Line | None


@dataclass(frozen=True)
class PersonsGoals:
    """The goals as one person scores them. `change`: of all that they scored twice, together."""

    who: str
    goals: list[GoalChange]
    change: str


def goals_of(child: Child, episode: EpisodeOfHelp | None) -> list[PersonsGoals]:
    """Of the plan in force, by who scored them: this child, the family, the key worker; never a brother or sister."""
    if episode is None:
        return []
    told: dict[str, list[GoalChange]] = defaultdict(list)
    scored: dict[str, list[Sequence[tuple[date, float]]]] = defaultdict(list)
    for goal in goal_lines(plan_in_force(episode)):
        by_person: dict[str, list[tuple[date, float]]] = defaultdict(list)
        for score in goal.scores[::-1]:
            if score.child_id in (None, child.pk):
                by_person[score.who].append((score.on, float(score.score)))
        for who, scores in by_person.items():
            told[who].append(_goal(goal.goal.words, scores))
            scored[who].append(scores)
    return [PersonsGoals(who, goals, _together(scored[who])) for who, goals in told.items()]


def _goal(words: str, scores: Sequence[tuple[date, float]]) -> GoalChange:
    (first_on, first), (last_on, last) = scores[0], scores[-1]
    change = f"{last:g} of {TEN} on {last_on:%-d %B %Y}"
    if len(scores) > 1:
        change = (
            f"From {first:g} of {TEN} on {first_on:%-d %B %Y} to {last:g} on {last_on:%-d %B %Y}"
        )
    return GoalChange(words, change, rules.drawn(scores, TEN, f"{words}: {change}"))


def _together(goals: Sequence[Sequence[tuple[date, float]]]) -> str:
    mean = rules.mean_of_goals(goals)
    return rules.change_told(mean, Measured.GOALS, TEN) if mean else ""


@dataclass(frozen=True)
class InCare:
    """A child of whom the return asks for an SDQ, and when a carer last filled one in."""

    child: Child
    since: date
    age: int
    last: date | None


def asked_for(worker: WorkerOnDay, today: date) -> list[InCare]:
    """Of those whom this worker sees, and their health: in care for a year, aged 4 to 16. One query."""
    sdqs = Sdq.objects.current().filter(
        child=OuterRef("child"), informant=Informant.PARENT, total__isnull=False
    )
    last = sdqs.order_by().values("child").annotate(newest=Max("on")).values("newest")
    seen = Child.objects.visible_to(worker, today)
    health = Child.objects.visible_to(worker, today, DataGroup.HEALTH).values("pk")
    periods = (
        PeriodOfCare.objects.filter(
            Q(period__startswith__lte=months_after(today, -rules.ASKED_AFTER)),
            period__contains=today,
            child__in=seen.filter(pk__in=health),
        )
        .select_related("child")
        .annotate(last=Subquery(last))
        .order_by("child__family_name", "child__born", "child_id")
    )
    held = [InCare(one.child, one.start, one.child.age_on(today), one.last) for one in periods]
    return [one for one in held if rules.is_asked_for(one.child.born, one.since, None, today)]


def without_sdq(asked: Sequence[InCare], today: date) -> list[InCare]:
    """The one that is waited for longest first."""
    waiting = [
        one for one in asked if rules.is_asked_for(one.child.born, one.since, one.last, today)
    ]
    return sorted(waiting, key=lambda one: (one.last or date.min, one.since, one.child.pk))
