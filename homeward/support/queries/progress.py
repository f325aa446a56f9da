"""Reads for how it is going: the scores of each goal, and hours a week agreed against given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from homeward.support import rules
from homeward.support.models import EpisodeOfHelp, Goal, GoalScore, Intensity, Plan
from homeward.support.rules import Phase, PhaseLine, Scored, Week


@dataclass(frozen=True)
class Line:
    """One scorer's scores of a goal, first to last, as a line and in words."""

    who: str
    points: str  # as SVG has them
    last: tuple[float, float]
    in_words: str


@dataclass(frozen=True)
class GoalLine:
    goal: Goal
    scores: list[GoalScore]  # the newest first
    lines: list[Line]


def goal_lines(plan: Plan | None) -> list[GoalLine]:
    """The goals of a plan, each with its scores since it was first agreed in these words."""
    if plan is None:
        return []
    goals = list(plan.goals.all())
    roots = [goal.root_id for goal in goals]
    scores = (
        GoalScore.objects.filter(Q(goal__in=roots) | Q(goal__first__in=roots))
        .select_related("goal", "child", "recorded_by")
        .order_by("on", "pk")
    )
    by_root: dict[int, list[GoalScore]] = defaultdict(list)
    for score in scores:
        by_root[score.goal.root_id].append(score)
    return [
        GoalLine(goal, by_root[goal.root_id][::-1], _lines(by_root[goal.root_id])) for goal in goals
    ]


def _lines(scores: list[GoalScore]) -> list[Line]:
    by_scorer: dict[str, list[Scored]] = defaultdict(list)
    for score in scores:
        by_scorer[score.who].append(Scored(score.on, score.score, score.who))
    lines = []
    for who, scored in by_scorer.items():
        points = rules.chart_points(scored)
        drawn = " ".join(f"{across},{down}" for across, down in points)
        lines.append(Line(who, drawn, points[-1], rules.change_in_words(scored)))
    return lines


def intensity_in_force(episode: EpisodeOfHelp, today: date) -> Intensity | None:
    return episode.intensities.filter(period__contains=today).select_related("decided_by").first()


@dataclass(frozen=True)
class StepLine:
    """One decision about the hours: what changed, and why."""

    intensity: Intensity
    what: str


def steps(episode: EpisodeOfHelp) -> list[StepLine]:
    """Every step up and down, the newest first."""
    lines = []
    before: float | None = None
    for one in episode.intensities.select_related("decided_by").order_by("period"):
        lines.append(StepLine(one, rules.step_in_words(before, float(one.hours_a_week))))
        before = float(one.hours_a_week)
    return lines[::-1]


def weeks(episode: EpisodeOfHelp, today: date) -> list[Week]:
    """The last weeks; for a closed episode those before it ended."""
    last = min(today, episode.closed_on or today)
    since = last - timedelta(weeks=rules.WEEKS_SHOWN + 1)
    agreed = [
        rules.Step(one.start, one.end, float(one.hours_a_week)) for one in episode.intensities.all()
    ]
    visited = episode.visits.filter(on__gte=since).values_list("on", "minutes")
    return rules.weeks(agreed, visited, episode.started_on, last)


def phases(episode: EpisodeOfHelp, today: date) -> list[PhaseLine]:
    """Each phase with what was agreed and given; of a closed episode up to the day on which it ended. Two queries."""
    last = min(today, episode.closed_on or today)
    agreed = [
        (Phase(one.phase), rules.Step(one.start, one.end, float(one.hours_a_week)))
        for one in episode.intensities.order_by("period")
    ]
    return rules.by_phase(agreed, episode.visits.values_list("on", "minutes"), last)
