"""The formal decisions of an episode of help: the questions, their options, and who may prepare them.

Whether a child goes home is asked on the child's return plan, in the area above (`decisions.rules.OF_A_PLAN`).
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Function, WorkerOnDay


if TYPE_CHECKING:
    from homeward.support.models import EpisodeOfHelp


class SafetyOutcome(StrEnum):
    STAY_AT_HOME = "stay_at_home"
    COME_INTO_CARE = "come_into_care"
    END_SUPPORT = "end_support"
    GO_ON = "go_on"


# The question that is asked, and the options it brings with it.
Asked = tuple[str, tuple[tuple[str, str], ...]]

# The question that is asked, the function it falls under, and the options it brings with it.
QUESTIONS: dict[Function, Asked] = {
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
    Function.END_SUPPORT: (
        "Is it right to end support?",
        (
            (SafetyOutcome.END_SUPPORT, "End support"),
            (SafetyOutcome.GO_ON, "Go on with support"),
        ),
    ),
}


def may_ask(function: Function, *, of_plan: bool) -> Answer:
    if of_plan or function in QUESTIONS:
        return allow("it is asked where it belongs")
    return refuse(
        "whether a child goes home is asked on the child’s return plan",
        "Open the child’s page, and begin or open the return plan from there.",
    )


def may_prepare_safety_decision(worker: WorkerOnDay, episode: "EpisodeOfHelp") -> Answer:
    if episode.closed_at:
        return refuse(f"support ended on {episode.closed_on:%-d %B %Y}")
    if episode.partnership_id in worker.partnership_ids:
        return allow("either organisation may prepare a decision")
    return refuse("you work in another partnership")
