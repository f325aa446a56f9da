"""The edge of court: what was asked and decided at the legal gateway, pre-proceedings, and proceedings.

All of it is of the legal group of data.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from homeward.family.models.groups import FamilyGroup, OfCourt
from homeward.family.models.kin import Relative
from homeward.family.rules import OUTCOMES, Outcome
from homeward.partnership.models import Arrangement, InPartnership, Worker


class PreProceedings(InPartnership):
    """From the letter before proceedings until they end: by stepping down, or by an application."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="pre_proceedings")
    letter_on = models.DateField()
    letter_to = models.ManyToManyField(Relative, related_name="+")
    asks = models.TextField()  # what worries the council, and what it asks
    offer_in_letter = models.BooleanField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = OfCourt.as_manager()

    class Meta:
        ordering = ("-letter_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ended_on=None),
                name="one_pre_proceedings_open_for_a_family",
            ),
            models.CheckConstraint(
                name="pre_proceedings_ended_whole",
                condition=Q(ended_at=None, ended_by=None, ended_on=None)
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    ended_on__gte=F("letter_on"),
                ),
            ),
        )


class GatewayDecision(InPartnership):
    """What was asked at the legal gateway, and what the council's decider decided under the register."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="gateways")
    about = models.ForeignKey(  # that were open when it was decided
        PreProceedings, models.PROTECT, null=True, related_name="decisions"
    )
    why = models.TextField()
    due = models.DateField()
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(one.value, what) for one, what in OUTCOMES.items()]
    )
    reasons = models.TextField(blank=True)
    until = models.DateField(null=True)  # more time
    agreed_with = models.CharField(max_length=300, blank=True)
    no_meeting_because = models.TextField(blank=True)
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    signed_name = models.CharField(max_length=120, blank=True)
    under_arrangement = models.ForeignKey(Arrangement, models.PROTECT, null=True, related_name="+")
    authority = models.CharField(max_length=500, blank=True)

    objects = OfCourt.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(decided_at=None),
                name="one_gateway_decision_waits_for_a_family",
            ),
            models.CheckConstraint(
                name="gateway_decision_is_whole",
                condition=Q(
                    decided_at=None, decided_by=None, under_arrangement=None, outcome="", reasons=""
                )
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    under_arrangement__isnull=False,
                )
                & ~Q(outcome="")
                & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="more_time_has_its_day_and_who_agreed",
                condition=Q(outcome=Outcome.GO_ON, until__isnull=False) & ~Q(agreed_with="")
                | ~Q(outcome=Outcome.GO_ON) & Q(until=None, agreed_with=""),
            ),
        )

    @property
    def decided_on(self) -> date | None:
        return localdate(self.decided_at) if self.decided_at else None


class PreMeeting(InPartnership):
    """A meeting with the parents within pre-proceedings: the first, and those that look again."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="+")
    about = models.ForeignKey(PreProceedings, models.PROTECT, related_name="meetings")
    on = models.DateField()
    who = models.CharField(max_length=300)
    advised = models.BooleanField()  # the parents had a lawyer
    agreed = models.TextField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")


class Proceedings(InPartnership):
    """An application to the court, from the day it was issued to the last order."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="proceedings")
    after = models.OneToOneField(
        PreProceedings, models.PROTECT, null=True, related_name="proceedings"
    )
    issued_on = models.DateField()
    court_reference = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    # Where the application was made, and no meeting was offered, and nobody had written why.
    no_meeting_because = models.TextField(blank=True)
    explained_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    order = models.TextField(blank=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = OfCourt.as_manager()

    class Meta:
        ordering = ("-issued_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ended_on=None),
                name="one_proceedings_open_for_a_family",
            ),
            models.CheckConstraint(
                name="proceedings_ended_whole",
                condition=Q(ended_at=None, ended_by=None, ended_on=None, order="")
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    ended_on__gte=F("issued_on"),
                )
                & ~Q(order=""),
            ),
            models.CheckConstraint(
                name="no_meeting_explained_by_someone",
                condition=Q(explained_at=None, explained_by=None, no_meeting_because="")
                | Q(explained_at__isnull=False, explained_by__isnull=False)
                & ~Q(no_meeting_because=""),
            ),
        )


class CourtTime(InPartnership):
    """More time that the court gave."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="+")
    about = models.ForeignKey(Proceedings, models.PROTECT, related_name="longer")
    ordered_on = models.DateField()
    until = models.DateField()
    reasons = models.TextField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("ordered_on", "id")
        constraints = (
            models.CheckConstraint(
                name="court_time_ends_later", condition=Q(until__gt=F("ordered_on"))
            ),
        )
