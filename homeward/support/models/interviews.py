"""The interview after a child was missing: that it was offered and what the child said, and the talk itself.

Each row is something that happened and stays as it was written. A child may say no and later yes, and what
was not held one day may be held another; one return has one talk.
"""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from homeward.partnership.models import InPartnership, Worker
from homeward.people.models import Child
from homeward.support.models.events import Happening
from homeward.support.rules import AFTER, SAID, WHYS, Said, State, Why


class InterviewOffer(InPartnership):
    """Somebody offered it to the child."""

    found = models.ForeignKey(Happening, models.PROTECT, related_name="offers")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    who = models.CharField(max_length=120)  # offered it
    said = models.CharField(
        max_length=20, choices=[(said.value, what) for said, what in SAID.items()]
    )
    words = models.TextField(blank=True)  # the child's own
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("offered_at", "id")

    @property
    def local(self) -> datetime:
        return localtime(self.offered_at)

    @property
    def leads_to(self) -> State:
        return AFTER[Said(self.said)]


class ReturnInterview(InPartnership):
    """The talk; or that there was none, and why."""

    found = models.ForeignKey(Happening, models.PROTECT, related_name="interviews")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    held_on = models.DateField(null=True)
    who = models.CharField(max_length=200, blank=True)  # talked with the child, and what they do
    independent = models.BooleanField(null=True)  # of the child's care
    where = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)  # the child's own
    themes = ArrayField(
        models.CharField(max_length=20, choices=[(why.value, what) for why, what in WHYS.items()]),
        default=list,
    )
    follows = models.TextField(blank=True)  # what has to be done now
    not_held_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["found"], condition=Q(held_on__isnull=False), name="one_talk_for_a_return"
            ),
            models.CheckConstraint(
                name="interview_is_held_or_not",
                condition=Q(held_on=None, independent=None, who="", where="", words="", follows="")
                & ~Q(not_held_because="")
                | Q(held_on__isnull=False, independent__isnull=False, not_held_because="")
                & ~Q(who="")
                & ~Q(where=""),
            ),
        )

    @property
    def leads_to(self) -> State:
        return State.HELD if self.held_on else State.NOT_HELD

    @property
    def about(self) -> list[str]:
        return [Why(code).label for code in self.themes]
