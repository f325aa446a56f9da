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
    ANSWER_CRISIS = "answer crisis"
    LOOK_BACK = "look back"
    WRITE_SAFETY_PLAN = "write safety plan"
    REVIEW_SAFETY_PLAN = "review safety plan"
    TELL_DECISION = "tell decision"
    ANSWER_FEEDBACK = "answer feedback"
    SIGN_OFF_RISK = "sign off risk"
    OVERRIDE_RISK = "override risk"
    READ_STATUS = "read status"
    HOLD_FAMILY_GROUP = "hold family group"
    WRITE_FAMILY_PLAN = "write family plan"
    ANSWER_FAMILY_PLAN = "answer family plan"
    REVIEW_FAMILY_PLAN = "review family plan"
    TELL_RELATIVE = "tell relative"
    DECIDE_GATEWAY = "decide gateway"
    SEND_LETTER = "send letter"
    MEET_BEFORE_COURT = "meet before court"
    END_PRE_PROCEEDINGS = "end pre-proceedings"
    ISSUE_PROCEEDINGS = "issue proceedings"
    EXPLAIN_NO_MEETING = "explain no meeting"
    END_PROCEEDINGS = "end proceedings"
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
    Doing.ANSWER_CRISIS: "support:answer_crisis",  # a crisis
    Doing.LOOK_BACK: "referrals:referral",  # a referral
    Doing.WRITE_SAFETY_PLAN: "support:write_safety_plan",  # an episode of help
    Doing.REVIEW_SAFETY_PLAN: "support:review_safety_plan",  # a safety plan
    Doing.TELL_DECISION: "voice:told",  # a decision
    Doing.ANSWER_FEEDBACK: "voice:answer_feedback",  # what somebody said of the help
    Doing.SIGN_OFF_RISK: "reunification:sign_off",  # a class of a return plan
    Doing.OVERRIDE_RISK: "reunification:override",  # a class of a return plan
    Doing.READ_STATUS: "safeguarding:read_changes",  # a child
    Doing.HOLD_FAMILY_GROUP: "family:hold_meeting",  # a family group
    Doing.WRITE_FAMILY_PLAN: "family:write_plan",  # a meeting of the family
    Doing.ANSWER_FAMILY_PLAN: "family:answer_plan",  # a family's plan
    Doing.REVIEW_FAMILY_PLAN: "family:review_plan",  # a family's plan
    Doing.TELL_RELATIVE: "family:tell_relative",  # a viability assessment
    Doing.DECIDE_GATEWAY: "family:decide_gateway",  # a decision at the legal gateway
    Doing.SEND_LETTER: "family:send_letter",  # a family group
    Doing.MEET_BEFORE_COURT: "family:hold_pre_meeting",  # pre-proceedings
    Doing.END_PRE_PROCEEDINGS: "family:ask_gateway",  # a family group
    Doing.ISSUE_PROCEEDINGS: "family:issue_proceedings",  # a family group
    Doing.EXPLAIN_NO_MEETING: "family:explain_no_meeting",  # proceedings
    Doing.END_PROCEEDINGS: "family:end_proceedings",  # proceedings
    Doing.TAKE_OVER: "duty:take_over",  # that a team was told what was done at night
}


# Done on a page that shows what keeps a child safe.
OF_SAFETY = (Doing.OFFER_INTERVIEW, Doing.HOLD_INTERVIEW, Doing.TAKE_OVER)

# Done on a page that shows what leads to court.
OF_LEGAL = (
    Doing.DECIDE_GATEWAY,
    Doing.SEND_LETTER,
    Doing.MEET_BEFORE_COURT,
    Doing.END_PRE_PROCEEDINGS,
    Doing.ISSUE_PROCEEDINGS,
    Doing.EXPLAIN_NO_MEETING,
    Doing.END_PROCEEDINGS,
)

# About a family as one: of a child who is taken in with it later, too.
OF_FAMILY = (
    Doing.HOLD_FAMILY_GROUP,
    Doing.WRITE_FAMILY_PLAN,
    Doing.ANSWER_FAMILY_PLAN,
    Doing.REVIEW_FAMILY_PLAN,
    Doing.TELL_RELATIVE,
    *OF_LEGAL,
)

# What goes with the family to its next key worker. A condition of the panel, or a decision that was returned,
# stays with whom it names.
OF_A_KEY_WORKER = (
    Doing.BY_HAND,
    Doing.AGREE,
    Doing.REVIEW_PLAN,
    Doing.WRITE_SAFETY_PLAN,
    Doing.REVIEW_SAFETY_PLAN,
    Doing.TELL_DECISION,
    Doing.READ_STATUS,
)

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
    Doing.ANSWER_CRISIS: "Say who goes today",
    Doing.LOOK_BACK: "Look back at help today",
    Doing.WRITE_SAFETY_PLAN: "Write a safety plan",
    Doing.REVIEW_SAFETY_PLAN: "Look at a safety plan again",
    Doing.TELL_DECISION: "Tell those it is about what was decided",
    Doing.ANSWER_FEEDBACK: "Answer what a family said",
    Doing.SIGN_OFF_RISK: "Sign off how safe a return is judged",
    Doing.OVERRIDE_RISK: "Override a class of risk, or not",
    Doing.READ_STATUS: "Read what changed where a child stands",
    Doing.HOLD_FAMILY_GROUP: "Hold a family group meeting",
    Doing.WRITE_FAMILY_PLAN: "Write a family’s plan down",
    Doing.ANSWER_FAMILY_PLAN: "Answer a family’s plan",
    Doing.REVIEW_FAMILY_PLAN: "Look at a family’s plan again",
    Doing.TELL_RELATIVE: "Tell somebody in the family why",
    Doing.DECIDE_GATEWAY: "Decide at the legal gateway",
    Doing.SEND_LETTER: "Send a letter before proceedings",
    Doing.MEET_BEFORE_COURT: "Meet parents before proceedings",
    Doing.END_PRE_PROCEEDINGS: "End pre-proceedings",
    Doing.ISSUE_PROCEEDINGS: "Apply to the court",
    Doing.EXPLAIN_NO_MEETING: "Say why no family meeting was offered",
    Doing.END_PROCEEDINGS: "End care proceedings",
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
