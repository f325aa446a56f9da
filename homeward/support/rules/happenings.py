"""What can happen to a child, and the tasks that recording it opens.

Gate decisions, never events: what happened is saved by whoever knows it, whatever the rules say, and opens
the urgent tasks in `AFTER_HAPPENING`. The time limit of the return interview runs from the moment at which the
child was found; where nobody knows the time, from the beginning of that day, so that it never ends too late.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from homeward.clocks.rules import Duty, Limit, working_days_after
from homeward.tasks.rules import Doing


class Happened(StrEnum):
    FAMILY_WITHDREW = "family withdrew"
    ENTERED_CARE = "entered care"
    RETURNED_HOME = "returned home"
    WENT_MISSING = "went missing"
    FOUND = "found after being missing"
    PROTECTION_PLAN = "child protection plan started"
    HURT = "hurt: hospital or police"
    MOVED = "moved"
    DIED = "died"
    OTHER = "something else"


@dataclass(frozen=True)
class Follows:
    """A task that an event opens: what to do, in how many working days (0: today), for whom.

    A time limit of its own runs from the event itself, however late somebody writes it down. What is done on
    a page of its own (`doing`) is done for each child apart, the others for all who went through it together.
    """

    what: str
    working_days: int
    urgent: bool
    for_council: bool
    duty: Duty | None = None
    doing: Doing = Doing.BY_HAND

    def due(self, happened: datetime, today: date, limit: Limit | None = None) -> date:
        """`limit`: the one that holds for its duty, of what happened that day."""
        if limit is not None and (last := limit.due(happened)):
            return last.day
        return working_days_after(today, self.working_days)


# After one of these nobody can rest on an earlier decision to end help: it has to be decided again.
ASKS_AGAIN = frozenset(
    {
        Happened.ENTERED_CARE,
        Happened.RETURNED_HOME,
        Happened.WENT_MISSING,
        Happened.PROTECTION_PLAN,
        Happened.HURT,
    }
)

# One episode of help spans them, and the key worker stays: a change needs its own reason.
KEEPS_KEY_WORKER = frozenset({Happened.ENTERED_CARE, Happened.RETURNED_HOME})

AFTER_HAPPENING: dict[Happened, tuple[Follows, ...]] = {
    Happened.FAMILY_WITHDREW: (
        Follows(
            "Decide with the council whether the children are safe without this help", 1, True, True
        ),
    ),
    Happened.ENTERED_CARE: (
        Follows("Record the legal status and placement; tell the reviewing officer", 0, True, True),
        Follows("See the child where they are living now", 2, False, False),
    ),
    Happened.RETURNED_HOME: (
        Follows("Check that the child is safe at home, and under which decision", 0, True, True),
        Follows("See the child at home", 1, True, False),
    ),
    Happened.WENT_MISSING: (
        Follows("Make sure that police and duty know; agree who does what tonight", 0, True, True),
    ),
    Happened.FOUND: (
        Follows(
            "Offer a return interview, by somebody independent",
            0,
            False,
            True,
            duty=Duty.RETURN_INTERVIEW,
            doing=Doing.OFFER_INTERVIEW,
        ),
    ),
    Happened.PROTECTION_PLAN: (
        Follows("Agree how the plan and this help fit together", 5, False, False),
    ),
    Happened.HURT: (
        Follows(
            "Decide today whether a strategy discussion is needed (Children Act 1989, section 47)",
            0,
            True,
            True,
        ),
        Follows("See the child, and ask what happened", 1, True, False),
    ),
    Happened.MOVED: (Follows("Check the new address and who lives there", 2, False, False),),
    Happened.DIED: (
        Follows(
            "Tell the director today: notify the national panel within 5 working days",
            0,
            True,
            True,
        ),
    ),
    Happened.OTHER: (),
}
