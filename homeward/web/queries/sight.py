"""Who could see a child on a day, and what a worker could see: asked of the dated facts, never of a copy.

Each takes a fixed number of queries, whatever the number of workers or children.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.timezone import localtime, now

from homeward.locks import unlocked
from homeward.partnership.models import Membership
from homeward.partnership.queries import workers_on_days
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import (
    BrokenGlass,
    Involvement,
    Restriction,
    facts_of,
    facts_of_many,
    sees,
)
from homeward.sharing.queries import seen_by
from homeward.sharing.rules import Entitlement, Level, during, entitlement
from homeward.support.models import EpisodeChild, Plan


LEVELS = {
    Level.FULL: "What their role sees",
    Level.MINIMUM: "What keeps the child safe",
    Level.EXISTS: "That there is a sealed record",
}


@dataclass(frozen=True)
class Could:
    """A worker who could see a child on a day."""

    worker: WorkerOnDay
    sight: Entitlement

    @property
    def employer(self) -> str:
        return ", ".join(sorted({post.employer_name for post in self.worker.posts}))

    @property
    def level(self) -> str:
        return LEVELS[self.sight.level]

    @property
    def why(self) -> str:
        return "; ".join(self.sight.why) or "works with the child, and the record was sealed"


def who_could(child: Child, day: date) -> list[Could]:
    """Everybody who could see at least that there is a record, by name. Asked of all with a post that day in a
    team that worked with the child, of those named to the child and of those who broke the glass."""
    working = Involvement.objects.filter(child=child, period__contains=day)
    posts = Membership.objects.filter(
        team_id__in=working.exclude(team=None).values("team_id"), period__contains=day
    )
    asked = {
        *posts.values_list("worker_id", flat=True),
        *working.exclude(worker=None).values_list("worker_id", flat=True),
        *BrokenGlass.objects.filter(child=child).values_list("worker_id", flat=True),
    }
    facts = facts_of(child.pk, child.partnership_id)
    span = during(day, localtime())
    found = [
        Could(worker, entitlement(worker, facts, day, span))
        for worker in workers_on_days((worker_id, day) for worker_id in asked).values()
    ]
    seeing = [
        replace(could, worker=could.worker.within([child.partnership_id]))
        for could in found
        if could.sight.level != Level.NOTHING
    ]
    return sorted(seeing, key=lambda could: (could.worker.name, could.worker.worker_id))


def what_could(
    worker_id: int, day: date, partnership_ids: Iterable[int]
) -> tuple[dict[DataGroup, set[int]], QuerySet[Child]]:
    """The children of whom the worker could see something, by group of data and all together."""
    seen = {name: _numbers(ids) for name, ids in seen_by(worker_id, day, localtime()).items()}
    children = Child.objects.filter(pk__in=seen.pop("any"), partnership_id__in=partnership_ids)
    return {DataGroup(name): ids for name, ids in seen.items()}, children


def _numbers(ids: str) -> set[int]:
    return {int(number) for number in ids.split(",") if number}


def why_of(worker: WorkerOnDay, children: Mapping[int, int], day: date) -> dict[int, Entitlement]:
    """For each child, with its partnership, what the worker could see and why."""
    span = during(day, localtime())
    return {
        pk: entitlement(worker, facts, day, span) for pk, facts in facts_of_many(children).items()
    }


def closed_to(worker: WorkerOnDay, today: date) -> tuple[set[int], set[int]]:
    """The children whose record is closed to this worker today: those who are sealed, and those of whom it
    is not told either that there is a record."""
    restrictions = Restriction.objects.filter(
        partnership_id__in=worker.partnership_ids, period__contains=today
    ).prefetch_related("named")
    sealed, untold = set(), set()
    for restriction in restrictions:
        closed = restriction.as_closed()
        if closed.is_closed_to(worker.worker_id):
            (sealed if closed.kind.opens_in_emergency else untold).add(restriction.child_id)
    return sealed, untold


def plan_to_keep_safe(child: Child, worker: WorkerOnDay, day: date) -> Plan | None:
    """The plan in force, for what to do if it goes wrong: to who sees of every child in it what keeps them
    safe.

    Read while unlocked, because the second lock shows a plan to who sees it whole: its policy asks for `core`,
    and this is the one part of it that `safety` holds. The rule is asked here, by `sees`.
    """
    about = EpisodeChild.objects.filter(episode=OuterRef("episode"))
    hidden = about.filter(~sees(worker, day, "child", DataGroup.SAFETY))
    with unlocked():
        return (
            Plan.objects.filter(
                ~Exists(hidden),
                episode__about__child=child,
                partnership_id__in=worker.partnership_ids,
            )
            .select_related("written_by")
            .order_by(
                F("episode__closed_on").desc(nulls_first=True), "-episode__started_on", "-version"
            )
            .first()
        )


def broken_by(worker: WorkerOnDay) -> BrokenGlass | None:
    """The glass that this worker broke and that lasts yet."""
    mine = BrokenGlass.objects.filter(worker_id=worker.worker_id, period__contains=now())
    return mine.order_by("-pk").first()
