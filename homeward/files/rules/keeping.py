"""Who adds a file to a child's record, what it is about, and who removes it.

Working Together to Safeguard Children puts what others write about a child into one record; who reads a file
follows from the children and the group of data that it belongs to, as for everything else in the record.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import DataGroup, Role


if TYPE_CHECKING:
    from homeward.files.models import File
    from homeward.partnership.rules import WorkerOnDay


class FileKind(StrEnum):
    LETTER = "letter"
    SENT = "letter sent"
    REPORT = "report"
    PICTURE = "picture"
    OTHER = "other"

    @property
    def label(self) -> str:
        return KINDS[self]


KINDS = {
    FileKind.LETTER: "A letter that came",
    FileKind.SENT: "A letter of ours",
    FileKind.REPORT: "A report",
    FileKind.PICTURE: "A picture",
    FileKind.OTHER: "Something else",
}
# A letter of ours is made where it is written, and never sent here.
MAY_BE_ADDED = tuple(kind for kind in FileKind if kind != FileKind.SENT)
# Of what a file of a child's record can be. What is about members of staff, and money, is kept elsewhere.
GROUPS = (
    DataGroup.CORE,
    DataGroup.SAFETY,
    DataGroup.HEALTH,
    DataGroup.EDUCATION,
    DataGroup.LEGAL,
    DataGroup.ADOPTION,
)


def may_add(seen: Collection[frozenset[DataGroup]], group: DataGroup) -> Answer:
    """`seen`: for each child of the file, the groups of data that whoever adds it sees."""
    if not seen:
        return refuse(
            "a file is about one or more children", "Choose whose record the file goes into."
        )
    if group not in GROUPS:
        return refuse("no file is kept of this group of data")
    if not all(group in groups for groups in seen):
        return refuse(
            f"you do not see {group.label} of every child you chose, so you could not read it yourself",
            "Choose another group of data, or ask a colleague who sees it to add the file.",
        )
    return allow("you see this part of the record of every child that the file is about")


def may_be_dated(dated: date | None, today: date) -> Answer:
    if dated and dated > today:
        return refuse(
            "a letter or report cannot be of a day to come",
            "Enter the day that stands on it, or leave it empty.",
        )
    return allow("it is of a day that has been")


def not_twice(added: Mapping[date, str] | None) -> Answer:
    """`added`: when, and by whom, the very same file was added to one of these records before."""
    for day, who in (added or {}).items():
        return refuse(
            f"the very same file is in the record already: {who} added it on {day:%-d %B %Y}",
            "Look at what is there. If it belongs to another child, choose that child alone.",
        )
    return allow("it is not in the record yet")


def own_title(title: str, taken: Collection[str]) -> str:
    """Two letters from school are not both called “Letter from school”."""
    if title not in taken:
        return title
    number = 2
    while f"{title} ({number})" in taken:
        number += 1
    return f"{title} ({number})"


def may_remove(
    worker: "WorkerOnDay", file: "File", roles: Collection[frozenset[Role]], why: str | None = None
) -> Answer:
    """`roles`: for each child of the file, in which roles the worker's teams work with that child. Put right
    whenever it is noticed (UK GDPR Articles 16 and 17)."""
    if file.removed_at:
        return refuse(f"{file.removed_by} removed this file on {file.removed_on:%-d %B %Y}")
    if file.found:
        return refuse("it was destroyed already, because of what the virus scanner found")
    manages = bool(roles) and all(Role.TEAM_MANAGER in held for held in roles)
    if file.kind == FileKind.SENT and not manages:
        return refuse(
            "what was sent stays as it was sent",
            "The manager of a team that works with every child in it can remove it, and says why.",
        )
    if not manages and file.added_by_id != worker.worker_id:
        return refuse(
            "whoever added a file removes it, or the manager of a team that works with its children",
            "Tell one of them what is wrong with it.",
        )
    if why is not None and not why.strip():
        return refuse("no reason was given for removing it", "Write why.")
    return allow("you manage a team that works with them" if manages else "you added it")
