"""Who the county's children in care are: drawn so that together they are as England's are (`national`).

A child is either in care now, as those of 31 March are, or has left within the last years, as those who
cease in a year do; of those who went home some came back. What a published table does not say (which need
goes with which age, how long a child now in care has been there) is judged here, and every table still holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from math import exp, log
from random import Random

from homeward.county import national
from homeward.county.national import AGES, AGES_CEASED, STAYS, Cell, Table


YEAR = 365.25
GROWN_UP = 6575  # days until the 18th birthday
LEFT_WITHIN = 4 * 365  # those who left did so within so many days
# Of ten children known from care, four have left it.
LEFT = (1, 3, 7, 9)
WENT_HOME = frozenset({"E4A", "E4B"})
AT_EIGHTEEN = frozenset({"E17", "E5", "E6", "E7", "E8", "E13"})
YOUNG, OLDER = ("under 1", "1 to 4", "5 to 9"), ("10 to 15", "16 on")


@dataclass(frozen=True)
class Span:
    """One period of care. Without an end it goes on, and has no reason."""

    start: date
    end: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Life:
    """A child who is or was in care, in the kinds of the national tables."""

    sex: str
    ethnicity: str
    born: date
    need: str
    legal_status: str
    placement: str
    spans: tuple[Span, ...]


def in_care(rng: Random, today: date) -> Life:
    """In care today."""
    age, need, legal_status, placement = _draw(rng, _in_care())
    from_age, to_age = (int(years * YEAR) for years in AGES[age])
    days_old = rng.randrange(max(from_age, 3), to_age)
    so_far = rng.randrange(1, 4) if legal_status == "detained for protection" else _so_far(rng)
    return Life(
        sex=_one(rng, national.SEX),
        ethnicity=_one(rng, national.ETHNICITY),
        born=today - timedelta(days=days_old),
        need=need,
        legal_status=legal_status,
        placement=placement,
        spans=(Span(today - timedelta(days=min(so_far, days_old - 1))),),
    )


def left(rng: Random, today: date) -> Life:
    """Left care within the last years; of those who went home, some came back since."""
    started, stay, ceased, reason = _draw(rng, _left())
    days_old, days = _start_and_stay(rng, started, stay, ceased)
    end = today - timedelta(days=rng.randrange(1, LEFT_WITHIN))
    start = end - timedelta(days=days)
    born = start - timedelta(days=days_old)
    legal_status = _draw(rng, _legal_status_at_end(reason))[0]
    spans = (Span(start, end, reason), *_back(rng, born, end, today, reason))
    return Life(
        sex=_one(rng, national.SEX_CEASED),
        ethnicity=_one(rng, national.ETHNICITY),
        born=born,
        need=_draw(rng, _need_at_end(started))[0],
        legal_status=legal_status,
        placement=_placement_at_end(rng, reason, ceased),
        spans=spans,
    )


def need_of(rng: Random, age: int) -> str:
    """The need of a child who comes into care at that age."""
    kinds = [name for name, (low, high) in AGES.items() if low <= age < high]
    return _draw(rng, _need_at_end(kinds[0] if kinds else "16 on"))[0]


def _back(rng: Random, born: date, went: date, today: date, reason: str) -> tuple[Span, ...]:
    """Back in care some time after going home, and there still or until grown up."""
    chance = rng.random()
    if reason not in WENT_HOME or chance >= national.back_within((today - went).days):
        return ()
    days = next(day for day in range(1, LEFT_WITHIN + 1) if national.back_within(day) >= chance)
    came, grown = went + timedelta(days=days), born + timedelta(days=GROWN_UP)
    if came >= min(today, grown):
        return ()
    return (Span(came, grown, "E5") if grown <= today else Span(came),)


# What goes with what


def _plausible_in_care(age: str, need: str, legal_status: str, placement: str) -> float:
    weight = 1.0
    if need == "N8":  # mostly unaccompanied, mostly nearly grown
        weight *= 20 if age == "16 on" else 1
        weight *= 8 if legal_status == "section 20" else 1
    if need == "N6" and age not in OLDER:
        return 0
    if legal_status == "placement order" and age in OLDER:
        return 0
    if legal_status == "youth justice" and (age in YOUNG or placement == "with parents"):
        return 0
    if legal_status == "detained for protection" and "foster" not in placement:
        return 0
    if placement == "placed for adoption" and legal_status != "placement order":
        return 0
    if placement == "with parents" and legal_status != "care order":
        return 0
    if placement == "supported accommodation" and age != "16 on":
        return 0
    if placement == "children’s home":
        weight *= 10 if age in OLDER else 0.2
    return weight


@cache
def _in_care() -> "Choice":
    tables = (national.AGE, national.NEED, national.LEGAL_STATUS, national.PLACEMENT)
    return _choice(national.together(tables, _plausible_in_care))


def _plausible_left(started: str, stay: str, ceased: str, reason: str) -> float:
    if not _reaches(started, stay, ceased):
        return 0
    if ceased == "18th birthday":
        return 1 if reason in AT_EIGHTEEN else 0
    if reason in ("E17", "E6", "E7", "E15"):
        return 0 if ceased not in ("17", "16") else 0.3
    if reason == "E5":
        return 0.5 if ceased == "17" else 0
    if reason == "E12":
        return 1 if ceased in YOUNG and STAYS[stay][0] >= 56 else 0
    if reason in ("E9", "E14"):
        return 1 if ceased in ("10 to 15", "16", "17") else 0
    if reason in ("E45", "E41") and STAYS[stay][0] < 56:
        return 0
    return 1


def _reaches(started: str, stay: str, ceased: str) -> bool:
    """Whether that stay from that age can end at that age, other than by a hair."""
    shortest = max(AGES[started][0] * YEAR, 1) + STAYS[stay][0]
    longest = AGES[started][1] * YEAR + STAYS[stay][1]
    lowest, highest = (years * YEAR for years in AGES_CEASED[ceased])
    if ceased == "18th birthday":
        return shortest < lowest <= longest - 7
    return shortest + 3 < highest and longest - 3 > lowest


@cache
def _left() -> "Choice":
    tables = (national.AGE_STARTED, national.STAY, national.AGE_CEASED, national.REASON_CEASED)
    return _choice(national.together(tables, _plausible_left))


def _start_and_stay(rng: Random, started: str, stay: str, ceased: str) -> tuple[int, int]:
    """Days old on the day it began, and days that it lasted."""
    youngest, oldest = (years * YEAR for years in AGES[started])
    shortest, longest = STAYS[stay]
    if ceased == "18th birthday":
        low, high = max(shortest, GROWN_UP - oldest + 1), min(longest, GROWN_UP - youngest)
        days = int(low * exp(rng.random() * log(high / low)))
        return GROWN_UP - days, days
    lowest, highest = (years * YEAR for years in AGES_CEASED[ceased])
    while True:
        days = int(shortest * exp(rng.random() * log(longest / shortest)))
        low, high = int(max(youngest, lowest - days, 1)), int(min(oldest, highest - days))
        if low < high:
            return rng.randrange(low, high), days


@cache
def _need_at_end(started: str) -> "Choice":
    def plausible(age: str, need: str) -> float:
        if need == "N6" and age in YOUNG:
            return 0
        return 30 if need == "N8" and age == "16 on" else 1

    pairs = national.together((national.AGE_STARTED, national.NEED_CEASED), plausible)
    return _choice([((need,), weight) for (age, need), weight in pairs if age == started])


@cache
def _legal_status_at_end(reason: str) -> "Choice":
    def plausible(reason: str, legal_status: str) -> float:
        if (reason == "E12") != (legal_status == "placement order"):
            return 0.01 if legal_status == "placement order" else 0
        if reason in ("E9", "E14"):
            return 1 if legal_status == "youth justice" else 0
        if legal_status == "youth justice":
            return 0.05
        if legal_status == "detained for protection":
            return 1 if reason in WENT_HOME else 0.1
        return 1

    tables = (national.REASON_CEASED, national.LEGAL_STATUS_CEASED)
    pairs = national.together(tables, plausible)
    return _choice([((status,), weight) for (why, status), weight in pairs if why == reason])


AT_END = {
    "E12": ("placed for adoption",),
    "E17": ("other foster carer", "relative or friend"),
    "E5": ("supported accommodation",),
    "E6": ("supported accommodation",),
    "E7": ("children’s home", "other residential"),
    "E9": ("other residential",),
    "E14": ("other residential",),
    "E15": ("supported accommodation",),
    "E41": ("relative or friend",),
    "E45": ("relative or friend",),
}


def _placement_at_end(rng: Random, reason: str, ceased: str) -> str:
    """Where a child lived last. No table is followed: the one published counts by reason of change."""
    usual = ["other foster carer", "other foster carer", "relative or friend"]
    if ceased not in YOUNG:
        usual.append("children’s home")
    return rng.choice(AT_END.get(reason, usual))


def _so_far(rng: Random) -> int:
    """How long a child now in care has been there: a random point of a stay, the long ones met more often."""
    shortest, longest = STAYS[_draw(rng, _met())[0]]
    return max(1, int(rng.random() * rng.randrange(shortest, longest)))


@cache
def _met() -> "Choice":
    return _choice(
        ((stay,), share * sum(STAYS[stay]) / 2) for stay, share in national.STAY.shares.items()
    )


# Drawing


@dataclass(frozen=True)
class Choice:
    cells: Sequence[Cell]
    up_to: Sequence[float]


def _choice(weighted) -> Choice:
    cells, weights = zip(*weighted, strict=True)
    return Choice(cells, list(accumulate(weights)))


def _draw(rng: Random, choice: Choice) -> Cell:
    return rng.choices(choice.cells, cum_weights=choice.up_to)[0]


def _one(rng: Random, table: Table) -> str:
    return _draw(rng, _alone(table.of, table.table, tuple(table.figures.items())))[0]


@cache
def _alone(of: str, table: str, figures: tuple[tuple[str, int], ...]) -> Choice:
    return _choice([((kind,), figure) for kind, figure in figures])
