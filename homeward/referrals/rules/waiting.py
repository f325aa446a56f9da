"""The waiting list: a family that fits and finds no room waits with help meanwhile, and never unseen.

Need is the team's own judgement of the family, in words; no number is made of a child. The list goes by
need, then by how long a family waits; whoever moves a family says why (PRACTICE, C 25).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.referrals.models import Referral

MOST_DAYS_UNSEEN = 28  # nobody waits longer than this without being looked at again


class Need(IntEnum):
    """In the order of the list. The number is the place of the word, not a score."""

    FIRST = 1
    SOON = 2
    CAN_WAIT = 3

    @property
    def words(self) -> str:
        return {1: "Next place", 2: "Soon", 3: "Can wait"}[self.value]

    @property
    def meaning(self) -> str:
        return {
            1: "A child may have to leave home before there is room",
            2: "It gets worse while they wait",
            3: "The help meanwhile holds",
        }[self.value]


@dataclass(frozen=True)
class Waits:
    """How a family waits: what helps meanwhile, and when the team looks again."""

    need: Need
    review_on: date
    interim_what: str
    interim_who: str = ""
    interim_since: date | None = None


def may_wait(waits: Waits | None, today: date) -> Answer:
    if waits is None or not waits.interim_what:
        return refuse(
            "no capacity needs the help that the family has meanwhile, and a day to look again",
            "Put the family on the waiting list. If nothing helps meanwhile, say why.",
        )
    if waits.review_on <= today:
        return refuse("the day to look again is over", "Choose a later day.")
    if waits.review_on > today + timedelta(days=MOST_DAYS_UNSEEN):
        return refuse(
            f"nobody waits more than {MOST_DAYS_UNSEEN} days without being looked at again",
            "Choose an earlier day.",
        )
    return allow("the family has help meanwhile, and a day to look again")


def may_look_again(worker: "WorkerOnDay", referral: "Referral", waits: bool) -> Answer:
    """`waits`: it is on the list now."""
    if referral.to_team_id not in worker.team_ids:
        return refuse("the team on whose list the family is looks again")
    if not waits:
        return refuse("this family is not on the waiting list")
    return allow("the family waits on your team's list")


def may_move(before: Need, after: Need, why: str) -> Answer:
    if before != after and not why:
        return refuse("moving a family on the list needs a reason", "Say what has changed.")
    return allow("the place on the list is given or explained")


def waits_in_words(since: date, today: date) -> str:
    days = (today - since).days
    if days < 14:
        return "since today" if not days else f"{days} day{'s' if days != 1 else ''}"
    return f"{days // 7} weeks"


def waiting_in_words(waiting: int, overdue: int) -> str:
    """For the inbox: how many wait, and how many were to be looked at again and were not."""
    if not waiting:
        return "Nobody waits for a place."
    wait = f"{waiting} famil{'ies wait' if waiting != 1 else 'y waits'} for a place"
    if not overdue:
        return f"{wait}; each has a day when we look again."
    were = "was" if overdue == 1 else "were"
    return f"{wait}; {overdue} {were} to be looked at again before today."
