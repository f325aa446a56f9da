"""A breach of personal data: its clock, what has to be answered, and who closes it.

Source: UK GDPR, Articles 33 and 34. The Information Commissioner is notified without undue delay and, where
feasible, within 72 hours after having become aware, unless a risk to people is unlikely; a later notification
says why. Those concerned are told without undue delay when the risk is high, but for the three cases of
Article 34(3). Every breach is documented (Article 33(5)). The two organisations are joint controllers
(Article 26), so the leads of both are told at once, and each confirms for its own before it is closed: each
answers for it to the Commissioner.

The hours are hours, not working ones. They count from when somebody who works here noticed it: what anybody
here knows, the organisation knows. That is the earliest that could be meant, so it is never too late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import OrganisationKind, WorkerOnDay, leads_for


HOURS = 72
# By when all is answered and confirmed. Local: no law sets a day for it.
CLOSED_WITHIN = timedelta(days=28)


class Question(StrEnum):
    """What is to be known of every breach. The value is kept in the record."""

    CONTAINED = "contained"
    RISK = "risk"
    COMMISSIONER = "commissioner"
    PEOPLE = "people"
    CAUSE = "cause"
    CHANGE = "change"

    @property
    def label(self) -> str:
        return QUESTIONS[self]


QUESTIONS = {
    Question.CONTAINED: "How it was contained",
    Question.RISK: "How great the risk to people is",
    Question.COMMISSIONER: "Whether the Commissioner is notified",
    Question.PEOPLE: "Whether those concerned are told",
    Question.CAUSE: "How it came about",
    Question.CHANGE: "What is changed so that it does not happen again",
}


class Choice(StrEnum):
    """What a question is answered with, where it is not words alone."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"
    NOTIFIED = "notified"
    NOT_NOTIFIED = "not notified"
    TOLD = "told"
    NOT_HIGH = "not high"
    PROTECTED = "protected"
    AVERTED = "averted"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return CHOICES[self]


CHOICES = {
    Choice.UNLIKELY: "A risk to people is unlikely",
    Choice.RISK: "There is a risk to people",
    Choice.HIGH: "The risk to people is high",
    Choice.NOTIFIED: "The Commissioner was notified",
    Choice.NOT_NOTIFIED: "The Commissioner is not notified",
    Choice.TOLD: "Those concerned were told",
    Choice.NOT_HIGH: "Not told: the risk is not high",
    Choice.PROTECTED: "Not told: nobody can read what got out (Article 34(3)(a))",
    Choice.AVERTED: "Not told: since then the high risk is no longer likely (Article 34(3)(b))",
    Choice.PUBLIC: "Told in public: each alone would be out of proportion (Article 34(3)(c))",
}
ANSWERED_WITH = {
    Question.RISK: (Choice.UNLIKELY, Choice.RISK, Choice.HIGH),
    Question.COMMISSIONER: (Choice.NOTIFIED, Choice.NOT_NOTIFIED),
    Question.PEOPLE: (
        Choice.TOLD,
        Choice.NOT_HIGH,
        Choice.PROTECTED,
        Choice.AVERTED,
        Choice.PUBLIC,
    ),
}
# What happened at a moment, and so is told with it.
HAPPENED = frozenset({Choice.NOTIFIED, Choice.TOLD, Choice.PUBLIC})


def due_at(noticed_at: datetime) -> datetime:
    """Through the change of the clocks as well: 72 hours that pass, whatever they show."""
    return noticed_at.astimezone(UTC) + timedelta(hours=HOURS)


@dataclass(frozen=True)
class Standing:
    """Where a breach stands: from the last answer to each question and who confirmed that it is all."""

    noticed_at: datetime
    answers: Mapping[Question, Choice | None]
    confirmed: Mapping[OrganisationKind, int]  # by whom, of what is answered now

    @property
    def risk(self) -> Choice | None:
        return self.answers.get(Question.RISK)

    def holds(self, question: Question) -> bool:
        """Whether it is answered, and the answer holds: a risk that is judged higher opens others again."""
        if question not in self.answers:
            return False
        choice = self.answers[question]
        if choice == Choice.NOT_NOTIFIED:
            return self.risk == Choice.UNLIKELY
        if choice == Choice.NOT_HIGH:
            return self.risk in (Choice.UNLIKELY, Choice.RISK)
        return True

    @property
    def missing(self) -> list[Question]:
        return [question for question in Question if not self.holds(question)]

    @property
    def is_closed(self) -> bool:
        return not self.missing and set(self.confirmed) == set(OrganisationKind)

    @property
    def clock_runs(self) -> bool:
        return not self.holds(Question.COMMISSIONER)

    @property
    def due_at(self) -> datetime:
        return due_at(self.noticed_at)

    def is_late(self, now: datetime) -> bool:
        return self.clock_runs and now > self.due_at

    def hours_left(self, now: datetime) -> int:
        """Whole hours; those since, when it is late."""
        return int(abs(self.due_at - now) / timedelta(hours=1))

    @property
    def next(self) -> str:
        """What is to do, for the leads."""
        if self.is_closed:
            return "Closed"
        if Question.RISK in self.missing:
            return "Judge the risk"
        if self.clock_runs:
            return "Notify the Commissioner, or say why not"
        if self.missing:
            return "Answer what is open"
        return "Confirm that all is answered"


