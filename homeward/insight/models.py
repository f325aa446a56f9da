"""How long the forms take, counted by form and month. Neither a worker nor a child is in it, by construction."""

from django.db import models

from homeward.insight.rules import TAKEN
from homeward.partnership.models import InPartnership


class FormTime(InPartnership):
    """How many times in a month a form was taken within a step of minutes, or was left out and why."""

    form = models.CharField(max_length=100)
    month = models.DateField()  # its first day: a day would tell of a rare form who wrote it
    step = models.CharField(max_length=10, choices=[(step, step) for step in TAKEN])
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("month", "form", "step")
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "form", "month", "step"], name="one_count_a_form_and_month"
            ),
            models.CheckConstraint(name="step_is_known", condition=models.Q(step__in=TAKEN)),
            models.CheckConstraint(name="month_by_its_first_day", condition=models.Q(month__day=1)),
        )

    def __str__(self) -> str:
        return f"{self.form}, {self.month:%B %Y}: {self.count}"
