"""What duty did about a child overnight, and each team that was told."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Team, Worker
from homeward.people.models import Child


class NightNote(InPartnership):
    """As it was written, and never changed: who adds something writes another."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="nights")
    happened = models.TextField()
    done = models.TextField()
    waits = models.TextField()
    morning = models.DateField()  # on which it waits at nine
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-written_at", "-id")


class NightTold(InPartnership):
    """A team that works with the child was told; somebody in it takes over and says how."""

    note = models.ForeignKey(NightNote, models.PROTECT, related_name="told")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    how = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["note", "team"], name="team_told_once_of_a_night"),
            models.CheckConstraint(
                name="night_taken_over_by_someone",
                condition=Q(taken_at=None, taken_by=None, how="")
                | Q(taken_at__isnull=False, taken_by__isnull=False) & ~Q(how=""),
            ),
        )
