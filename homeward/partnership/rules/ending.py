"""When the sharing agreement ends, and who is told how long before.

Nothing is stored: what is told follows from the days of its versions, so it is right on every day that one
looks. What happens at the end is in `agreement.granted_on`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from homeward.partnership.rules.agreement import Held
from homeward.partnership.rules.keeping import leads_for
from homeward.partnership.rules.roles import Role
from homeward.partnership.rules.workers import WorkerOnDay


class Warned(IntEnum):
    """How strongly: each is stronger than the one before."""

    FIRST = 1
    SECOND = 2
    LAST = 3
    ENDED = 4


# From so many days before the end. At the end itself it has ended.
WARNED_BEFORE = {90: Warned.FIRST, 30: Warned.SECOND, 7: Warned.LAST, 0: Warned.ENDED}
HEADS_FROM = Warned.SECOND


@dataclass(frozen=True)
class Ending:
    """From the day `on` no version holds, until `again` if one is agreed that begins later."""

    on: date
    days: int  # until then; 0 on the day itself, and fewer after it
    again: date | None = None

    @property
    def warned(self) -> Warned | None:
        """None while it is far away."""
        reached = [warned for before, warned in WARNED_BEFORE.items() if self.days <= before]
        return max(reached, default=None)


def when_it_ends(versions: Iterable[Held], today: date) -> Ending | None:
    """The next day, or the last one, from which nothing holds. None when nothing has begun, or when what holds
    has no end. A version that begins where another ends goes on."""
    begun = sorted(versions, key=lambda held: held.start)
    holding = [held for held in begun if held.start <= today]
    if not holding:
        return None
    end = holding[-1].end
    for later in begun[len(holding) :]:
        if end is None or later.start > end:
            break
        end = later.end
    if end is None:
        return None
    again = min((held.start for held in begun if held.start > max(end, today)), default=None)
    return Ending(end, (end - today).days, again)


def is_told(worker: WorkerOnDay, partnership_id: int, warned: Warned) -> bool:
    """The leads of both organisations from the first on, and the heads of service from the second."""
    if leads_for(worker, partnership_id):
        return True
    heads = any(
        post.partnership_id == partnership_id and post.role == Role.HEAD_OF_SERVICE
        for post in worker.posts
    )
    return heads and warned >= HEADS_FROM
