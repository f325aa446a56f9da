"""Where a return plan stands, derived from what was recorded, and what may be decided next.

Source: the stages of DOMAIN 2.1 in our own words. There is no status: what happened comes first, whatever was
decided, and a decision that was taken again counts as it was taken last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Function
from homeward.reunification.rules.classes import Class
from homeward.reunification.rules.history import Spell


class Question(IntEnum):
    """The three decisions."""

    WORTH_ASSESSING = 1
    WORK_TOWARDS = 2
    RETURN = 3


class Outcome(StrEnum):
    """The codes of the options. What a yes is stands in YES."""

    ASSESS = "assess_return"
    NOT_NOW = "not_now"
    WORK = "work_to_return"
    STAY = "stay_in_care"
    RETURN = "return_home"


YES = {
    Question.WORTH_ASSESSING: Outcome.ASSESS,
    Question.WORK_TOWARDS: Outcome.WORK,
    Question.RETURN: Outcome.RETURN,
}
ASKED = {
    Question.WORTH_ASSESSING: (
        "Is going home worth assessing?",
        ((Outcome.ASSESS, "Assess it"), (Outcome.NOT_NOW, "Not for now")),
    ),
    Question.WORK_TOWARDS: (
        "Do we work towards going home?",
        ((Outcome.WORK, "Work towards going home"), (Outcome.STAY, "Stay in care for now")),
    ),
    Question.RETURN: (
        "Is it safe and right to go home?",
        ((Outcome.RETURN, "Go home, with support"), (Outcome.STAY, "Stay in care for now")),
    ),
}
FUNCTIONS = {
    Question.WORTH_ASSESSING: Function.ASSESS_RETURN,
    Question.WORK_TOWARDS: Function.WORK_TO_RETURN,
    Question.RETURN: Function.RETURN_HOME,
}


class Stage(StrEnum):
    IDENTIFIED = "Going home is thought of"
    ASSESSING = "Being assessed"
    JUDGED = "Assessed: whether to work towards it is to be decided"
    WORKING = "Working towards home"
    READY = "Whether to go home is to be decided"
    GETTING_READY = "Getting ready to go home"
    HOME = "At home"
    SETTLED = "At home, all checks done"
    BACK = "Back in care"
    NOT_NOW = "Not for now"
    ENDED = "Ended"


# As the way is shown; the others are said beside it.
WAY = (
    (Stage.IDENTIFIED, "Thought of"),
    (Stage.ASSESSING, "Assessed"),
    (Stage.JUDGED, "Decided to work"),
    (Stage.WORKING, "Worked towards"),
    (Stage.READY, "Decided to return"),
    (Stage.GETTING_READY, "Got ready"),
    (Stage.HOME, "Home"),
    (Stage.SETTLED, "Settled"),
)


@dataclass(frozen=True)
class Decided:
    """One decision. `yes` and `at` are None until it is signed."""

    question: Question
    yes: bool | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """All that the stage of a plan follows from."""

    decided: Sequence[Decided] = ()
    assessed: bool = False
    classes: Sequence[Class] = ()  # in the order in which they were judged
    home: Spell | None = None
    # When the last coming home was, as a moment: the beginning of that day here.
    home_at: datetime | None = None
    # When the child came back into care before that: a return that was decided earlier is used up.
    back_at: datetime | None = None
    died: bool = False
    has_crisis_plan: bool = False
    checks: frozenset[int] = frozenset()
    all_checks: frozenset[int] = frozenset()
    ended: bool = False

    @property
    def last_class(self) -> Class | None:
        return self.classes[-1] if self.classes else None

    @property
    def is_home(self) -> bool:
        return self.home is not None and self.home.back_on is None and not self.died

    @property
    def is_back(self) -> bool:
        return self.home is not None and self.home.back_on is not None

    def last(self, question: Question) -> Decided | None:
        """As it was signed last. A return is decided anew after each coming back into care."""
        signed = [one for one in self.decided if one.question == question and one.at is not None]
        if question == Question.RETURN and self.back_at is not None:
            signed = [one for one in signed if _signed_at(one) >= self.back_at]
        return max(signed, key=_signed_at, default=None)

    def yes(self, question: Question) -> bool:
        last = self.last(question)
        return last is not None and last.yes is True

    @property
    def open(self) -> Decided | None:
        return next((one for one in self.decided if one.at is None), None)

    @property
    def work_at(self) -> datetime | None:
        last = self.last(Question.WORK_TOWARDS)
        return last.at if last and last.yes else None

    @property
    def judged_since(self) -> datetime | None:
        """From when a judgement counts for a return."""
        return self.home_at if self.is_home else self.work_at

    @property
    def return_stands(self) -> bool:
        """A return was decided, and nobody has judged it since to be of the two highest classes."""
        last = self.last(Question.RETURN)
        if last is None or not last.yes or last.at is None:
            return False
        return not any(
            one.judged_at > last.at and one.stands_in_the_way for one in self.classes[-1:]
        )


def _signed_at(one: Decided) -> datetime:
    assert one.at is not None
    return one.at


def stage(facts: Facts) -> Stage:
    """What happened first, then the end, then what was decided."""
    if facts.died:
        return Stage.ENDED
    if facts.is_home:
        settled = facts.all_checks and facts.checks >= facts.all_checks
        return Stage.SETTLED if settled else Stage.HOME
    if facts.is_back:
        return Stage.BACK
    if facts.ended:
        return Stage.ENDED
    if facts.yes(Question.RETURN):
        return Stage.GETTING_READY if facts.return_stands else Stage.READY
    last = [facts.last(question) for question in Question]
    latest = max((one for one in last if one is not None), key=_signed_at, default=None)
    if latest is not None and not latest.yes:
        return Stage.NOT_NOW
    return _before_the_return(facts)


def _before_the_return(facts: Facts) -> Stage:
    signed = facts.last_class is not None and facts.last_class.signed_off_at is not None
    if facts.yes(Question.WORK_TOWARDS):
        work_at, last = facts.work_at, facts.last_class
        judged = last is not None and work_at is not None and last.judged_at >= work_at
        return Stage.READY if judged and signed else Stage.WORKING
    if facts.yes(Question.WORTH_ASSESSING):
        return Stage.JUDGED if signed else Stage.ASSESSING
    return Stage.IDENTIFIED


def next_question(facts: Facts) -> Question:
    """Which decision comes next. Of a child who is home without one: whether that is safe and right."""
    if facts.is_home or facts.yes(Question.WORK_TOWARDS):
        return Question.RETURN
    if facts.yes(Question.WORTH_ASSESSING):
        return Question.WORK_TOWARDS
    return Question.WORTH_ASSESSING


def may_ask(facts: Facts) -> Answer:
    """Whether the next decision may be prepared."""
    if facts.died:
        return refuse("the child has died")
    if facts.is_back:
        return refuse(
            "the child is back in care", "Look back at what happened, and begin a plan again."
        )
    if facts.ended:
        return refuse("this return plan has ended", "Begin another.")
    if facts.open is not None:
        return refuse("a decision is being prepared already", "Sign or complete that one first.")
    asked, last = next_question(facts), facts.last_class
    if asked == Question.RETURN and facts.yes(Question.RETURN) and facts.return_stands:
        return refuse("it is decided that the child goes home")
    if asked != Question.WORTH_ASSESSING and (last is None or last.signed_off_at is None):
        return refuse(
            "how safe it would be is not judged and signed off yet",
            "Judge it, and ask a manager of the council to sign it off.",
        )
    return allow("either organisation may prepare a decision")


def may_still_return(facts: Facts) -> Answer:
    """Whether a return that was asked about earlier may still be signed."""
    otherwise = "Sign that the child stays in care for now, and look at the plan."
    if facts.died:
        return refuse("the child has died", "Sign none of it.")
    if facts.is_back:
        return refuse("the child came home and is back in care since it was asked", otherwise)
    if facts.ended:
        return refuse("this return plan has ended since it was asked", otherwise)
    return allow("the plan goes on")


def may_write(*, in_partnership: bool, ended_on: date | None) -> Answer:
    """What is planned and judged is written while the plan goes on. What happened is always recorded."""
    if not in_partnership:
        return refuse("you work in another partnership")
    if ended_on is not None:
        return refuse(f"this return plan ended on {ended_on:%-d %B %Y}", "Begin another.")
    return allow("either organisation may write in a return plan")


def is_over(facts: Facts) -> bool:
    """Whether another plan may begin in its place."""
    return facts.ended or stage(facts) in (Stage.BACK, Stage.NOT_NOW, Stage.SETTLED)


def may_begin(*, in_partnership: bool, helped: bool, other: Facts | None) -> Answer:
    """One plan for a child at a time. `helped`: in an episode of help that goes on; `other`: the last plan."""
    if not in_partnership:
        return refuse("you work in another partnership")
    if not helped:
        return refuse(
            "nobody helps this family now, so nobody could work towards it",
            "Refer the family first. What happens can be recorded meanwhile.",
        )
    if other is not None and not is_over(other):
        return refuse("the child has a return plan already", "Open that one.")
    return allow("either organisation may think of it")


def may_end(facts: Facts) -> Answer:
    """While the child is at home nobody ends a plan: it ends with the last check, or with coming back into care."""
    if facts.ended:
        return refuse("it has ended already")
    if facts.is_home and stage(facts) != Stage.SETTLED:
        return refuse(
            "the child is at home, and the checks go on for two years",
            "Support can end when what was promised is over; the checks go on.",
        )
    return allow("it can be begun again")
