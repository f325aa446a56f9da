"""Who may make a copy of a child's file, for whom, and why.

To answer somebody who asks for what is held about them is the duty of whoever controls the data, and no function
that a council arranges for others to discharge: so the register does not name who does it. DOMAIN 4 has that a
month is the time for it, that others are covered, that the names of social workers are normally not, and the test
of serious harm (Data Protection Act 2018, Schedule 3); part of it is marked as unsourced, so nothing here rests on
more than that. It is who manages a team that works with the child and sees the whole record, who reads it
all before it is handed over.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import DataGroup, Role


if TYPE_CHECKING:
    from homeward.sharing.rules import Entitlement

MAKERS = frozenset({Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR})
# What a copy is made of. What concerns an adoption, members of staff or money is in no copy.
WHOLE = (
    DataGroup.CORE,
    DataGroup.SAFETY,
    DataGroup.HEALTH,
    DataGroup.EDUCATION,
    DataGroup.LEGAL,
)
SHORTEST_REASON = 10  # letters


class Asker(StrEnum):
    """Who asked for it."""

    CHILD = "child"
    PARENT = "parent"
    COURT = "court"
    LIFE_STORY = "life story"

    @property
    def label(self) -> str:
        return ASKERS[self]


ASKERS = {
    Asker.CHILD: "the child, or the adult they are now",
    Asker.PARENT: "somebody with parental responsibility, for the child",
    Asker.COURT: "a court",
    Asker.LIFE_STORY: "a worker, for telling the child their life story",
}


def may_make_copy(sight: "Entitlement") -> Answer:
    if not sight.may_see():
        return sight.may_see()
    if not sight.roles & MAKERS:
        return refuse(
            "managers of a team that works with the child make a copy of the whole file",
            "Ask your team’s manager. They are told what to look for before it is handed over.",
        )
    unseen = [group for group in WHOLE if not sight.may_see(group)]
    if unseen:
        said = ", ".join(group.label for group in unseen)
        return refuse(
            f"a copy holds the whole record, and you do not see all of it: {said}",
            "Ask a manager of the other organisation who does.",
        )
    return allow("you manage a team that works with the child, and see the whole record")


def may_be_made(reason: str, will_read: bool) -> Answer:
    if len(reason.strip()) < SHORTEST_REASON:
        return refuse(
            "it says too little why it is made",
            "Write who asked, and how you know that it is them.",
        )
    if not will_read:
        return refuse(
            "nobody has said that they read it before it is handed over",
            "Somebody must: no program knows who “she” is in a sentence.",
        )
    return allow("it says why, and it is read before it is handed over")
