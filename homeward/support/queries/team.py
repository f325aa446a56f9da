"""Reads for the team page: families that nobody is the key worker of, then everybody's families.

Nobody's name stands beside a measure of how well they do: weights are of families, and what is late is there
to be done, not counted up (PRODUCT, what it does not do).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from homeward.decisions.queries import names
from homeward.partnership.models import Membership, Worker
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.referrals.rules import TAKEN_ON
from homeward.support import rules
from homeward.support.models import Allocation, EpisodeOfHelp, FollowUp, Plan, Visit
from homeward.support.queries.workload import weight_of, weights_of, with_weight
from homeward.support.rules import FULL_LOAD, Phase, Week, Weight


WORKERS = 20  # on a page
WITHOUT = 50  # families without a key worker that are shown, those who wait longest first
TWO_WEEKS = timedelta(days=14)
FOLLOW_UPS = 10  # overdue ones shown of one worker


def family_names(children: list[Child]) -> str:
    """Ash and Wren Sampleton; with two family names, each with their own."""
    surnames = {child.family_name for child in children}
    if len(surnames) == 1:
        return f"{names(children)} {surnames.pop()}".strip()
    return ", ".join(child.name for child in children)


@dataclass(frozen=True)
class Unallocated:
    """A family that nobody is the key worker of, since when and why."""

    episode: EpisodeOfHelp | None
    referral: Referral | None
    children: list[Child]
    since: date
    days: int
    why: str

    @property
    def names(self) -> str:
        return family_names(self.children)


@dataclass(frozen=True)
class Family:
    episode: EpisodeOfHelp
    children: list[Child]
    weight: Weight
    phase: str
    last_visit: date | None
    visit_overdue: int  # days
    review_on: date | None
    review_overdue: int  # days
    last_week: Week | None  # the last whole one; none in the first week of help

    @property
    def names(self) -> str:
        return family_names(self.children)


@dataclass
class Worked:
    """A worker with the families of this team."""

    worker: Worker
    weights: list[Weight]
    families: list[Family] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    more_follow_ups: int = 0

    @property
    def total(self) -> Decimal:
        return rules.total(self.weights)

    @property
    def said(self) -> str:
        return rules.said(self.total)

    @property
    def full(self) -> bool:
        return self.total > FULL_LOAD

    @property
    def not_shown(self) -> int:
        """Of another team, or with a child whom the reader does not see: which, is not told."""
        return len(self.weights) - len(self.families)


@dataclass(frozen=True)
class TeamPage:
    without: list[Unallocated]
    more_without: int
    page: Page
    workers: list[Worked]

    @property
    def children(self) -> list[int]:
        """Every child whom the page names, for the trail."""
        shown = [child.pk for one in self.without for child in one.children]
        for worked in self.workers:
            shown += [child.pk for family in worked.families for child in family.children]
            shown += [follow_up.child_id for follow_up in worked.follow_ups]
        return shown


def team_page(worker: WorkerOnDay, today: date, number: str | None) -> TeamPage:
    agreed, orphaned = _agreed(worker, today), _orphaned(worker, today)
    many = agreed.count() + orphaned.count()
    longest = [*_not_begun(agreed, today), *_left(orphaned, today)]
    without = sorted(longest, key=lambda one: one.since)[:WITHOUT]
    page = Paginator(_key_workers(worker, today), WORKERS).get_page(number)
    return TeamPage(
        without,
        many - len(without),
        page,
        _worked(list(page.object_list), worker, today),
    )


def _agreed(worker: WorkerOnDay, today: date) -> QuerySet[Referral]:
    """Taken on by the panel, and help has not begun."""
    taken_on = Q(agenda_items__decision__outcome__code__in=TAKEN_ON)
    return (
        Referral.objects.visible_to(worker, today)
        .filter(taken_on, to_team__in=worker.team_ids, episode=None)
        .annotate(agreed_at=Max("agenda_items__decision__signed_at"))
        .prefetch_related("children")
        .order_by("agreed_at")
    )


def _not_begun(waiting: QuerySet[Referral], today: date) -> list[Unallocated]:
    found = []
    for referral in waiting[:WITHOUT]:
        since = localtime(referral.agreed_at).date()
        children = list(referral.children.all())
        why = "The panel took the family on; help has not begun"
        found.append(Unallocated(None, referral, children, since, (today - since).days, why))
    return found


def _open(worker: WorkerOnDay, today: date) -> QuerySet[EpisodeOfHelp]:
    return EpisodeOfHelp.objects.visible_to(worker, today).filter(
        team__in=worker.team_ids, closed_at=None
    )


def _orphaned(worker: WorkerOnDay, today: date) -> QuerySet[EpisodeOfHelp]:
    """In support, and whoever was the key worker has left the team or the post."""
    held = Allocation.objects.held_on(today).filter(episode=OuterRef("pk"))
    last = Allocation.objects.filter(episode=OuterRef("pk")).order_by("-period")
    ended = Membership.objects.filter(
        worker=OuterRef("last_worker"), team=OuterRef("team")
    ).order_by("-period")
    return (
        _open(worker, today)
        .filter(~Exists(held))
        .annotate(
            last_worker=Subquery(last.values("worker")[:1]),
            who=Subquery(last.values("worker__name")[:1]),
            until=Subquery(last.values("period__endswith")[:1]),
            left_on=Subquery(ended.values("period__endswith")[:1]),
            since=Coalesce("until", "left_on", "started_on"),
        )
        .prefetch_related("children")
        .order_by("since", "pk")
    )


def _left(orphaned: QuerySet[EpisodeOfHelp], today: date) -> list[Unallocated]:
    found = []
    for episode in orphaned[:WITHOUT]:
        since = episode.since
        why = f"{episode.who} is no longer their key worker" if episode.who else "Never had one"
        children = list(episode.children.all())
        found.append(Unallocated(episode, None, children, since, (today - since).days, why))
    return found


def _key_workers(worker: WorkerOnDay, today: date) -> QuerySet[Worker]:
    """The key workers of my teams, and whoever else there holds a family."""
    posts = Membership.objects.filter(
        worker=OuterRef("pk"), team__in=worker.team_ids, period__contains=today
    )
    holds = Allocation.objects.held_on(today).filter(
        worker=OuterRef("pk"), episode__team__in=worker.team_ids, episode__closed_at=None
    )
    return Worker.objects.filter(
        Exists(posts.filter(role=Role.KEY_WORKER)) | Exists(posts) & Exists(holds), is_active=True
    ).order_by("name", "pk")


def _worked(people: Iterable[Worker], worker: WorkerOnDay, today: date) -> list[Worked]:
    people = list(people)
    ids = [one.pk for one in people]
    weights = weights_of(ids, today)
    worked = {one.pk: Worked(one, weights.get(one.pk, [])) for one in people}
    for allocation in _families_of(ids, worker, today):
        worked[allocation.worker_id].families.append(_family(allocation, today))
    for worker_id, due in _overdue_follow_ups(ids, worker, today).items():
        worked[worker_id].follow_ups += due[:FOLLOW_UPS]
        worked[worker_id].more_follow_ups = max(len(due) - FOLLOW_UPS, 0)
    return list(worked.values())


def _families_of(ids: list[int], worker: WorkerOnDay, today: date) -> QuerySet[Allocation]:
    allocations = Allocation.objects.held_on(today).filter(
        worker__in=ids, episode__in=_open(worker, today)
    )
    newest = Plan.objects.filter(episode=OuterRef("episode_id")).order_by("-version")
    visits = Visit.objects.filter(episode=OuterRef("episode_id")).order_by("-on")
    return (
        with_weight(allocations, today)
        .annotate(
            last_visit=Subquery(visits.values("on")[:1]),
            review_on=Subquery(newest.values("review_on")[:1]),
        )
        .select_related("episode")
        .prefetch_related(
            "episode__children",
            "episode__intensities",
            Prefetch(
                "episode__visits",
                Visit.objects.filter(on__gte=today - TWO_WEEKS).only("on", "minutes", "episode_id"),
                to_attr="lately",
            ),
        )
        .order_by("episode__started_on", "pk")
    )


def _family(allocation: Allocation, today: date) -> Family:
    """Of an allocation that `_families_of` gave."""
    episode, phase = allocation.episode, allocation.phase  # type: ignore[attr-defined]
    last_visit, review_on = allocation.last_visit, allocation.review_on  # type: ignore[attr-defined]
    now = Phase(phase) if phase else None
    return Family(
        episode,
        list(episode.children.all()),
        weight_of(allocation),
        phase=(now or Phase.BEGINNING).value,
        last_visit=last_visit,
        visit_overdue=rules.visit_overdue(now, last_visit or episode.started_on, today),
        review_on=review_on,
        review_overdue=max((today - review_on).days, 0) if review_on else 0,
        last_week=_last_week(episode, today),
    )


def _last_week(episode: EpisodeOfHelp, today: date) -> Week | None:
    """Of an episode whose hours and visits came with it: no query."""
    agreed = [
        rules.Step(one.start, one.end, float(one.hours_a_week)) for one in episode.intensities.all()
    ]
    visited = [(visit.on, visit.minutes) for visit in episode.lately]  # type: ignore[attr-defined]
    return next(iter(rules.weeks(agreed, visited, episode.started_on, today)[1:2]), None)


def _overdue_follow_ups(
    ids: list[int], worker: WorkerOnDay, today: date
) -> dict[int, list[FollowUp]]:
    """By who was the key worker last: the child knows them."""
    last = Allocation.objects.filter(episode=OuterRef("episode_id")).order_by("-period")
    due = (
        FollowUp.objects.filter(
            episode__in=EpisodeOfHelp.objects.visible_to(worker, today),
            episode__team__in=worker.team_ids,
            due__lt=today,
            done_at=None,
        )
        .annotate(last_worker=Subquery(last.values("worker")[:1]))
        .filter(last_worker__in=ids)
        .select_related("child")
        .order_by("due", "pk")
    )
    found: dict[int, list[FollowUp]] = defaultdict(list)
    for follow_up in due:
        found[follow_up.last_worker].append(follow_up)
    return found
