"""Families that were taken on and whom nobody is key worker of: above everything else on my day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef
from django.urls import reverse
from django.utils.timezone import localtime

from homeward.partnership.rules import Role, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.referrals.rules import TAKEN_ON
from homeward.support.models import Allocation, EpisodeOfHelp


@dataclass(frozen=True)
class Unallocated:
    """A family that was taken on and whom nobody is key worker of."""

    names: str
    team: str
    since: date
    href: str
    child_ids: tuple[int, ...]


def unallocated(worker: WorkerOnDay, today: date) -> list[Unallocated]:
    """In the teams whose manager this worker is: taken on and not begun, or begun and left without anyone."""
    teams = [post.team_id for post in worker.posts if post.role == Role.TEAM_MANAGER]
    if not teams:
        return []
    agreed = (
        Referral.objects.visible_to(worker, today)
        .filter(
            to_team_id__in=teams,
            episode=None,
            agenda_items__decision__outcome__code__in=TAKEN_ON,
        )
        .select_related("to_team")
        .prefetch_related("children")
        .annotate(since=Max("agenda_items__decision__signed_at"))
    )
    waiting = [
        Unallocated(
            _names(referral.children.all()),
            str(referral.to_team),
            localtime(referral.since).date(),
            reverse("support:start", args=[referral.pk]),
            tuple(child.pk for child in referral.children.all()),
        )
        for referral in agreed
    ]
    current = Allocation.objects.held_on(today).filter(episode=OuterRef("pk"))
    alone = (
        EpisodeOfHelp.objects.visible_to(worker, today)
        .filter(team_id__in=teams, closed_on=None)
        .exclude(Exists(current))
        .select_related("team")
        .prefetch_related("children")
    )
    waiting += [
        Unallocated(
            _names(episode.children.all()),
            str(episode.team),
            episode.started_on,
            reverse("support:allocate", args=[episode.pk]),
            tuple(child.pk for child in episode.children.all()),
        )
        for episode in alone
    ]
    return sorted(waiting, key=lambda family: family.since)


def _names(children: Iterable[Child]) -> str:
    return ", ".join(child.name for child in children)
