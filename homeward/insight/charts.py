"""One small chart: where its dots and bars stand, worked out here so that the page needs no script."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from homeward.analysis.cohort import CohortChild, in_care_after
from homeward.analysis.disclosure import hide_share
from homeward.analysis.proportions import Proportion


MONTHS = 6
LEFT, RIGHT, TOP, BOTTOM = 40, 330, 12, 140  # of the drawing, in its own units
BAR = 12  # width
LAST = 8  # quarters


@dataclass(frozen=True)
class Point:
    """One quarter: where it stands, and what it says. `y` counts down from the top."""

    label: str
    x: float
    y: float | None
    low: float | None
    high: float | None
    words: str

    @property
    def bar_x(self) -> float:
        return self.x - BAR / 2

    @property
    def height(self) -> float:
        return round((self.low or 0) - (self.high or 0), 1)


def care_by_quarter(children: Iterable[CohortChild], today: date) -> list[Point]:
    """In care six months after being taken on, by the quarter in which the child was."""
    quarters: dict[tuple[int, int], list[CohortChild]] = defaultdict(list)
    for child in children:
        if child.taken_on:
            quarters[child.taken_on.year, (child.taken_on.month - 1) // 3].append(child)
    shares = {
        quarter: in_care_after(held, MONTHS, today).of_known for quarter, held in quarters.items()
    }
    shown = sorted(quarter for quarter, share in shares.items() if share.base)[-LAST:]
    width = (RIGHT - LEFT) / max(len(shown), 1)
    return [
        _point(quarter, shares[quarter], round(LEFT + width * (place + 0.5), 1))
        for place, quarter in enumerate(shown)
    ]


def _point(quarter: tuple[int, int], share: Proportion, x: float) -> Point:
    year, number = quarter
    label = f"{QUARTERS[number]} {year % 100:02d}"
    hidden = None in hide_share(share.count, share.base)
    if hidden or share.share is None or share.interval is None:
        return Point(label, x, None, None, None, f"{label}: too few to show")
    low, high = share.interval
    words = f"{label}: {share.count} of {share.base}"
    return Point(label, x, _y(share.share), _y(low), _y(high), words)


QUARTERS = ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)
