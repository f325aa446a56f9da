"""What the two organisations share, for what and with whom: the sharing agreement as plain facts.

Sharing rests on law and the agreement describes it (Data Protection Act 2018, Schedule 1, paragraph 18; ICO,
Data sharing code of practice, 2021, made under section 121; HM Government, Information sharing advice, 2024).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from homeward.partnership.rules.roles import LEADING, OrganisationKind, Role


class DataGroup(StrEnum):
    """What the record holds, as an agreement shares it."""

    CORE = "core"
    SAFETY = "safety"
    HEALTH = "health"
    EDUCATION = "education"
    LEGAL = "legal"
    ADOPTION = "adoption"
    STAFF = "staff"
    FINANCE = "finance"

    @property
    def label(self) -> str:
        return GROUPS[self]


GROUPS = {
    DataGroup.CORE: "who the child is, the help, the visits and the plan",
    DataGroup.SAFETY: "risks, the crisis plan, what happened and what is to do",
    DataGroup.HEALTH: "health",
    DataGroup.EDUCATION: "school and education",
    DataGroup.LEGAL: "legal status, reviews and court",
    DataGroup.ADOPTION: "adoption",
    DataGroup.STAFF: "what is about members of staff",
    DataGroup.FINANCE: "money",
}


class Purpose(StrEnum):
    """What the two organisations share for. Each rests on law of its own, which the agreement names."""

    SUPPORT = "support"
    SAFEGUARD = "safeguard"
    RETURNS = "returns"
    OVERSIGHT = "oversight"

    @property
    def label(self) -> str:
        return PURPOSES[self]

    @property
    def what(self) -> str:
        return self.label.partition(" (")[0]

    @property
    def law(self) -> str:
        return self.label.partition(" (")[2].removesuffix(")")


PURPOSES = {
    Purpose.SUPPORT: "support a child and the family (Children Act 1989, section 17 and Schedule 2)",
    Purpose.SAFEGUARD: "keep a child safe (Children Act 1989, section 47; Children Act 2004, section 11)",
    Purpose.RETURNS: "file the statutory returns (Children Act 1989, section 83)",
    Purpose.OVERSIGHT: "oversee the service and its money (Children and Young Persons Act 2008, section 5)",
}


# For a purpose, a role of an organisation sees a group of data.
Granted = tuple[Purpose, OrganisationKind, Role, DataGroup]

# What remains of a lapsed agreement to those who already work with the child.
SAFETY_MINIMUM = frozenset({DataGroup.SAFETY})
# What a broken glass opens: never adoption, nor what is about members of staff.
BEHIND_GLASS = frozenset(DataGroup) - {DataGroup.ADOPTION, DataGroup.STAFF}
BREAK_GLASS_HOURS = 3


@dataclass(frozen=True)
class Held:
    """Holds from `start` until, not on, `end`; without an end it goes on."""

    start: date
    end: date | None

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Agreed(Held):
    """A version of the agreement as it stood: who is granted what."""

    grants: frozenset[Granted]


class PostGrant(NamedTuple):
    """What a post is granted on a day: what it sees and for which purposes, and the day on which the agreement
    lapsed if it did."""

    groups: frozenset[DataGroup]
    lapsed_on: date | None
    purposes: frozenset[Purpose]


def granted_on(
    agreements: Iterable[Agreed], kind: OrganisationKind, role: Role, day: date
) -> PostGrant:
    """What a post is granted on a day by the version that holds, or that held last.

    The council's duty does not end with the paper: its posts keep what the last version granted. The charity's
    keep the safety minimum, of children with whom they already work.
    """
    begun = [agreed for agreed in agreements if agreed.start <= day]
    if not begun:
        return PostGrant(frozenset(), None, frozenset())
    agreed = max(begun, key=lambda agreed: agreed.start)
    lapsed = not agreed.holds_on(day) and kind != OrganisationKind.COUNCIL
    granted = [
        (purpose, group)
        for purpose, k, r, group in agreed.grants
        if (k, r) == (kind, role) and (not lapsed or group in SAFETY_MINIMUM)
    ]
    return PostGrant(
        groups=frozenset(group for _, group in granted),
        lapsed_on=agreed.end if lapsed else None,
        purposes=frozenset(purpose for purpose, _ in granted),
    )


# What a partnership begins with, until its two leads agree on a version of their own: those who work with
# children see what the work needs, and nobody sees adoption.
PRACTICE = (
    Role.KEY_WORKER,
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.PANEL_CHAIR,
    Role.HEAD_OF_SERVICE,
    Role.DIRECTOR,
    Role.REVIEWING_OFFICER,
)
WORK = (DataGroup.CORE, DataGroup.HEALTH, DataGroup.EDUCATION, DataGroup.LEGAL)
FIRST_GRANTS: tuple[Granted, ...] = (
    *(
        (Purpose.SUPPORT, kind, role, group)
        for kind in OrganisationKind
        for role in PRACTICE
        for group in WORK
    ),
    *(
        (Purpose.SAFEGUARD, kind, role, DataGroup.SAFETY)
        for kind in OrganisationKind
        for role in PRACTICE
    ),
    *(
        (Purpose.RETURNS, OrganisationKind.COUNCIL, Role.ANALYST, group)
        for group in (*WORK, DataGroup.SAFETY)
    ),
    *(
        (Purpose.OVERSIGHT, kind, role, group)
        for kind in OrganisationKind
        for role in LEADING
        for group in (DataGroup.FINANCE, DataGroup.STAFF)
    ),
)
