"""One small chart: where its dots and bars stand, worked out here so that the page needs no script."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from homeward.analysis.cohort import CohortChild, in_care_after
from homeward.analysis.disclosure import hidden_rows
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
    """In care six months after being taken on, by the quarter in which the child was. `children` are all
    who were ever referred, so that one quarter is the same whatever years are chosen."""
    quarters: dict[tuple[int, int], list[CohortChild]] = defaultdict(list)
    for child in children:
        if child.taken_on:
            quarters[child.taken_on.year, (child.taken_on.month - 1) // 3].append(child)
    shares = {
        quarter: in_care_after(held, MONTHS, today).of_known for quarter, held in quarters.items()
    }
    shown = sorted(quarter for quarter, share in shares.items() if share.base)[-LAST:]
    hidden = _hidden(shares)
    width = (RIGHT - LEFT) / max(len(shown), 1)
    return [
        _point(
            quarter,
            None if quarter in hidden else shares[quarter],
            round(LEFT + width * (place + 0.5), 1),
        )
        for place, quarter in enumerate(shown)
    ]


Quarter = tuple[int, int]  # calendar year, and 0 to 3


def _hidden(shares: dict[Quarter, Proportion]) -> set[Quarter]:
    """Within each financial year, because the figures of a year are shown as well."""
    years: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    names = {f"{year} {number}": (year, number) for year, number in shares}
    for name, (year, number) in names.items():
        share = shares[year, number]
        years[year - (number == 0)][name] = (share.count, share.base - share.count)
    return {names[name] for quarters in years.values() for name in hidden_rows(quarters)}


def _point(quarter: Quarter, share: Proportion | None, x: float) -> Point:
    year, number = quarter
    label = f"{QUARTERS[number]} {year % 100:02d}"
    if share is None or share.share is None or share.interval is None:
        return Point(label, x, None, None, None, f"{label}: too few to show")
    low, high = share.interval
    words = f"{label}: {share.count} of {share.base}"
    return Point(label, x, _y(share.share), _y(low), _y(high), words)


QUARTERS = ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)
