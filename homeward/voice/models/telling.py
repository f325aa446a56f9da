"""How a decision was told to one person, or why it is not."""

from django.db import models
from django.db.models import Q

from homeward.decisions.models import Decision
from homeward.partnership.models import InPartnership, Worker
from homeward.voice.models.persons import OfPerson, of_one_person
from homeward.voice.rules.telling import Way


class DecisionTold(OfPerson, InPartnership):
    """A person may be told more than once, in another way: each telling is a row, and none is changed."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="told")
    on = models.DateField(null=True)
    who = models.CharField(max_length=120, blank=True)  # told them
    way = models.CharField(
        max_length=20, blank=True, choices=[(way.value, way.label) for way in Way]
    )
    said = models.TextField(blank=True)  # what they said to it
    not_told_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")
        constraints = (
            of_one_person("told_to_one_person"),
            models.CheckConstraint(
                name="decision_is_told_or_not",
                condition=Q(on=None, who="", way="", said="") & ~Q(not_told_because="")
                | Q(on__isnull=False, not_told_because="") & ~Q(who="") & ~Q(way=""),
            ),
        )
