"""How it is going: goals scored over time, and the hours a week that were agreed against those given.

Goals are the family's own, scored 0 (not met at all) to 10 (met fully), again and again by the same people:
Goal Based Outcomes (Law, 2011; free to use). Software adds up nothing across people and scores no child.
The phases, and how often a visit is expected in each, are defaults for the partnership to agree: intensive
services give 5 to 15 hours a week at their peak and step down over 12 to 26 weeks (DOMAIN 1.3, unsourced).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from homeward.measures.rules import Box, placed


WEEKS_SHOWN = 8
WEEK = timedelta(days=7)
CHART_WIDTH, CHART_HEIGHT, CHART_EDGE = 240, 60, 6  # of the line of a goal's scores


class Scorer(StrEnum):
    CHILD = "child"
    FAMILY = "family"
    WORKER = "worker"


class Phase(StrEnum):
    CRISIS = "crisis"
    BEGINNING = "beginning"
    INTENSIVE = "intensive"
    STEPPING_DOWN = "stepping down"
    IN_TOUCH = "keeping in touch"


# Days after which a visit is overdue.
VISIT_EVERY = {
    Phase.CRISIS: 3,
    Phase.BEGINNING: 7,
    Phase.INTENSIVE: 7,
    Phase.STEPPING_DOWN: 14,
    Phase.IN_TOUCH: 28,
}


def visit_overdue(phase: Phase | None, last: date, today: date) -> int:
    """By how many days. `last` is the last visit, or the day on which help began when there was none."""
    return max((today - last).days - VISIT_EVERY[phase or Phase.BEGINNING], 0)


def same_goal(one: str, other: str) -> bool:
    """The same words, whatever the capitals, spaces and stops: a reworded goal is a new goal, because what
    is scored is the words."""
    return _plain(one) == _plain(other)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


@dataclass(frozen=True)
class Scored:
    """One score of a goal on one day, by someone."""

    on: date
    score: int
    who: str


def chart_points(scores: Sequence[Scored]) -> list[tuple[float, float]]:
    """Where each score stands in a line `CHART_WIDTH` by `CHART_HEIGHT`: days across, 10 at the top."""
    box = Box(CHART_EDGE, CHART_WIDTH - CHART_EDGE, CHART_EDGE, CHART_HEIGHT - CHART_EDGE)
    return placed(box, [(one.on, one.score) for one in scores], most=10)


def change_in_words(scores: Sequence[Scored]) -> str:
    """The first and the last of one scorer's scores: what the line shows, for who cannot see it."""
    if not scores:
        return "Not scored yet"
    first, last = scores[0], scores[-1]
    if len(scores) == 1:
        return f"{last.score} of 10 on {last.on:%-d %B %Y}"
    return (
        f"From {first.score} of 10 on {first.on:%-d %B %Y} to {last.score} of 10 on "
        f"{last.on:%-d %B %Y}, in {len(scores)} scores"
    )


@dataclass(frozen=True)
class Step:
    """So many hours a week, from one day up to, not including, another."""

    start: date
    end: date | None
    hours: float


@dataclass(frozen=True)
class Week:
    """One week's hours. `untimed` visits say not how long they were, and are counted in no hours."""

    monday: date
    planned: float | None
    given: float
    visits: int
    untimed: int

    @property
    def short(self) -> bool:
        """Less was given than was agreed, and every visit of the week says how long it was."""
        return self.planned is not None and not self.untimed and self.given < self.planned


@dataclass(frozen=True)
class PhaseLine:
    """One phase as it was agreed, from a day to another, and what was given in it so far."""

    phase: Phase
    step: Step
    agreed: float | None  # hours so far; None of a phase that is to come
    given: float
    visits: int
    untimed: int

    @property
    def short(self) -> bool:
        """As of a week: what nobody timed counts in no hours, so nothing is said to be short."""
        return self.agreed is not None and not self.untimed and self.given < self.agreed


def by_phase(
    agreed: Iterable[tuple[Phase, Step]], visits: Iterable[tuple[date, int | None]], today: date
) -> list[PhaseLine]:
    """The phases in their order: hours agreed for the days that have been, today with them, against hours given.
    Those to come stand there with their dates."""
    visited = list(visits)
    lines = []
    for phase, step in agreed:
        until = min(step.end or today + timedelta(days=1), today + timedelta(days=1))
        days = (until - step.start).days
        inside = [minutes for on, minutes in visited if step.start <= on < until]
        lines.append(
            PhaseLine(
                phase,
                step,
                agreed=round(step.hours * days / 7, 1) if days > 0 else None,
                given=round(sum(minutes or 0 for minutes in inside) / 60, 1),
                visits=len(inside),
                untimed=inside.count(None),
            )
        )
    return lines


def weeks(
    steps: Sequence[Step], visits: Iterable[tuple[date, int | None]], first: date, today: date
) -> list[Week]:
    """The weeks since `first`, the newest first, at most `WEEKS_SHOWN`. A week in which the hours changed
    counts each of its days by the hours agreed for it; a week with no day agreed has none planned."""
    this = today - timedelta(days=today.weekday())
    visited = list(visits)
    shown = []
    for back in range(WEEKS_SHOWN):
        monday = this - back * WEEK
        if monday + WEEK <= first:
            break
        inside = [minutes for on, minutes in visited if monday <= on < monday + WEEK]
        shown.append(
            Week(
                monday,
                planned=_planned(steps, monday),
                given=round(sum(minutes or 0 for minutes in inside) / 60, 1),
                visits=len(inside),
                untimed=inside.count(None),
            )
        )
    return shown


def _planned(steps: Sequence[Step], monday: date) -> float | None:
    agreed = [_hours_on(steps, monday + timedelta(days=day)) for day in range(7)]
    if all(hours is None for hours in agreed):
        return None
    return round(sum(hours or 0 for hours in agreed) / 7, 1)


def _hours_on(steps: Sequence[Step], day: date) -> float | None:
    for step in steps:
        if step.start <= day and (step.end is None or day < step.end):
            return step.hours
    return None


def hours_in_words(hours: float) -> str:
    said = f"{hours:g}"
    return f"{said} hour a week" if said == "1" else f"{said} hours a week"


def step_in_words(before: float | None, after: float) -> str:
    """Step up, step down, or neither."""
    if before is None:
        return f"Began with {hours_in_words(after)}"
    if after == before:
        return f"Stayed at {hours_in_words(after)}"
    way = "up" if after > before else "down"
    return f"Stepped {way} from {before:g} to {hours_in_words(after)}"
