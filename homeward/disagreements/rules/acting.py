"""Who may raise a disagreement, answer it, raise it further, settle it and withdraw it.

To raise one is good practice and nobody's permission is asked (Working Together 2023: escalation). It stands
beside what it is about: nothing waits for it, no event is held back, and no signed decision is changed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.disagreements.rules.levels import Candidate, Level
from homeward.partnership.rules import OrganisationKind, WorkerOnDay


class Answered(StrEnum):
    UPHELD = "upheld"
    OTHERWISE = "settled otherwise"
    NOT_UPHELD = "not upheld"

    @property
    def settles(self) -> bool:
        return self != Answered.NOT_UPHELD


@dataclass(frozen=True)
class Standing:
    """Where a disagreement stands: derived from its levels, never stored."""

    level: Level
    due: date | None
    answer: Answered | None = None
    answered_by: str = ""
    ended: str = ""  # how it ended, for "it ..."; empty while it is open

    @property
    def is_open(self) -> bool:
        return not self.ended

    def waits(self) -> bool:
        """For an answer."""
        return self.is_open and self.answer is None

    def is_overdue(self, today: date) -> bool:
        return self.waits() and self.due is not None and self.due < today


def may_raise(worker: WorkerOnDay, partnership_id: int, *, sees_all: bool) -> Answer:
    if partnership_id not in worker.partnership_ids:
        return refuse("you work in another partnership")
    if not sees_all:
        return refuse(
            "it is about children whose records you do not all see",
            "Raise it about the child whom you work with.",
        )
    return allow("whoever works with a child may say that they see it differently")


def may_be_with(team_partnership_id: int, partnership_id: int) -> Answer:
    if team_partnership_id != partnership_id:
        return refuse("that team is of another partnership", "Choose a team that works with you.")
    return allow("the two teams work in one partnership")


def may_answer(
    worker: WorkerOnDay,
    standing: Standing,
    answering: Mapping[int, str],
    barred: Mapping[int, str],
) -> Answer:
    """`answering`: the names of those who answer at this level, by number."""
    if standing.is_open and standing.answer:
        return refuse(
            f"{standing.answered_by} answered it at this level already",
            "If all agree now on something else, settle it.",
        )
    return may_settle(worker, standing, answering, barred)


def may_settle(
    worker: WorkerOnDay,
    standing: Standing,
    answering: Mapping[int, str],
    barred: Mapping[int, str],
) -> Answer:
    if not standing.is_open:
        return refuse(f"it {standing.ended}")
    if worker.worker_id in answering:
        return allow(f"you answer for {standing.level.who}")
    if worker.worker_id in barred:
        return refuse(barred[worker.worker_id], _who_can(standing.level, answering))
    return refuse(f"{standing.level.who} answer this", _who_can(standing.level, answering))


def _who_can(level: Level, answering: Mapping[int, str]) -> str:
    if not answering:
        return "Nobody can at this level today. Tell the information governance leads."
    return f"Those who can: {', '.join(sorted(answering.values()))}."


def unheard(
    level: Level,
    *,
    concerned: Collection[OrganisationKind],
    heard: Collection[OrganisationKind],
    answers_for: OrganisationKind,
) -> set[OrganisationKind]:
    """Who must still say something before an answer by somebody of `answers_for` can end it.

    At the first two levels whoever answers speaks for their own organisation, which agrees by that. At the last
    one the answer ends it whatever it says, so both have been heard before, by words other than its own.
    """
    if level.is_last:
        return set(OrganisationKind) - set(heard)
    return set(concerned) - set(heard) - {answers_for}


def may_end_it(
    level: Level,
    answer: Answered,
    *,
    concerned: Collection[OrganisationKind],
    heard: Collection[OrganisationKind],
    answers_for: OrganisationKind,
) -> Answer:
    """Nobody settles for an organisation that has said nothing."""
    missing = unheard(level, concerned=concerned, heard=heard, answers_for=answers_for)
    if not missing or not (answer.settles or level.is_last):
        return allow("each side has been heard, or it goes on")
    who = " and ".join(sorted(kind.label for kind in missing))
    return refuse(
        f"{who} {'has' if len(missing) == 1 else 'have'} not been heard yet",
        "Ask somebody who works for them to write down their side first, on the disagreement’s page.",
    )


def may_withdraw(
    worker: WorkerOnDay,
    standing: Standing,
    raised_by: int,
    *,
    acting: Collection[Candidate] = (),
) -> Answer:
    """`acting`: those who act for who raised it and can no longer open it. There are none while they can."""
    if not standing.is_open:
        return refuse(f"it {standing.ended}")
    if worker.worker_id == raised_by:
        return allow("you raised it")
    if worker.worker_id in {candidate.worker_id for candidate in acting}:
        return allow("you act for who raised it and can no longer open it")
    return refuse(
        "only who raised it raises it further or withdraws it",
        "Raise one of your own if you see it as they do.",
    )


def may_raise_further(
    worker: WorkerOnDay,
    standing: Standing,
    raised_by: int,
    today: date,
    *,
    acting: Collection[Candidate] = (),
) -> Answer:
    answer = may_withdraw(worker, standing, raised_by, acting=acting)
    if not answer:
        return answer
    if standing.level.is_last:
        return refuse(f"{standing.level.who} are the last level", "What they answer ends it, here.")
    if standing.answer or standing.is_overdue(today):
        return allow("it was not upheld" if standing.answer else "it was not answered in time")
    when = f"{standing.due:%A} {standing.due.day} {standing.due:%B}" if standing.due else "soon"
    return refuse(
        f"an answer is due by {when}",
        "If a child is not safe until then, do not wait: phone duty.",
    )


def may_add_side(worker: WorkerOnDay, standing: Standing, partnership_id: int) -> Answer:
    if not standing.is_open:
        return refuse(f"it {standing.ended}")
    if partnership_id not in worker.partnership_ids:
        return refuse("you work in another partnership")
    return allow("whoever works with the child may write down what their side says")
