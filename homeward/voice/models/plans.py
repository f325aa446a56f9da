"""The page that one person holds, in versions, and the links by which they open it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.support.models import EpisodeOfHelp
from homeward.voice.models.persons import OfPerson, of_one_person
from homeward.voice.rules.plans import PlanPage


class OfEpisodeQuerySet(models.QuerySet):
    def visible_to(self, worker: WorkerOnDay, day: date) -> Self:
        """Seen by those who see every child of the help."""
        return self.filter(episode__in=EpisodeOfHelp.objects.visible_to(worker, day))


class IssuedPlan(OfPerson, InPartnership):
    """What a worker checked and issued for one person. The newest that was not withdrawn is what they read."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="issued_plans")
    version = models.PositiveSmallIntegerField()
    kept = models.JSONField()
    issued_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = OfEpisodeQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = (
            of_one_person("plan_issued_to_one_person"),
            models.UniqueConstraint(
                fields=["episode", "child", "adult", "version"],
                nulls_distinct=False,
                name="one_issued_plan_a_version",
            ),
            models.CheckConstraint(
                name="plan_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_because=""),
            ),
        )

    @property
    def page(self) -> PlanPage:
        return PlanPage.from_kept(self.kept)


class FamilyLink(OfPerson, InPartnership):
    """One way in for one person, once. Of its secret and its code only what cannot be turned back is kept, and of
    the session that it opens as well."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="family_links")
    digest = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=128)
    made_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    session = models.CharField(max_length=64, blank=True)
    session_until = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = OfEpisodeQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            of_one_person("link_of_one_person"),
            models.UniqueConstraint(
                fields=["session"], condition=~Q(session=""), name="one_link_a_session"
            ),
            models.CheckConstraint(
                name="session_of_a_link_that_was_opened",
                condition=Q(session="", session_until=None)
                | ~Q(session="") & Q(opened_at__isnull=False, session_until__isnull=False),
            ),
            models.CheckConstraint(
                name="link_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        )
