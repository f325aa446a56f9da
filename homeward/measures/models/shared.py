"""What every measure stands on. A row is never changed: a correction follows it, with the reason, and what was
there stays. What should never have been in this record is taken out, and stays to be read as such."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child


if TYPE_CHECKING:
    from datetime import date

    from homeward.partnership.rules import WorkerOnDay


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, worker: "WorkerOnDay", day: "date") -> Self:
        """Of a child whose record this worker reads, and in it this group of data."""
        children = Child.objects.visible_to(worker, day)
        group = Child.objects.visible_to(worker, day, self.model.GROUP)
        return self.filter(child__in=children.filter(pk__in=group.values("pk")))

    def current(self) -> Self:
        return self.filter(corrected_by=None, taken_out_at=None)


class Measure(InPartnership):
    GROUP: ClassVar[DataGroup]

    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", editable=False
    )
    corrected_because = models.TextField(blank=True)
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    taken_out_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_correction_has_a_reason",
                condition=Q(corrects=None, corrected_because="")
                | Q(corrects__isnull=False) & ~Q(corrected_because=""),
            ),
            models.CheckConstraint(
                name="%(class)s_taken_out_by_somebody",
                condition=Q(taken_out_at=None, taken_out_by=None, taken_out_because="")
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False)
                & ~Q(taken_out_because=""),
            ),
        )

    @property
    def is_current(self) -> bool:
        return self.taken_out_at is None and not hasattr(self, "corrected_by")

    @property
    def day(self) -> "date":
        raise NotImplementedError

    @property
    def in_words(self) -> str:
        """What it says, in a line."""
        raise NotImplementedError
