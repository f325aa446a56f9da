"""What both boards are told of breaches each quarter: counts alone.

Counts of 1 to 4 are hidden as in every other figure (`analysis.disclosure`): of one breach in a quarter,
somebody knows whose it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward.access.rules import Answer, refuse
from homeward.analysis.disclosure import hide_small, hide_total
from homeward.governance.rules.breaches import CHOICES, Choice, Question, Standing, due_at
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.partnership.rules.boards import FOR_BOARDS, may_read_for_boards


NOT_JUDGED = "Not judged yet"
RISKS = (*(CHOICES[one] for one in (Choice.UNLIKELY, Choice.RISK, Choice.HIGH)), NOT_JUDGED)
IN_TIME, LATE = "Notified within 72 hours", "Notified later, with the reason"
NEED_NOT, STILL, OVER = "Need not be notified", "Open, within 72 hours", "Open, more than 72 hours"
NOTIFIED = (IN_TIME, LATE, NEED_NOT, STILL, OVER)


def may_read_counts(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_read_for_boards(
        worker,
        partnership_id,
        (*FOR_BOARDS, Role.GOVERNANCE_LEAD),
        otherwise=refuse(
            "heads of service, directors, analysts and information governance leads read how many there were",
            "What you reported yourself is in the list.",
        ),
    )


@dataclass(frozen=True)
class Noticed:
    """One breach as it is counted."""

    standing: Standing
    notified_at: datetime | None

    @property
    def risk(self) -> str:
        return CHOICES[self.standing.risk] if self.standing.risk else NOT_JUDGED

    def notified(self, now: datetime) -> str:
        if self.notified_at is not None:
            return LATE if self.notified_at > due_at(self.standing.noticed_at) else IN_TIME
        if self.standing.holds(Question.COMMISSIONER):
            return NEED_NOT
        return OVER if self.standing.is_late(now) else STILL


@dataclass(frozen=True)
class Quarter:
    """What is told of one quarter. A count is None where it is hidden."""

    total: int | None
    risks: dict[str, int | None]
    notified: dict[str, int | None]


def counted(noticed: Sequence[Noticed], now: datetime) -> Quarter:
    risks, states = dict.fromkeys(RISKS, 0), dict.fromkeys(NOTIFIED, 0)
    for one in noticed:
        risks[one.risk] += 1
        states[one.notified(now)] += 1
    return Quarter(
        total=hide_total(len(noticed)),
        risks=hide_small(risks),
        notified=hide_small(states),
    )
