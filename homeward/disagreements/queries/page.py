"""One disagreement as its page shows it: where it stands, what this worker may do, and its timeline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from homeward.access.rules import Answer
from homeward.decisions.queries import names
from homeward.disagreements import rules
from homeward.disagreements.models import Disagreement, LevelReached
from homeward.disagreements.queries.answering import (
    acting_for_raiser,
    heard,
    organisation_of,
    who_can_answer,
)
from homeward.disagreements.rules import Standing
from homeward.partnership.rules import OrganisationKind, WorkerOnDay


@dataclass(frozen=True)
class Page:
    disagreement: Disagreement
    standing: Standing
    overdue: bool
    names: str
    who_can: list[str]
    not_heard: list[str]
    must_be_heard: list[str]  # before an answer by this worker could settle it
    goes_on_by: list[str]  # who raises it further or withdraws it
    may_answer: Answer
    may_settle: Answer
    may_raise_further: Answer
    may_withdraw: Answer
    may_add_side: Answer
    timeline: list[dict[str, Any]]


def page_of(disagreement: Disagreement, worker: WorkerOnDay, today: date) -> Page:
    """`disagreement` comes from `whole`."""
    standing = disagreement.standing()
    found = who_can_answer(disagreement, today)
    can, barred = found.names_at(standing.level), found.barred_at(standing.level)
    acting = acting_for_raiser(disagreement, found, today)
    spoken = heard(disagreement)
    silent = set(OrganisationKind) - spoken
    before_me = rules.unheard(
        standing.level,
        concerned=disagreement.concerned,
        heard=spoken,
        answers_for=organisation_of(worker, disagreement.partnership_id),
    )
    return Page(
        disagreement=disagreement,
        standing=standing,
        overdue=standing.is_overdue(today),
        names=names(list(disagreement.children.all())),
        who_can=sorted(can.values()),
        not_heard=sorted(kind.label for kind in silent) if standing.is_open else [],
        must_be_heard=sorted(kind.label for kind in before_me),
        may_answer=rules.may_answer(worker, standing, can, barred),
        may_settle=rules.may_settle(worker, standing, can, barred),
        goes_on_by=sorted(one.name for one in acting) or [disagreement.raised_by.name],
        may_raise_further=rules.may_raise_further(
            worker, standing, disagreement.raised_by_id, today, acting=acting
        ),
        may_withdraw=rules.may_withdraw(worker, standing, disagreement.raised_by_id, acting=acting),
        may_add_side=rules.may_add_side(worker, standing, disagreement.partnership_id),
        timeline=_timeline(disagreement),
    )


def _timeline(disagreement: Disagreement) -> list[dict[str, Any]]:
    """What happened, in the order in which it did."""
    told: list[tuple[datetime, dict[str, Any]]] = []

    def tell(when: datetime, title: str, text: str = "", by: object = "", **more: str) -> None:
        told.append(
            (
                when,
                {"when": when, "title": title, "text": text, "by": f"by {by}" if by else ""} | more,
            )
        )

    tell(disagreement.raised_at, "Raised", disagreement.wanted, disagreement.raised_by)
    for level in disagreement.levels.all():
        _of_level(level, disagreement, tell)
    for side in disagreement.sides.select_related("said_by"):
        says = OrganisationKind(side.kind).label
        tell(side.said_at, f"What {says} says", side.words, side.said_by)
    ended = disagreement.ended
    last = max(disagreement.levels.all(), key=lambda level: level.level)
    if ended and ended.withdrawn:
        tell(ended.ended_at, "Withdrawn", ended.words, ended.ended_by)
    elif ended and ended.words != last.words:  # or the last answer has said it, and ended it
        tell(ended.ended_at, "Settled", ended.words, ended.ended_by)
    return [item for _, item in sorted(told, key=lambda pair: pair[0])]


def _of_level(level: LevelReached, disagreement: Disagreement, tell: Any) -> None:
    who = f"{level.who[:1].upper()}{level.who[1:]}"
    if level.passed_because:
        tell(level.reached_at, f"{who} could not answer", f"Passed on: {level.passed_because}.")
        return
    due = f"Answer due by {level.due:%A} {level.due.day} {level.due:%B}." if level.due else ""
    because = f"{level.because}\n" if level.because else ""
    tell(level.reached_at, f"{who} are asked", f"{because}{due}")
    if level.answered_at:
        answer = rules.Answered(level.answer)
        tell(
            level.answered_at,
            f"Answered: {answer.value}",
            level.words,
            f"{level.answered_by}, for {OrganisationKind(level.answered_for).label}",
        )
