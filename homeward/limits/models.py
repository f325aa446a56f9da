"""A time limit that a partnership agreed: shorter than the law's, or where no law sets one. By date."""

from typing import Any

from django.db import models
from django.db.models import Q

from homeward.clocks.rules import Duty, Limit, Unit
from homeward.partnership.models import Dated, InPartnership, OfPartnership, Worker, one_at_a_time


class LocalLimit(InPartnership, Dated):
    """A line is never edited: another follows it from a later day. What began under a line keeps it."""

    duty = models.CharField(max_length=60, choices=[(duty, duty.value) for duty in Duty])
    duty_code = models.PositiveSmallIntegerField(editable=False)
    count = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=[(unit, unit.value) for unit in Unit])
    cut_off = models.TimeField(null=True)
    decided_under = models.CharField(max_length=200)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("duty_code", "period")
        constraints = (
            one_at_a_time("one_local_limit_for_a_duty", "partnership", "duty_code"),
            models.CheckConstraint(
                name="local_limit_is_whole", condition=Q(count__gte=1) & ~Q(decided_under="")
            ),
            models.CheckConstraint(
                name="hour_counts_for_working_days_only",
                condition=Q(cut_off=None) | Q(unit=Unit.WORKING_DAYS),
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty}: {self.limit}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.duty_code = list(Duty).index(Duty(self.duty))
        super().save(*args, **kwargs)

    @property
    def limit(self) -> Limit:
        return Limit(self.count, Unit(self.unit), self.cut_off)
