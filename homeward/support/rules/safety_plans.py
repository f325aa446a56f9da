"""The safety plan: what to do if, who does what, who can have the child tonight, and who has been told.

No law sets its form or how long it holds; the limit below is practice, for the partnership to know that it is
ours: a plan nobody has looked at for four weeks is not one to rest on. It moves no child: who else can have a
child tonight is what the family agreed, and where a child lives is decided elsewhere (`safety`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.people.rules import folded


MOST_STEPS, MOST_PLACES = 5, 3
LONGEST = timedelta(days=28)


class How(StrEnum):
    """How somebody was told of it."""

    IN_PERSON = "in person"
    PHONE = "by phone"
    WRITTEN = "in writing"

    @property
    def label(self) -> str:
        return {
            How.IN_PERSON: "In person, read through together",
            How.PHONE: "By phone, read aloud",
            How.WRITTEN: "In writing only",
        }[self]


@dataclass(frozen=True)
class PlanStep:
    if_this: str
    then_do: str
    who: str


@dataclass(frozen=True)
class Place:
    """Somebody who can have the child tonight."""

    who: str
    phone: str = ""
    agreed: str = ""  # what they agreed to, for which child


def may_hold_until(review_on: date, today: date) -> Answer:
    if review_on <= today:
        return refuse("a safety plan holds for at least a day", "Choose a later day to look again.")
    if review_on > today + LONGEST:
        return refuse(
            f"nobody rests on a safety plan for more than {LONGEST.days} days without looking at it again",
            "Choose an earlier day.",
        )
    return allow("there is a day to look at it again")


def may_be_plan(steps: Sequence[PlanStep], places: Sequence[Place]) -> Answer:
    if not steps:
        return refuse("a safety plan says what to do if", "Write at least one step.")
    if any(not (step.if_this and step.then_do and step.who) for step in steps):
        return refuse("a step says if what, then what, and who", "Complete it, or empty it.")
    if any(not place.who for place in places):
        return refuse("nobody is named who can have the child", "Write who, or empty the row.")
    return allow("the plan says what to do, and who does it")


def may_have_been_told(on: date, written_on: date, today: date) -> Answer:
    if on > today:
        return refuse("this day is still to come", "Write it down when they were told.")
    if on < written_on:
        return refuse(
            f"this version was written on {written_on:%-d %B %Y}, later than that",
            "Look at the day: who was told of an older version is told again.",
        )
    return allow("who was told is recorded by whoever knows it")


def may_review_version(version: int, newest: int) -> Answer:
    if version != newest:
        return refuse(
            f"version {newest} has replaced this one", "Look at the newest version again instead."
        )
    return allow("it is the newest version")


def is_valid(review_on: date, today: date) -> bool:
    return today <= review_on


def validity_in_words(review_on: date, today: date) -> str:
    by = f"{review_on.day} {review_on:%B %Y}"
    if is_valid(review_on, today):
        return f"Valid until {by}, when it is looked at again"
    return f"Out of date: it was to be looked at again by {by}"


def not_told(named: Iterable[str], told: Iterable[str]) -> list[str]:
    """Who has a part in the plan and is not written down as told: by name, however it is spelt."""
    known = {folded(who) for who in told}
    waiting = {folded(who): who for who in named if who.strip()}
    return [who for said, who in waiting.items() if said not in known]
