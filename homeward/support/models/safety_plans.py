"""The safety plan of a family, in versions, and who has been told of each. A version is never changed."""

from datetime import date

from django.db import models
from django.utils.timezone import localdate

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.support.models.episodes import EpisodeOfHelp
from homeward.support.rules import How


class SafetyPlanQuerySet(models.QuerySet["SafetyPlan"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "SafetyPlanQuerySet":
        """Those who see the family's episode."""
        return self.filter(episode__in=EpisodeOfHelp.objects.visible_to(worker, day))


class SafetyPlan(InPartnership):
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="safety_plans")
    version = models.PositiveSmallIntegerField()
    worry = models.TextField()  # what we worry may happen
    signs = models.TextField()  # how anybody can tell that it begins
    review_on = models.DateField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["episode", "version"], name="one_safety_plan_a_version"
            ),
        )

    @property
    def written_on(self) -> date:
        return localdate(self.written_at)

    @property
    def valid_until(self) -> date:
        """Of a plan whose reviews were fetched with it: no query."""
        last = max(self.reviews.all(), key=lambda one: one.pk, default=None)
        return last.review_on if last else self.review_on


class SafetyStep(InPartnership):
    plan = models.ForeignKey(SafetyPlan, models.PROTECT, related_name="steps")
    if_this = models.CharField(max_length=300)
    then_do = models.CharField(max_length=300)
    who = models.CharField(max_length=120)

    class Meta:
        ordering = ("id",)


class SafetyPlace(InPartnership):
    """Somebody who can have the child tonight."""

    plan = models.ForeignKey(SafetyPlan, models.PROTECT, related_name="places")
    who = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    agreed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)


class SafetyTold(InPartnership):
    """One person was told of one version: how, when, and whether they have it on paper."""

    plan = models.ForeignKey(SafetyPlan, models.PROTECT, related_name="told")
    who = models.CharField(max_length=120)
    how = models.CharField(max_length=20, choices=[(how.value, how.label) for how in How])
    on = models.DateField()
    has_copy = models.BooleanField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")


class SafetyReview(InPartnership):
    """Somebody looked at it again, and it holds for longer."""

    plan = models.ForeignKey(SafetyPlan, models.PROTECT, related_name="reviews")
    was_used = models.BooleanField()
    words = models.TextField()
    review_on = models.DateField()  # the next
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
