"""Who waits for a place, in the order of the list."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals import rules
from homeward.referrals.models import Referral, Waiting, WaitingReview


def waiting_list(worker: WorkerOnDay, day: date) -> QuerySet[Waiting]:
    """The families that wait for a team of the worker's, or that it referred; a team's list at a time."""
    mine = Q(referral__to_team__in=worker.team_ids) | Q(referral__from_team__in=worker.team_ids)
    return (
        Waiting.objects.visible_to(worker, day)
        .now()
        .filter(mine)
        .select_related("referral__to_team", "referral__from_team")
        .prefetch_related(
            "referral__children",
            Prefetch("reviews", WaitingReview.objects.select_related("by")),
        )
        .order_by("referral__to_team__name", "need", "since", "pk")
    )


def waits_now(referral: Referral) -> bool:
    """Whether the family of a referral from `whole` is on the list today: no query."""
    waiting = getattr(referral, "waiting", None)
    return waiting is not None and waiting.left_at is None


def waiting_now(worker: WorkerOnDay, day: date) -> str:
    """For the inbox of a team that receives referrals: how many wait, and how many nobody looked at; also of
    families whose record is closed to this worker."""
    waiting = Waiting.objects.now().filter(referral__to_team__in=worker.team_ids)
    with unlocked():
        counted = waiting.aggregate(
            all=Count("pk"), overdue=Count("pk", filter=Q(review_on__lt=day))
        )
    return rules.waiting_in_words(counted["all"], counted["overdue"])
