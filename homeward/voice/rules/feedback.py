"""What families and children say of the help, and which people hear it the same day.

Somebody who says that they are unhappy or not safe is heard by a person that day. The hours are practice, set by
no law: Monday to Friday, 9am to 5pm, bank holidays not counted; at any other time duty hears it first. Both
organisations are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import is_working_day


OPENS, CLOSES = time(9), time(17)


class Feeling(StrEnum):
    GOOD = "good"
    MIXED = "mixed"
    UNHAPPY = "unhappy"
    UNSAFE = "unsafe"

    @property
    def label(self) -> str:
        return FEELINGS[self]

    @property
    def is_urgent(self) -> bool:
        return self in (Feeling.UNHAPPY, Feeling.UNSAFE)


FEELINGS = {
    Feeling.GOOD: "It helps",
    Feeling.MIXED: "Some of it helps, some does not",
    Feeling.UNHAPPY: "I am not happy with it",
    Feeling.UNSAFE: "I do not feel safe, or a child is not safe",
}


class Hearer(StrEnum):
    """Which team hears it."""

    HELPING = "helping"  # the team that supports the family
    COUNCIL = "council"  # the council's team that works with the children
    DUTY = "duty"


@dataclass(frozen=True)
class Hears:
    hearer: Hearer
    urgent: bool  # and acts today; who is not, is told


def is_in_hours(moment: datetime) -> bool:
    """In local time."""
    return is_working_day(moment.date()) and OPENS <= moment.time() < CLOSES


def who_hears(feeling: Feeling, moment: datetime, *, known: bool) -> Sequence[Hears]:
    """Who acts comes first. `known`: whether we know who says it; duty acts for who is not, because nobody else can
    be sure to be there. What is not urgent is read by the team in its own time."""
    if not feeling.is_urgent:
        return ()
    helping, council = Hears(Hearer.HELPING, False), Hears(Hearer.COUNCIL, False)
    if not is_in_hours(moment):
        told = (helping, council) if known else (helping,)
        return (Hears(Hearer.DUTY, True), *told)
    if feeling == Feeling.UNSAFE:
        first = Hearer.COUNCIL if known else Hearer.DUTY
        return (Hears(first, True), helping)
    return (Hears(Hearer.HELPING, True), council if known else Hears(Hearer.DUTY, False))


def may_say(words: str, feeling: Feeling) -> Answer:
    """What somebody feels is always taken. Only where nothing at all is said is there nothing to keep."""
    if feeling == Feeling.UNSAFE and not words.strip():
        return allow("somebody does not feel safe, and said no more")
    return allow("what families say is taken from whoever says it")


def may_answer(*, answered: bool, wrong: Sequence[str] = ()) -> Answer:
    """`wrong`: what `leaks` found in an answer that the person reads on their page."""
    if answered:
        return refuse(
            "this was answered already", "Read the answer; what is new goes into a visit."
        )
    if wrong:
        return refuse(
            f"the person reads this answer on their page, and {'; '.join(wrong)}",
            "Say it in words that tell nothing about anybody else.",
        )
    return allow("it reached your team, or you work with the family")
