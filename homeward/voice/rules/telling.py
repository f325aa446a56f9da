"""How a decision is told to the child and to each adult: by whom, when, how, and what they said.

Practice, with no source in law that was read. No law sets
within how many days; `clocks/limits.toml` has a number for the partnership to agree. Who was not told for a reason,
as a baby or somebody who is a danger, waits no longer: the reason stands in place of the telling.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse


class Way(StrEnum):
    FACE = "face to face"
    PHONE = "phone"
    VIDEO = "video"
    LETTER = "letter"
    MESSAGE = "message"

    @property
    def label(self) -> str:
        return {
            Way.FACE: "Face to face",
            Way.PHONE: "On the phone",
            Way.VIDEO: "By video",
            Way.LETTER: "By letter",
            Way.MESSAGE: "By message",
        }[self]


Person = tuple[str, int]  # "child" or "adult", and which


def may_have_told(signed_on: date | None, on: date, today: date) -> Answer:
    if signed_on is None:
        return refuse("it is not decided yet", "Tell them when it is signed.")
    if on > today:
        return refuse("this day is still to come", "Write it down when they were told.")
    if on < signed_on:
        return refuse(
            f"it was decided on {signed_on:%-d %B %Y}, later than that",
            "Look at the day on which they were told.",
        )
    return allow("who was told is written down by whoever told them")


def may_leave_untold(signed_on: date | None, because: str, *, told: bool) -> Answer:
    if signed_on is None:
        return refuse("it is not decided yet", "There is nothing to tell so far.")
    if told:
        return refuse("they have been told", "Read on the page what they said.")
    if not because.strip():
        return refuse("no reason was given why they are not told", "Write why.")
    return allow("the reason stands in place of the telling")


def still_to_tell(whom: Iterable[Person], answered: Iterable[Person]) -> list[Person]:
    """`answered`: who was told, or not, with the reason. The order is kept."""
    done = set(answered)
    return [person for person in whom if person not in done]
