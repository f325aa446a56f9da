"""Who knows what, by date, and who is registered as a social worker. Nothing of any child is in it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from homeward.partnership.models.dated import Dated, InPartnership, OfPartnership, one_at_a_time
from homeward.partnership.models.people import Worker
from homeward.partnership.rules.expertise import ExpertiseKind, Level


class Topic(InPartnership):
    """One method, language, community or subject, by the name that this partnership gave it first."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in ExpertiseKind])
    name = models.CharField(max_length=80)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint("partnership", "kind", Lower("name"), name="topic_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class Expertise(InPartnership, Dated):
    """A worker knows it from a day: of a method, the day of the training. It ends after its last valid day."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="expertise")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="known_by")
    level = models.CharField(
        max_length=40, blank=True, choices=[(level.value, level.value) for level in Level]
    )
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        constraints = (one_at_a_time("known_once_at_a_time", "worker", "topic"),)

    @property
    def last_day(self) -> date | None:
        return self.end - timedelta(days=1) if self.end else None


class RegistrationQuerySet(OfPartnership):
    def checked_on_day(self, day: date) -> Self:
        """Those that count on a day: somebody else looked them up."""
        return self.filter(period__contains=day, checked_on__isnull=False)


class Registration(InPartnership, Dated):
    """A worker's number in Social Work England's register, and who looked it up when. Each time it is looked
    up a new line follows."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="registrations")
    register_number = models.CharField(max_length=20)
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = (
            one_at_a_time("one_registration_at_a_time", "partnership", "worker"),
            models.CheckConstraint(
                name="registration_checked_by_someone",
                condition=Q(checked_on=None, checked_by=None)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_checked_by_another", condition=~Q(checked_by=F("worker"))
            ),
        )
