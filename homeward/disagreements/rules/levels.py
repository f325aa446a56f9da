"""Who answers a disagreement at which level, and by when.

HM Government, Working Together to Safeguard Children (2023), asks for clear escalation policies for staff whose
concerns are not addressed; it sets neither levels nor days. Those below are local: a table and not an agreed
line, because a level that was reached keeps the day by which its answer is due, whatever the table says later.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from homeward.clocks.rules import Clock
from homeward.partnership.rules import OrganisationKind, Role


class Level(IntEnum):
    TEAMS = 1
    HEADS = 2
    DIRECTORS = 3

    @property
    def who(self) -> str:
        return LEVELS[self].who

    @property
    def days(self) -> int:
        return LEVELS[self].days

    @property
    def clock(self) -> Clock:
        """What is raised on a day off counts from the next working day."""
        return Clock(self.days)

    @property
    def is_last(self) -> bool:
        return self == max(Level)


@dataclass(frozen=True)
class Terms:
    who: str
    days: int  # working days to answer


LEVELS = {
    Level.TEAMS: Terms("the managers of the two teams", 1),
    Level.HEADS: Terms("the heads of service", 3),
    Level.DIRECTORS: Terms("the directors", 5),
}
# Working days in which who raised it says whether the answer is enough. Local as well.
WEIGH_DAYS = 2
# At the last level each organisation answers by its director, or else by the highest role that it has.
LADDER = (Role.DIRECTOR, Role.HEAD_OF_SERVICE, Role.TEAM_MANAGER)


@dataclass(frozen=True)
class Candidate:
    """A post of somebody who may be asked to answer."""

    worker_id: int
    name: str
    role: Role
    kind: OrganisationKind
    team_id: int


def who_answers(
    level: Level,
    candidates: Iterable[Candidate],
    *,
    teams: Collection[int],
    barred: Collection[int],
) -> list[Candidate]:
    """Each once, whatever posts they have. `barred` are the workers who cannot answer this one."""
    free = [candidate for candidate in candidates if candidate.worker_id not in barred]
    if level == Level.TEAMS:
        chosen = [c for c in free if c.role == Role.TEAM_MANAGER and c.team_id in teams]
    elif level == Level.HEADS:
        chosen = [c for c in free if c.role == Role.HEAD_OF_SERVICE]
    else:
        chosen = [c for kind in OrganisationKind for c in _highest(free, kind)]
    return list({candidate.worker_id: candidate for candidate in chosen}.values())


def _highest(candidates: Iterable[Candidate], kind: OrganisationKind) -> list[Candidate]:
    theirs = [candidate for candidate in candidates if candidate.kind == kind]
    ranks = ([c for c in theirs if c.role == role] for role in LADDER)
    return next(filter(None, ranks), [])


def why_barred(
    *,
    raised_by: int,
    signed_by: int | None,
    answered: Collection[int],
    unseeing: Collection[int],
) -> Mapping[int, str]:
    """Who cannot answer, each with the reason that they are told; the weightiest reason is kept.

    Who answers looks at it with fresh eyes. `unseeing` are those who would not see the record though they were
    named to the child: it is closed to them, or nothing is shared with their role.
    """
    reasons = dict.fromkeys(answered, "you answered this at an earlier level")
    reasons |= dict.fromkeys(
        unseeing, "the record is closed to you, so the answer goes to the next"
    )
    if signed_by is not None:
        reasons[signed_by] = "you signed the decision that it is about"
    reasons[raised_by] = "you raised it yourself"
    return reasons
