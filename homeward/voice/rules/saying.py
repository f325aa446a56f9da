"""What a child says or shows: when it may be written down, and taken out again.

Source: PRACTICE section H, voice. No law is cited: which section asks for it was not read where it is published.
What a child says is never refused; only what cannot have been is: in time to come, or before the birth.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Role


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class How(StrEnum):
    """How a child said it."""

    WORDS = "words"
    DRAWING = "drawing"
    RECORDING = "recording"
    OBSERVED = "observed"

    @property
    def label(self) -> str:
        return HOW[self]


HOW = {
    How.WORDS: "In words",
    How.DRAWING: "With a drawing",
    How.RECORDING: "In a recording",
    How.OBSERVED: "Without words: somebody saw it",
}


def may_have_said(on: date, born: date, today: date) -> Answer:
    if on > today:
        return refuse("this day is still to come", "Write it down when it was said.")
    if on < born:
        return refuse(
            "it is before the child was born",
            f"That was on {born:%-d %B %Y}: look at the day on which it was said.",
        )
    return allow("what a child says is written down by whoever hears it")


def may_take_out(
    worker: "WorkerOnDay", writer_id: int, writers_teams: frozenset[int], why: str, *, gone: bool
) -> Answer:
    """What was written into the wrong file, or should not be there, as with the photos of a visit."""
    if gone:
        return refuse("it was taken out already", "Read why on the page of what the child says.")
    manages = any(worker.has_role(Role.TEAM_MANAGER, team_id=team) for team in writers_teams)
    if worker.worker_id != writer_id and not manages:
        return refuse(
            "whoever wrote it down takes it out, or a manager of their team",
            "Tell one of them what is wrong with it.",
        )
    if not why.strip():
        return refuse("no reason was given for taking it out", "Write why.")
    return allow("you wrote it down" if worker.worker_id == writer_id else "you manage their team")
