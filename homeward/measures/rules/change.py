"""What change between two scores is more than chance: where somebody has published it, and as sure as that.

The reliable change index (Jacobson and Truax, 1991): two scores differ reliably when they are further apart than
1.96 times the standard error of a difference, which follows from the standard deviation of the score and its
reliability. Where neither that nor the points are known, nothing is said: a figure that was made up here would be
taken for a finding. Figures: `bandings.toml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from homeward.clocks.rules import Sure
from homeward.measures.rules.bandings import HELD


NINETY_FIVE = 1.96  # standard errors


class Measured(StrEnum):
    SDQ_TOTAL = "sdq total"
    GOALS = "mean of goals"


@dataclass(frozen=True)
class Reliable:
    """So many points or more. None: not known."""

    points: float | None
    source: str
    sure: Sure | None

    def told(self, change: float) -> str:
        """Of a change: whether it is more than chance, in words."""
        if self.points is None:
            return "Whether that is more than chance is not known"
        more = "more" if abs(change) >= self.points else "not more"
        unchecked = "" if self.sure == Sure.PUBLISHED else ", a figure that nobody here has checked"
        return (
            f"That is {more} than chance by the usual measure ({self.points:g} points{unchecked})"
        )


def reliable_change(deviation: float, reliability: float) -> float:
    """The points from which on a change is reliable."""
    return NINETY_FIVE * deviation * sqrt(2 * (1 - reliability))


def _read(held: dict[str, object]) -> Reliable:
    points = held.get("points")
    if points is None and "deviation" in held:
        points = reliable_change(float(str(held["deviation"])), float(str(held["reliability"])))
    sure = Sure(str(held["sure"])) if "sure" in held else None
    return Reliable(None if points is None else float(str(points)), str(held["source"]), sure)


RELIABLE = {Measured(held["of"]): _read(held) for held in HELD["reliable"]}

Scored = tuple[date, float]


def change_told(scores: Sequence[Scored], measured: Measured, of: int) -> str:
    """From the first score to the last, in words."""
    (first_on, first), (last_on, last) = scores[0], scores[-1]
    if len(scores) == 1:
        return f"{last:g} of {of} on {_day(last_on)}"
    span = f"From {first:g} of {of} on {_day(first_on)} to {last:g} on {_day(last_on)}"
    change = round(last - first, 1)
    if not change:
        return f"{span}: no change"
    way = "more" if change > 0 else "less"
    return f"{span}: {abs(change):g} {way}. {RELIABLE[measured].told(change)}"


def mean_of_goals(goals: Sequence[Sequence[Scored]]) -> list[Scored]:
    """Of one person's goals: the mean of the first scores and of the last, over those that were scored twice. The
    figure for what is more than chance holds for this mean, not for one goal."""
    twice = [scores for scores in goals if len(scores) > 1]
    if not twice:
        return []
    return [
        (
            chosen(scores[place][0] for scores in twice),
            round(sum(scores[place][1] for scores in twice) / len(twice), 1),
        )
        for place, chosen in ((0, min), (-1, max))
    ]


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
