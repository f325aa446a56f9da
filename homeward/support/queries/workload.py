"""Reads for choosing a key worker: who has how much already, and how many workers each child has had."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery

from homeward.locks import unlocked
from homeward.partnership.models import Membership, Team, Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.models import Allocation, Intensity
from homeward.support.rules import Held, Phase, Weight


YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Member:
    worker: Worker
    role: str
    weights: list[Weight]  # of the families whose key worker they are now

    @property
    def total(self) -> Decimal:
        return rules.total(self.weights)

    @property
    def load(self) -> str:
        return rules.load_in_words(self.weights)


def with_weight(allocations: QuerySet[Allocation], today: date) -> QuerySet[Allocation]:
    """Each with what its family's weight is made of: `phase`, `hours` and `many`, the number of children."""
    agreed = Intensity.objects.filter(episode_id=OuterRef("episode_id"), period__contains=today)
    return allocations.annotate(
        phase=Subquery(agreed.values("phase")[:1]),
        hours=Subquery(agreed.values("hours_a_week")[:1]),
        many=Count("episode__about", distinct=True),
    )


def weight_of(allocation: Allocation) -> Weight:
    """Of an allocation that `with_weight` gave."""
    phase, hours = allocation.phase, allocation.hours  # type: ignore[attr-defined]
    return rules.family_weight(
        Phase(phase) if phase else None,
        allocation.many,  # type: ignore[attr-defined]
        float(hours) if hours is not None else None,
    )


def weights_of(workers: Iterable[int], today: date) -> dict[int, list[Weight]]:
    """The families of each worker, in whatever team and whoever asks: the work is one person's."""
    current = Allocation.objects.held_on(today).filter(
        worker__in=list(workers), episode__closed_at=None
    )
    weights: dict[int, list[Weight]] = defaultdict(list)
    with unlocked():  # a count, which names nobody
        for allocation in with_weight(current, today):
            weights[allocation.worker_id].append(weight_of(allocation))
    return weights


def members(team: Team, today: date) -> list[Member]:
    """Who is in a team today: those with the least work first."""
    posts = list(
        Membership.objects.filter(
            team=team, period__contains=today, worker__is_active=True
        ).select_related("worker")
    )
    weights = weights_of([post.worker_id for post in posts], today)
    found = [Member(post.worker, post.role, weights.get(post.worker_id, [])) for post in posts]
    return sorted(found, key=lambda member: (member.total, len(member.weights), member.worker.name))


def held(children: Iterable[Child], today: date) -> dict[int, Held]:
    """How many key workers each child has had, ever and in the last 12 months."""
    ids = [child.pk for child in children]
    ever: dict[int, set[int]] = {pk: set() for pk in ids}
    in_a_year: dict[int, set[int]] = {pk: set() for pk in ids}
    allocations = Allocation.objects.filter(episode__about__child__in=ids).values_list(
        "episode__about__child", "worker_id", "period"
    )
    for child_id, worker_id, period in allocations:
        ever[child_id].add(worker_id)
        if period.upper is None or period.upper > today - YEAR:
            in_a_year[child_id].add(worker_id)
    return {pk: Held(len(in_a_year[pk]), len(ever[pk])) for pk in ids}
