"""Reads for the family's page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral, ReferralChild
from homeward.support import rules
from homeward.support.models import (
    Allocation,
    EpisodeOfHelp,
    FollowUp,
    Happening,
    Plan,
    Visit,
    VisitChild,
    taken_on_by_panel,
)
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


@dataclass(frozen=True)
class Words:
    """What a child said last, to whom and when."""

    child: Child
    words: str = ""
    who: str = ""
    when: date | None = None


def latest_words(episode: EpisodeOfHelp, children: list[Child]) -> list[Words]:
    """Each child's latest words: from a visit, else from the referral."""
    told = {
        about.child_id: (
            about.says,
            f"To {episode.referral.referred_by}",
            localdate(episode.referral.sent_at),
        )
        for about in ReferralChild.objects.filter(referral=episode.referral_id).exclude(says="")
    }
    said = (
        VisitChild.objects.filter(visit__episode=episode)
        .exclude(words="")
        .select_related("visit__written_by")
        .order_by("child_id", "-visit__on", "-pk")
        .distinct("child_id")
    )
    for about in said:
        told[about.child_id] = (about.words, f"To {about.visit.written_by}", about.visit.on)
    return [Words(child, *told.get(child.pk, ("", "", None))) for child in children]


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
