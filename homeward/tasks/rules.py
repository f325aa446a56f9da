"""What a task waits for, and who may say that it is done: anyone in the team it was opened for."""

from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.tasks.models import Task


class Doing(StrEnum):
    """What does a task: it leads to the page where that is done, and goes by itself when it is.

    The value is kept in the record. BY_HAND is done outside Homeward, and somebody writes how.
    """

    BY_HAND = ""
    ALLOCATE = "allocate"
    ANSWER = "answer"
    AGREE = "agree"
    REVIEW_PLAN = "review plan"
    COMPLETE_DECISION = "complete decision"
    REVIEW_WAITING = "review waiting"
    MEET_CONDITION = "meet condition"
    ANSWER_DISAGREEMENT = "answer disagreement"
    WEIGH_ANSWER = "weigh answer"
    OFFER_INTERVIEW = "offer interview"
    HOLD_INTERVIEW = "hold interview"
    TAKE_OVER = "take over"


# The page where it is done: its name, and of which model the task's subject is.
PAGES = {
    Doing.ALLOCATE: "support:start",  # a referral
    Doing.ANSWER: "referrals:answer",  # a referral
    Doing.AGREE: "support:agree",  # an episode of help
    Doing.REVIEW_PLAN: "support:plan",  # an episode of help
    Doing.COMPLETE_DECISION: "decisions:decision",  # a decision
    Doing.REVIEW_WAITING: "referrals:review_waiting",  # a referral
    Doing.MEET_CONDITION: "referrals:meet_condition",  # a condition of the panel
    Doing.ANSWER_DISAGREEMENT: "disagreements:answer",  # a disagreement
    Doing.WEIGH_ANSWER: "disagreements:raise_further",  # a disagreement
    Doing.OFFER_INTERVIEW: "support:offer_interview",  # a happening: the child was found
    Doing.HOLD_INTERVIEW: "support:hold_interview",  # a happening: the child was found
    Doing.TAKE_OVER: "duty:take_over",  # that a team was told what was done at night
}


# Done on a page that shows what keeps a child safe.
OF_SAFETY = (Doing.OFFER_INTERVIEW, Doing.HOLD_INTERVIEW, Doing.TAKE_OVER)

# What goes with the family to its next key worker. A condition of the panel, or a decision that was returned,
# stays with whom it names.
OF_A_KEY_WORKER = (Doing.BY_HAND, Doing.AGREE, Doing.REVIEW_PLAN)

# What there is to do, for choosing from the list.
DOING_WORDS = {
    Doing.ALLOCATE: "Allocate a key worker",
    Doing.ANSWER: "Answer what was asked",
    Doing.AGREE: "Agree with the family",
    Doing.REVIEW_PLAN: "Look at the plan again",
    Doing.COMPLETE_DECISION: "Complete a decision",
    Doing.REVIEW_WAITING: "Look again at who waits",
    Doing.MEET_CONDITION: "Meet a condition of the panel",
    Doing.ANSWER_DISAGREEMENT: "Answer a disagreement",
    Doing.WEIGH_ANSWER: "Say whether an answer is enough",
    Doing.OFFER_INTERVIEW: "Offer a return interview",
    Doing.HOLD_INTERVIEW: "Hold a return interview",
    Doing.TAKE_OVER: "Take over what duty did at night",
    Doing.BY_HAND: "Something else",
}


# What is shown of a task about children whom the reader may not see.
HIDDEN = "A task that you can no longer read"
WHOM_HIDDEN = "A record you cannot read"


def may_finish(worker: "WorkerOnDay", task: "Task") -> Answer:
    if task.done_at:
        who = f"{task.done_by} did this" if task.done_by else "this went without anybody"
        return refuse(f"{who} on {task.done_on:%-d %B %Y}")
    if task.team_id in worker.team_ids or task.worker_id == worker.worker_id:
        return allow("it was opened for your team")
    return refuse("this was opened for another team")
