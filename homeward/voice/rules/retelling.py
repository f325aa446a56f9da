"""Painful facts are told once: who told them, when, and whether they may be used again.

Source: PRACTICE 8, the "already told us" ledger: forms show what was told in place of asking, asking again needs a
reason, and how often somebody had to tell it again is counted.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class Permission(StrEnum):
    """Whether those who told it let us use it again."""

    YES = "yes"
    ASK = "ask"
    NO = "no"

    @property
    def label(self) -> str:
        return PERMISSIONS[self]


PERMISSIONS = {
    Permission.YES: "Yes: whoever works with us may know, so that we need not say it again",
    Permission.ASK: "Ask first, each time",
    Permission.NO: "No: it stays with the team that was told",
}


class Why(StrEnum):
    """Why it was asked again."""

    SAFETY = "safety"
    WANTED = "wanted"
    UNCLEAR = "unclear"
    COURT = "court"

    @property
    def label(self) -> str:
        return WHYS[self]


WHYS = {
    Why.SAFETY: "To keep a child safe now",
    Why.WANTED: "They want to tell it themselves",
    Why.UNCLEAR: "What is written is not clear, or something has changed",
    Why.COURT: "A court or an assessment has to hear it from them",
}


def may_write_fact(told_on: date, today: date) -> Answer:
    if told_on > today:
        return refuse("this day is still to come", "Write it down when it was told.")
    return allow("what somebody told is written down by whoever heard it")


def may_read_fact(worker: "WorkerOnDay", permission: Permission, team_id: int) -> Answer:
    """The words themselves. That something was told, and to whom, is said to all who work with the child."""
    if permission == Permission.NO and team_id not in worker.team_ids:
        return refuse(
            "they asked that it stays with the team that was told",
            "Talk with that team. Where a child is in danger now, phone them or duty.",
        )
    if permission == Permission.ASK:
        return allow("ask them before you use it")
    return allow("they let those know who work with them")


def may_ask_again(why: str) -> Answer:
    if not why.strip():
        return refuse(
            "they have told us this, and no reason was given to ask again",
            "Write why. If there is none, use what they told.",
        )
    return allow("there is a reason, and it is counted")


def may_change_permission(worker: "WorkerOnDay", team_id: int) -> Answer:
    if team_id in worker.team_ids:
        return allow("your team was told")
    return refuse(
        "the team that was told writes down what they allow",
        "Tell that team what they said to you.",
    )