def may_report(worker: WorkerOnDay, partnership_id: int) -> Answer:
    """A breach is an event: whoever works here and sees one says so, and nobody is asked first."""
    if partnership_id not in worker.partnership_ids:
        return refuse("you work in another partnership", "Report it there.")
    return allow("whoever sees a breach reports it")


def may_have_noticed(noticed_at: datetime, now: datetime) -> Answer:
    if noticed_at > now:
        return refuse(
            "the moment when it was noticed is in the future",
            "Give the day and time when you saw it.",
        )
    return allow("it was noticed")


def may_name(*, sees_all: bool) -> Answer:
    if not sees_all:
        return refuse(
            "somebody whom you do not see was chosen",
            "Describe in words whom it is about, without names.",
        )
    return allow("they see everybody whom they named")


def may_read_all(worker: WorkerOnDay, partnership_id: int) -> Answer:
    if leads_for(worker, partnership_id):
        return allow("you are an information governance lead of the partnership")
    return refuse(
        "the information governance leads of both organisations follow a breach up",
        "Whatever else you know of it, report it: it reaches them at once.",
    )


def may_answer(
    worker: WorkerOnDay,
    partnership_id: int,
    question: Question,
    choice: Choice | None,
    risk: Choice | None,
) -> Answer:
    """Notifying and telling are events. Not to do so is decided, and the risk decides whether it may be."""
    answer = may_read_all(worker, partnership_id)
    if not answer:
        return answer
    if choice not in ANSWERED_WITH.get(question, (None,)):
        return refuse("that is no answer to this question", "Choose from the answers on the page.")
    if choice in (Choice.NOT_NOTIFIED, Choice.NOT_HIGH) and risk is None:
        return refuse("the risk has not been judged yet", "Judge the risk first, then say this.")
    if choice == Choice.NOT_NOTIFIED and risk != Choice.UNLIKELY:
        return refuse(
            "a risk to people was found, and then the Commissioner is notified (UK GDPR, Article 33(1))",
            "Notify the Commissioner. If the risk is no longer what it was, judge it again first.",
        )
    if choice == Choice.NOT_HIGH and risk == Choice.HIGH:
        return refuse(
            "the risk was found to be high, and then those concerned are told (UK GDPR, Article 34(1))",
            "Tell them, or choose the case of Article 34(3) that holds.",
        )
    return answer


def may_have_happened(
    choice: Choice | None, at: datetime | None, noticed_at: datetime, now: datetime
) -> Answer:
    """A moment that was given with an answer. Contained it may have been before anybody noticed."""
    if choice in HAPPENED and at is None:
        return refuse("it is not said when that was", "Give its day and time.")
    if at is not None and at > now:
        return refuse("the moment you gave is in the future", "Write it down when it has happened.")
    if choice in HAPPENED and at is not None and at < noticed_at:
        return refuse(
            f"the breach was noticed later than that, {_said(noticed_at)}",
            "Check the day and time.",
        )
    return allow("it has happened")


def says_why_late(
    choice: Choice | None, at: datetime | None, noticed_at: datetime, because: str
) -> Answer:
    """Article 33(1): what is notified after 72 hours is accompanied by the reasons for the delay."""
    late = choice == Choice.NOTIFIED and at is not None and at > due_at(noticed_at)
    if late and not because:
        return refuse(
            f"more than {HOURS} hours had passed, and the reason for that belongs to it (Article 33(1))",
            "Say why it was late.",
        )
    return allow("it was in time, or it is said why not")


def _said(when: datetime) -> str:
    return f"{when:%-d %B %Y at %H:%M}"


def may_confirm(worker: WorkerOnDay, partnership_id: int, standing: Standing) -> Answer:
    """Closed when the lead of each organisation has confirmed it; nobody confirms for both."""
    leading = leads_for(worker, partnership_id)
    if not leading:
        return may_read_all(worker, partnership_id)
    if standing.is_closed:
        return refuse("both organisations confirmed it already")
    if standing.missing:
        open_ones = "; ".join(f"{one.label[:1].lower()}{one.label[1:]}" for one in standing.missing)
        return refuse(f"this is not answered yet: {open_ones}", "Answer each of these first.")
    if worker.worker_id in standing.confirmed.values():
        return refuse(
            "you confirmed it already",
            "It closes when the lead of the other organisation confirms.",
        )
    if not leading - set(standing.confirmed):
        return refuse(
            "your organisation confirmed it already", "The lead of the other organisation is asked."
        )
    return allow(
        f"you are the information governance lead of {confirms_for(leading, standing).label}"
    )


def confirms_for(leading: frozenset[OrganisationKind], standing: Standing) -> OrganisationKind:
    return next(kind for kind in OrganisationKind if kind in leading - set(standing.confirmed))
