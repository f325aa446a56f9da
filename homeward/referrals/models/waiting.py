"""The waiting list: who waits, with what help meanwhile, and each time that somebody looked again."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals.models.referring import Referral
from homeward.referrals.rules import Need, Waits


NEEDS = [(need.value, need.words) for need in Need]


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "WaitingQuerySet":
        """Those who see the referral."""
        return self.filter(referral__in=Referral.objects.visible_to(worker, day))

    def now(self) -> "WaitingQuerySet":
        return self.filter(left_at=None)


class Waiting(InPartnership):
    """One family on the list of the team that it was referred to, until a final outcome of screening."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="waiting")
    since = models.DateField()
    put_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    put_at = models.DateTimeField(auto_now_add=True)
    need = models.PositiveSmallIntegerField(choices=NEEDS)
    interim_what = models.CharField(max_length=300)
    interim_who = models.CharField(max_length=120, blank=True)
    interim_since = models.DateField(null=True)
    review_on = models.DateField()
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    objects = WaitingQuerySet.as_manager()

    class Meta:
        ordering = ("need", "since", "id")
        constraints = (
            models.CheckConstraint(
                name="waiting_left_by_someone",
                condition=Q(left_at=None, left_by=None)
                | Q(left_at__isnull=False, left_by__isnull=False),
            ),
        )

    def take(self, waits: Waits) -> None:
        self.need, self.review_on = waits.need, waits.review_on
        self.interim_what, self.interim_who = waits.interim_what, waits.interim_who
        self.interim_since = waits.interim_since


class WaitingReview(InPartnership):
    """Somebody looked again at a family that waits. A family that was moved on the list has the reason."""

    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="reviews")
    words = models.TextField()
    need_before = models.PositiveSmallIntegerField(choices=NEEDS)
    need = models.PositiveSmallIntegerField(choices=NEEDS)
    why_moved = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="moved_on_the_list_with_a_reason",
                condition=Q(need=F("need_before")) | ~Q(why_moved=""),
            ),
        )

    @property
    def moved(self) -> str:
        """How the family was moved, if it was."""
        if self.need == self.need_before:
            return ""
        return f"Moved from “{Need(self.need_before).words}” to “{Need(self.need).words}”"
