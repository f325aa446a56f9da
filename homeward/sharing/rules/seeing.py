"""Who sees what of a child's record on a day, and why: from dated facts alone.

A post carries what the sharing agreement grants it that day (`partnership.rules`). Through the work of a team
with the child, or by being named to the child, it reaches the record; a restriction closes the record, and a
broken glass opens it for some hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import (
    BEHIND_GLASS,
    DataGroup,
    Held,
    Post,
    Role,
)


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

SHORTEST_REASON = 20  # letters


class Level(StrEnum):
    """What asking for a record gives."""

    FULL = "full"
    MINIMUM = "safety minimum"
    EXISTS = "exists only"
    NOTHING = "nothing"


class RestrictionKind(StrEnum):
    """Why a record is closed to those who would otherwise see it."""

    SEALED = "sealed"  # to all but those who are named; a broken glass opens it
    RELATIVE = (
        "relative"  # to one worker, who is a relative or knows the family; nothing opens it to them
    )
    ADOPTION = (
        "adoption"  # nothing overrides these two, and that the record exists is not told either
    )
    PROTECTION = "witness protection"

    @property
    def label(self) -> str:
        return RESTRICTIONS[self]

    @property
    def opens_in_emergency(self) -> bool:
        return self == RestrictionKind.SEALED


RESTRICTIONS = {
    RestrictionKind.SEALED: "sealed: those who are named see it",
    RestrictionKind.RELATIVE: "closed to a worker who is a relative or knows the family",
    RestrictionKind.ADOPTION: "adoption: nothing opens it but being named",
    RestrictionKind.PROTECTION: "witness protection: nothing opens it but being named",
}


@dataclass(frozen=True)
class Working(Held):
    """A team works with the child, or a worker is named to the child: one of the two."""

    because: str
    team_id: int | None = None
    worker_id: int | None = None

    def is_of(self, worker: "WorkerOnDay", post: Post) -> bool:
        if self.team_id is None:
            return self.worker_id == worker.worker_id
        return self.team_id == post.team_id


@dataclass(frozen=True)
class Closed(Held):
    """A restriction. `named` are the workers to whom it is open; of a relative, to whom it is closed."""

    kind: RestrictionKind
    named: frozenset[int] = frozenset()

    def is_closed_to(self, worker_id: int) -> bool:
        return (worker_id in self.named) == (self.kind == RestrictionKind.RELATIVE)


@dataclass(frozen=True)
class Broken:
    worker_id: int
    start: datetime
    end: datetime

    def overlaps(self, during: tuple[datetime, datetime]) -> bool:
        return self.start < during[1] and during[0] < self.end


@dataclass(frozen=True)
class FactsOfChild:
    """All of one child that decides who sees the record."""

    partnership_id: int
    working: tuple[Working, ...] = ()
    closed: tuple[Closed, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def through_teams(self) -> "FactsOfChild":
        """What lasts as long as teams work with the child: without who is named, a seal, or a broken glass."""
        return FactsOfChild(self.partnership_id, tuple(w for w in self.working if w.team_id))


@dataclass(frozen=True)
class Entitlement:
    """What a worker may see, and why: each reason goes on after "you are" or "they were"."""

    level: Level
    groups: frozenset[DataGroup] = frozenset()
    why: tuple[str, ...] = field(default=(), compare=False)
    shut: bool = (
        False  # by what nothing opens to this worker: they are not told that there is a record
    )
    # In which roles the worker's teams work with the child: not by a broken glass, nor named for one thing.
    roles: frozenset[Role] = field(default=frozenset(), compare=False)

    def may_see(self, group: DataGroup = DataGroup.CORE) -> Answer:
        if group in self.groups:
            return allow("you are " + "; ".join(self.why))
        return refuse(REFUSED[self.level], INSTEAD[self.level])


REFUSED = {
    Level.FULL: "your role does not see this part of the record",
    Level.MINIMUM: "the sharing agreement has ended, and you see what keeps the child safe",
    Level.EXISTS: "the record is sealed",
    Level.NOTHING: "no team of yours works with this child today",
}
INSTEAD = {
    Level.FULL: "",
    Level.MINIMUM: "The two information governance leads can extend it.",
    Level.EXISTS: "Ask those who are named in the seal, or phone duty.",
    Level.NOTHING: "",
}


def entitlement(
    worker: "WorkerOnDay", child: FactsOfChild, day: date, during: tuple[datetime, datetime]
) -> Entitlement:
    """`during`: see the function of that name."""
    closed = [
        restriction
        for restriction in child.closed
        if restriction.holds_on(day) and restriction.is_closed_to(worker.worker_id)
    ]
    if any(not restriction.kind.opens_in_emergency for restriction in closed):
        return Entitlement(Level.NOTHING, shut=True)
    posts = [post for post in worker.posts if post.partnership_id == child.partnership_id]
    groups, why, roles = _through_work(worker, posts, child, day)
    sealed = bool(closed and groups)
    if sealed:
        groups, why, roles = frozenset(), [], frozenset()
    for glass in child.broken if posts else ():
        if glass.worker_id == worker.worker_id and glass.overlaps(during):
            groups |= BEHIND_GLASS
            why.append(
                f"there by breaking the glass on {glass.start:%-d %B %Y}, until {glass.end:%H:%M}"
            )
    if not groups:
        return Entitlement(Level.EXISTS if sealed else Level.NOTHING)
    level = Level.FULL if DataGroup.CORE in groups else Level.MINIMUM
    return Entitlement(level, groups, tuple(why), roles=roles)


def during(day: date, moment: datetime) -> tuple[datetime, datetime]:
    """The time for which a day is asked, of a glass that is broken for hours: of today the moment, of any
    other day all of it. `moment` is now, in local time."""
    if day == moment.date():
        return moment, moment + timedelta(microseconds=1)
    start = datetime.combine(day, time(), moment.tzinfo)
    return start, datetime.combine(day + timedelta(days=1), time(), moment.tzinfo)


def _through_work(
    worker: "WorkerOnDay", posts: Sequence[Post], child: FactsOfChild, day: date
) -> tuple[frozenset[DataGroup], list[str], frozenset[Role]]:
    """The groups that the worker's posts give through the work with the child, the reasons, and in which roles
    of a team that works with the child."""
    groups: frozenset[DataGroup] = frozenset()
    roles: frozenset[Role] = frozenset()
    why = []
    for post in posts:
        for work in child.working:
            begun_in_time = post.lapsed_on is None or work.start < post.lapsed_on
            if work.holds_on(day) and work.is_of(worker, post) and begun_in_time:
                if post.groups - groups:
                    why.append(_because(post, work))
                groups |= post.groups
                if work.team_id is not None:
                    roles |= {post.role}
    return groups, why, roles


def _because(post: Post, work: Working) -> str:
    through = f"in {post.team_name}" if work.team_id else "named"
    return f"{through}: {work.because} since {work.start:%-d %B %Y}"


def may_break_glass(worker: "WorkerOnDay", child: FactsOfChild, day: date, reason: str) -> Answer:
    """In an emergency whoever has a post may, and says why; what nothing opens stays closed."""
    if not any(post.partnership_id == child.partnership_id for post in worker.posts):
        return refuse("you have no post in this partnership")
    for closed in child.closed:
        stays = not closed.kind.opens_in_emergency and closed.is_closed_to(worker.worker_id)
        if stays and closed.holds_on(day):
            return refuse("this record cannot be opened this way", "Phone duty.")
    if len(reason.strip()) < SHORTEST_REASON:
        return refuse("a reason of a few words is needed", "Say who is in danger, and from what.")
    return allow("you have a post in the partnership, and say who is in danger")
