"""How much work a family is for its key worker, and how many key workers a child has had.

A weight is a sum with every part named, so that anybody can say why it is what it is. One family with one
child, visited in the intensive phase, weighs 1. Services that work intensively give a key worker 4 to 8
families, and 5 to 15 hours a week to a family at the peak (DOMAIN 1.3, unsourced): so the numbers below are
defaults for the partnership to agree in supervision, and the pages say so. They compare families, never
workers, and nothing is decided by them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from homeward.support.rules.progress import Phase, hours_in_words


PHASE_WEIGHT = {
    Phase.CRISIS: Decimal("1.5"),
    Phase.BEGINNING: Decimal("1"),
    Phase.INTENSIVE: Decimal("1"),
    Phase.STEPPING_DOWN: Decimal("0.5"),
    Phase.IN_TOUCH: Decimal("0.25"),
}
EACH_FURTHER_CHILD = Decimal("0.25")
MANY_HOURS, MANY_HOURS_WEIGHT = 10, Decimal("0.5")
FULL_LOAD = Decimal("6")  # the middle of 4 to 8 families, each of weight 1


def said(weight: Decimal) -> str:
    """1.25, 1.5, 2: without the noughts that sums carry along."""
    return f"{weight.normalize():f}"


@dataclass(frozen=True)
class Weight:
    """A family's weight: (how much, for what), part by part."""

    parts: tuple[tuple[Decimal, str], ...]

    @property
    def total(self) -> Decimal:
        return sum((part for part, _ in self.parts), Decimal(0))

    @property
    def said(self) -> str:
        return said(self.total)

    @property
    def in_words(self) -> str:
        """intensive 1 + 2 children 0.25 = 1.25"""
        sum_of = " + ".join(f"{what} {said(part)}" for part, what in self.parts)
        return f"{sum_of} = {self.said}" if len(self.parts) > 1 else sum_of


def family_weight(phase: Phase | None, children: int, hours: float | None) -> Weight:
    """Without agreed hours a family is at the beginning."""
    now = phase or Phase.BEGINNING
    parts = [(PHASE_WEIGHT[now], now.value)]
    if children > 1:
        further = children - 1
        parts.append((further * EACH_FURTHER_CHILD, f"{children} children"))
    if hours is not None and hours >= MANY_HOURS:
        parts.append((MANY_HOURS_WEIGHT, hours_in_words(hours)))
    return Weight(tuple(parts))


def total(weights: Iterable[Weight]) -> Decimal:
    return sum((weight.total for weight in weights), Decimal(0))


def load_in_words(weights: Sequence[Weight]) -> str:
    """2 families, weight 2.5 of 6: intensive 1 + 10 hours a week 0.5 = 1.5; beginning 1."""
    if not weights:
        return "No family now"
    families = "1 family" if len(weights) == 1 else f"{len(weights)} families"
    ordered = sorted(weights, key=lambda weight: -weight.total)
    each = "; ".join(weight.in_words for weight in ordered)
    return f"{families}, weight {said(total(weights))} of {said(FULL_LOAD)}: {each}"


@dataclass(frozen=True)
class Held:
    """How many different key workers a child has had."""

    in_a_year: int
    ever: int


def continuity(first_name: str, held: Held) -> str:
    """What a change would mean for a child, in words."""
    if not held.ever:
        return f"{first_name} has had no key worker yet"
    workers = "1 key worker" if held.ever == 1 else f"{held.ever} key workers"
    return (
        f"{first_name} has had {workers}, {held.in_a_year} in the last 12 months. "
        f"Somebody new would be number {held.ever + 1}"
    )
