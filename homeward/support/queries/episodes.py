"""Reads for the family's page."""

from datetime import date

from django.db.models import F, Q, QuerySet

from homeward.access.rules import Answer
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.support import rules
from homeward.support.models import (
    Allocation,
    EpisodeOfHelp,
    FollowUp,
    Happening,
    Plan,
    Visit,
    taken_on_by_panel,
)
from homeward.support.rules import KEEPS_KEY_WORKER
from homeward.tasks.models import Task


def may_start(worker: WorkerOnDay, referral: Referral) -> Answer:
    return rules.may_start_help(
        worker,
        referral.to_team_id,
        agreed=taken_on_by_panel(referral),
        started=EpisodeOfHelp.objects.filter(referral=referral).exists(),
    )


def key_worker(episode: EpisodeOfHelp, today: date) -> Allocation | None:
    """Today's, if there is one at work; for a closed episode the last one."""
    allocations = episode.allocations.select_related("worker", "allocated_by").order_by("-period")
    current = allocations.held_on(today).first()
    return current or (allocations.first() if episode.closed_at else None)


def next_key_worker(episode: EpisodeOfHelp, today: date) -> Allocation | None:
    """Who is key worker from a day that is still to come."""
    to_come = episode.allocations.filter(period__startswith__gt=today)
    return to_come.select_related("worker", "allocated_by").first()


def key_workers(episode: EpisodeOfHelp) -> list[Allocation]:
    """All there were, the newest first, each with why it changed."""
    return list(episode.allocations.select_related("worker", "allocated_by").order_by("-period"))


def stays_key_worker(happening: Happening, today: date) -> Allocation | None:
    """Of a child who entered care or came home while the help goes on: it spans both, and so does the key worker."""
    episode = happening.episode
    if happening.kind not in KEEPS_KEY_WORKER or episode is None or episode.closed_at:
        return None
    return episode.allocations.held_on(today).select_related("worker").first()


def plan_in_force(episode: EpisodeOfHelp) -> Plan | None:
    return episode.plans.select_related("written_by").prefetch_related("goals").first()


def visits(episode: EpisodeOfHelp) -> QuerySet[Visit]:
    return episode.visits.select_related("written_by").prefetch_related("about__child")


def tasks(children: list[Child], worker: WorkerOnDay, today: date) -> QuerySet[Task]:
    """What my teams have to do about these children."""
    mine = Task.objects.visible_to(worker).open().filter(children__in=children).distinct()
    return (
        mine.select_related("worker", "team")
        .with_children(worker, today)
        .order_by("-urgent", "due", "pk")
    )


def same_event(happening: Happening) -> QuerySet[Happening]:
    """The entries of the other children who went through the same event."""
    root = happening.root_id
    return (
        Happening.objects.filter(Q(pk=root) | Q(first=root))
        .select_related("child", "recorded_by")
        .order_by("child_id")
    )


def tasks_opened(happenings: list[Happening], worker: WorkerOnDay, today: date) -> QuerySet[Task]:
    """The tasks that an event opened, whichever team they went to: the page tells whoever recorded it
    that the other organisation has been told."""
    opened = Task.objects.filter(happenings__in=happenings).distinct()
    return (
        opened.select_related("team").with_children(worker, today).order_by("-urgent", "due", "pk")
    )


def follow_ups(episode: EpisodeOfHelp) -> QuerySet[FollowUp]:
    return episode.follow_ups.select_related("child", "done_by")


def newest_episode(child: Child) -> EpisodeOfHelp | None:
    """The child's episode of help: the open one, else the one that ended last. Without its referral, which
    the second lock hides from who does not see every child in it, and would hide the episode with it."""
    episodes = EpisodeOfHelp.objects.filter(about__child=child).select_related("team")
    return episodes.order_by(F("closed_on").desc(nulls_first=True), "-started_on").first()
