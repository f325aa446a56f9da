"""Who opens a child's card, and who writes what duty reads there.

Duty answers when a child whom it has never met is in danger at night. It works with no child before that, so it sees
no record. What it may open is the card: one screen, in two steps, for some hours, with the reason kept. Who works
with the child reads the card as the rest of the record.

Source: Children Act 1989, sections 17 and 47, which do not end at five o'clock. That a council's out-of-hours team and
a charity's on-call share one card is practice, not law (PRACTICE, C 22).
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import DataGroup
from homeward.sharing.rules import Entitlement, FactsOfChild


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

SHORTEST_REASON = 20  # letters, as for breaking the glass
OPENED_HOURS = 12  # a night; no law sets it
WRITES_AFTER = timedelta(
    hours=24
)  # the card has closed: a night is written down when there is time
ON_A_CARD = frozenset({DataGroup.CORE, DataGroup.SAFETY})


def may_be_on_duty(
    worker: "WorkerOnDay", duty_teams: Collection[int], partnership_id: int
) -> Answer:
    """Whether a post in a duty team lets the worker open cards of children with whom the team has no part yet: while
    the sharing agreement holds, and it grants what a card shows."""
    for post in worker.posts:
        if post.team_id in duty_teams and post.partnership_id == partnership_id:
            if post.lapsed_on is not None:
                return refuse(
                    "the sharing agreement has ended",
                    "Phone the council’s duty team: it goes on. The two leads can extend the agreement.",
                )
            if post.groups >= ON_A_CARD:
                return allow(f"you are on duty, in {post.team_name}")
            return refuse(
                "the sharing agreement does not give your role what a card shows",
                "Ask the information governance lead of your organisation.",
            )
    return refuse("cards are opened by those on duty", "Phone duty.")


def may_open(
    on_duty: Answer, worker_id: int, child: FactsOfChild, day: date, *, is_open: bool, reason: str
) -> Answer:
    """`is_open`: a team works with the child. Not where the record is closed to the worker: that is `break_glass`."""
    if not on_duty:
        return on_duty
    if not is_open or any(
        closed.holds_on(day) and closed.is_closed_to(worker_id) for closed in child.closed
    ):
        return refuse(
            "there is no card of this child that you may open", "Look for the child by name."
        )
    if len(reason.strip()) < SHORTEST_REASON:
        return refuse("a reason of a few words is needed", "Say who asks, and what is happening.")
    return on_duty


def may_read(sight: Entitlement, *, opened: str) -> Answer:
    """`opened`: why, in words, if this worker is on duty and opened the card some hours ago at most. Who works
    with the child but does not see all that stands on it opens it as everybody on duty does."""
    through_work = sees_card(sight)
    if through_work:
        return through_work
    if opened and not sight.shut:
        return allow(opened)
    return through_work if sight.groups else refuse("you have not opened it")


def sees_card(sight: Entitlement) -> Answer:
    """Whether what a worker sees of the record holds all that stands on a card."""
    return sight.may_see(DataGroup.CORE) and sight.may_see(DataGroup.SAFETY)


def may_write_card(sight: Entitlement) -> Answer:
    """Whoever works with the child and sees what keeps them safe, of either organisation."""
    if not sight.roles:
        return refuse(
            "those who work with the child write what duty reads",
            "Write what was done tonight; they have it at nine.",
        )
    return sees_card(sight)
