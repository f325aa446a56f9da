"""How much of school a child was at."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from homeward.measures.models.shared import Measure
from homeward.measures.rules import called, share
from homeward.partnership.rules import DataGroup


class Attendance(Measure):
    """Of the sessions that were possible from one day to another, both included, how many were attended."""

    GROUP = DataGroup.EDUCATION

    first_day = models.DateField()
    last_day = models.DateField()
    possible = models.PositiveSmallIntegerField()
    attended = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta(Measure.Meta):
        ordering = ("-last_day", "-first_day", "-pk")
        constraints = (
            *Measure.Meta.constraints,
            models.CheckConstraint(
                name="attendance_is_possible",
                condition=Q(possible__gte=1, attended__lte=F("possible"))
                & Q(last_day__gte=F("first_day")),
            ),
        )

    @property
    def day(self) -> date:
        return self.last_day

    @property
    def share(self) -> float:
        return share(self.attended, self.possible)

    @property
    def called(self) -> str:
        return called(self.attended, self.possible)

    @property
    def in_words(self) -> str:
        span = f"{self.first_day:%-d %B %Y} to {self.last_day:%-d %B %Y}"
        return f"Attendance, {span}: {self.attended} of {self.possible} sessions"
