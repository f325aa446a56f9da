"""Which children a worker sees on a day: the first lock, as conditions of queries.

`sharing.rules.seeing` says the same of one child from plain facts, and the database says it a third time
for row-level security; `tests/sharing/test_worlds.py` holds the three together.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from homeward.partnership.rules import BEHIND_GLASS, DataGroup, WorkerOnDay, leads_for
from homeward.sharing.models.involvement import Involvement
from homeward.sharing.models.restriction import BrokenGlass, NamedInRestriction, Restriction
from homeward.sharing.models.written import During, Statement, TheChild, Written, any_of, listed
from homeward.sharing.rules import (
    Entitlement,
    FactsOfChild,
    RestrictionKind,
    during,
    entitlement,
)


if TYPE_CHECKING:
    from homeward.people.models import Child


def children_seen(worker: WorkerOnDay, day: date, *groups: DataGroup) -> Written:
    """The ids of the children of whom the worker may see what is of one of these groups: a list for `in`."""
    return Written(children_seen_statement(worker, day, groups))


def sees(worker: WorkerOnDay, day: date, child: str, group: DataGroup = DataGroup.CORE) -> Written:
    """Whether a worker sees the child whom a row names in this field: for rows about several children.

    Asked of one row at a time, through the child's own facts, so that it costs the same in a large
    county: to compare with the list of all whom the worker sees, the database reads every row there is.
    """
    return Written(sees_statement(worker, day, group), child)


def sees_all(
    worker: WorkerOnDay,
    day: date,
    children: type[Model],
    of: str,
    group: DataGroup = DataGroup.CORE,
) -> Q:
    """Whether a worker sees what is of this group of every child of what a row is: `children` are the rows that
    name one child each, and `of` is the field in which they say of what."""
    return Q(
        ~hides_one(worker, day, children, of, group),
        pk__in=about_one_seen(worker, day, children, of, group),
    )


def hides_one(
    worker: WorkerOnDay,
    day: date,
    children: type[Model],
    of: str,
    group: DataGroup = DataGroup.CORE,
) -> Exists:
    """Whether there is a child in it whom the worker does not see: as for `sees_all`."""
    about = children._default_manager.filter(**{of: OuterRef("pk")})
    return Exists(about.exclude(sees(worker, day, "child", group)))


def about_one_seen(
    worker: WorkerOnDay,
    day: date,
    children: type[Model],
    of: str,
    group: DataGroup = DataGroup.CORE,
) -> QuerySet:
    """The ids of all that is about a child whom the worker sees: as for `sees_all`."""
    seen = children_seen(worker, day, group)
    return children._default_manager.filter(child__in=seen).values(f"{of}_id")


# Of some thousand workers with their posts, or a few hundred in the first minutes of a day.
KEPT = 4096


@lru_cache(maxsize=KEPT)
def children_seen_statement(
    worker: WorkerOnDay, day: date, groups: tuple[DataGroup, ...]
) -> Statement:
    seen = []
    for group in groups:
        through = _through_work(worker, day, group).exclude(
            child__in=closed_to(worker, day).values("child_id")
        )
        seen += [through.values("child_id"), _behind_glass(worker, day, group).values("child_id")]
    return listed(seen)


@lru_cache(maxsize=KEPT)
def sees_statement(worker: WorkerOnDay, day: date, group: DataGroup) -> Statement:
    through, closed, broken = (
        any_of(facts.filter(child_id=TheChild()))
        for facts in (
            _through_work(worker, day, group),
            closed_to(worker, day),
            _behind_glass(worker, day, group),
        )
    )
    return (through & ~closed) | broken


def _through_work(worker: WorkerOnDay, day: date, group: DataGroup) -> QuerySet[Involvement]:
    through = Q(pk__in=[])
    for post in worker.posts:
        if group in post.groups:
            theirs = Q(team_id=post.team_id) | Q(
                worker_id=worker.worker_id, partnership_id=post.partnership_id
            )
            if post.lapsed_on:
                theirs &= Q(period__startswith__lt=post.lapsed_on)
            through |= theirs
    return Involvement.objects.filter(through, period__contains=day)


def closed_to(worker: WorkerOnDay, day: date) -> QuerySet[Restriction]:
    """The restrictions that close a record to this worker, whether or not they would else see it."""
    named = Exists(
        NamedInRestriction.objects.filter(restriction=OuterRef("pk"), worker=worker.worker_id)
    )
    relative = Q(kind=RestrictionKind.RELATIVE)
    return Restriction.objects.filter(
        (relative & named) | (~relative & ~named), period__contains=day
    )


def _behind_glass(worker: WorkerOnDay, day: date, group: DataGroup) -> QuerySet[BrokenGlass]:
    """Nothing where the group stays behind it, or where a restriction that nothing overrides holds."""
    if group not in BEHIND_GLASS:
        return BrokenGlass.objects.none()
    return BrokenGlass.objects.filter(
        worker=worker.worker_id,
        partnership_id__in=worker.partnership_ids,
        period__overlap=During(day),
    ).exclude(child__in=_shut_to(worker, day))


def _shut_to(worker: WorkerOnDay, day: date) -> QuerySet:
    """The ids of the children whose record is closed to the worker by what nothing opens."""
    unbreakable = [kind for kind in RestrictionKind if not kind.opens_in_emergency]
    return closed_to(worker, day).filter(kind__in=unbreakable).values("child_id")


def glass_kept_by(worker: WorkerOnDay, day: date) -> QuerySet[BrokenGlass]:
    """Every broken glass that this worker looks into as information governance lead. They need not see the
    child; of a child who is shut to them they are told nothing, and the other lead looks."""
    leading = [pk for pk in worker.partnership_ids if leads_for(worker, pk)]
    glass = BrokenGlass.objects.filter(partnership_id__in=leading)
    return glass.exclude(child__in=_shut_to(worker, day)) if leading else glass


def facts_of(child_id: int, partnership_id: int) -> FactsOfChild:
    """All that decides who sees a child, on whatever day: four queries."""
    return facts_of_many({child_id: partnership_id})[child_id]


def facts_of_many(partnerships: Mapping[int, int]) -> dict[int, FactsOfChild]:
    """As `facts_of`, of many children, each with its partnership, in as many queries."""
    working, closed, broken = defaultdict(list), defaultdict(list), defaultdict(list)
    for involvement in Involvement.objects.filter(child_id__in=partnerships).order_by("pk"):
        working[involvement.child_id].append(involvement.as_working())
    restrictions = Restriction.objects.filter(child_id__in=partnerships)
    for restriction in restrictions.prefetch_related("named"):
        closed[restriction.child_id].append(restriction.as_closed())
    for glass in BrokenGlass.objects.filter(child_id__in=partnerships):
        broken[glass.child_id].append(glass.as_broken())
    return {
        pk: FactsOfChild(partnership_id, tuple(working[pk]), tuple(closed[pk]), tuple(broken[pk]))
        for pk, partnership_id in partnerships.items()
    }


def entitled(worker: WorkerOnDay, child: "Child", day: date) -> Entitlement:
    """What the worker may see of this child on a day, and why."""
    facts = facts_of(child.pk, child.partnership_id)
    return entitlement(worker, facts, day, during(day, localtime()))
