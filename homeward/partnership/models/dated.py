"""What every fact stands on: its partnership, and the days from which to which it holds.

Every fact of Homeward names its partnership (ADR 1): one installation serves several, and a second never
sees the first.
"""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value

from homeward.partnership.rules import WorkerOnDay


def one_at_a_time(name: str, *fields: str, condition: Q | None = None) -> ExclusionConstraint:
    """Periods that cannot overlap for the same ids. Written with int8range, because no extension
    is needed that way: the embedded server has none."""
    same = [
        (Func(F(field), F(field), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
        for field in fields
    ]
    return ExclusionConstraint(
        name=name, expressions=[*same, ("period", RangeOperators.OVERLAPS)], condition=condition
    )


class Dated(models.Model):
    """Something that holds from one day up to, not including, another; open when there is no end."""

    period = DateRangeField()

    class Meta:
        abstract = True

    @property
    def start(self) -> date:
        return self.period.lower

    @property
    def end(self) -> date | None:
        return self.period.upper

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def end_on(self, day: date, **said: Any) -> None:
        """It holds until that day, if it did not end before. What would not have begun by then never held, and
        goes. `said`: what is kept of how it ended."""
        began: date | None = self.period.lower  # none: what a partnership begins with held always
        if began and day <= began:
            self.delete()
            return
        if self.end is None or day < self.end:
            self.period = DateRange(began, day)
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=["period", *said])


class Partnership(models.Model):
    """One council and one charity that work as one."""

    name = models.CharField(max_length=120, unique=True)
    duty_phone = models.CharField(max_length=30)
    help_phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class OfPartnership(models.QuerySet):
    """What everyone with a post in the partnership may read."""

    def visible_to(self, worker: WorkerOnDay) -> Self:
        return self.filter(partnership_id__in=worker.partnership_ids)


class InPartnership(models.Model):
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
