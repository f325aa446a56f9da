"""Support for a family: who may allocate, write, plan and close, and what follows from what happened.

Gate decisions, never events: what happened is saved by whoever knows it, whatever the rules say, and opens
the urgent tasks in `AFTER_HAPPENING`. Closing is a decision and is gated. The follow-ups of a closed episode
are practice (DOMAIN 2.3: re-entry is highest in the first year), kept so that outcomes are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Function, Role, WorkerOnDay


if TYPE_CHECKING:
    from homeward.support.models import EpisodeOfHelp, FollowUp

FOLLOW_UP_MONTHS = (1, 3, 6, 12, 24)


class Happened(StrEnum):
    FAMILY_WITHDREW = "family withdrew"
    ENTERED_CARE = "entered care"
    RETURNED_HOME = "returned home"
    WENT_MISSING = "went missing"
    MOVED = "moved"
    DIED = "died"
    OTHER = "something else"


@dataclass(frozen=True)
class Follows:
    """A task that an event opens: what to do, in how many working days (0: today), for whom."""

    what: str
    working_days: int
    urgent: bool
    for_council: bool


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
        Follows(
            "Offer a return interview within 72 hours of the child being found", 3, False, True
        ),
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


class SafetyOutcome(StrEnum):
    STAY_AT_HOME = "stay_at_home"
    COME_INTO_CARE = "come_into_care"
    RETURN_HOME = "return_home"
    END_SUPPORT = "end_support"


# The question that is asked, the function it falls under, and the options it brings with it.
QUESTIONS: dict[Function, tuple[str, tuple[tuple[str, str], ...]]] = {
    Function.STAY_AT_HOME: (
        "Is it safe and right to stay at home?",
        (
            (SafetyOutcome.STAY_AT_HOME, "Stay at home, with support"),
            (SafetyOutcome.COME_INTO_CARE, "Come into care"),
        ),
    ),
    Function.ACCOMMODATE: (
        "Is it right to come into care?",
        (
            (SafetyOutcome.COME_INTO_CARE, "Come into care"),
            (SafetyOutcome.STAY_AT_HOME, "Stay at home, with support"),
        ),
    ),
    Function.RETURN_HOME: (
        "Is it safe and right to return home?",
        (
            (SafetyOutcome.RETURN_HOME, "Return home, with support"),
            (SafetyOutcome.COME_INTO_CARE, "Stay in care for now"),
        ),
    ),
    Function.END_SUPPORT: (
        "Is it right to end support?",
        (
            (SafetyOutcome.END_SUPPORT, "End support"),
            (SafetyOutcome.STAY_AT_HOME, "Go on with support"),
        ),
    ),
}


def may_allocate(worker: WorkerOnDay, team_id: int) -> Answer:
    if worker.has_role(Role.TEAM_MANAGER, team_id=team_id):
        return allow("you manage this team")
    return refuse("the team's manager allocates a key worker")


def may_start_help(worker: WorkerOnDay, team_id: int, *, agreed: bool, started: bool) -> Answer:
    """Help begins once, when the panel has taken the family on and the manager gives a key worker."""
    if started:
        return refuse("this family has its episode of help already")
    if not agreed:
        return refuse(
            "the panel has not taken this family on", "Bring the family to the panel first."
        )
    return may_allocate(worker, team_id)


def may_write(worker: WorkerOnDay, episode: "EpisodeOfHelp") -> Answer:
    """Plans, visits and agreements are written by the team that supports the family, while it does."""
    if episode.team_id not in worker.team_ids:
        return refuse("the team that supports this family writes here")
    if episode.closed_at:
        return refuse(f"support ended on {episode.closed_on:%-d %B %Y}")
    return allow("your team supports this family")


def may_follow_up(worker: WorkerOnDay, follow_up: "FollowUp") -> Answer:
    if follow_up.episode.team_id not in worker.team_ids:
        return refuse("the team that supported this family follows it up")
    if follow_up.done_at:
        return refuse(f"{follow_up.done_by} did this on {follow_up.done_at:%-d %B %Y}")
    return allow("your team supported this family")


def may_prepare_safety_decision(worker: WorkerOnDay, episode: "EpisodeOfHelp") -> Answer:
    if episode.closed_at:
        return refuse(f"support ended on {episode.closed_on:%-d %B %Y}")
    if episode.partnership_id in worker.partnership_ids:
        return allow("either organisation may prepare a decision")
    return refuse("you work in another partnership")


def may_close(
    worker: WorkerOnDay, episode: "EpisodeOfHelp", *, end_decided: bool, happened: Sequence[str]
) -> Answer:
    """Closing needs the signed decision to end support, unless the family withdrew or every reason to
    go on has gone because of what happened. Entering care alone does not end help: it spans care status."""
    written = may_write(worker, episode)
    if not written:
        return written
    if end_decided:
        return allow("the decision to end support is signed")
    if Happened.FAMILY_WITHDREW in happened:
        return allow("the family withdrew")
    if Happened.DIED in happened:
        return allow("the child died")
    return refuse(
        "support ends by a signed decision, or because the family withdrew",
        "Prepare the decision to end support, or record what happened.",
    )
