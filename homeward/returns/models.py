"""Reading a council's return: one report for each import, kept, and shown as a page."""

from django.db import models

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay


class ReportQuerySet(models.QuerySet["ImportReport"]):
    def visible_to(self, worker: WorkerOnDay) -> "ReportQuerySet":
        """Refused rows hold personal data: only the council's analysts read them."""
        mine = [
            p.partnership_id
            for p in worker.posts
            if p.role == "data analyst" and p.employer_kind == "council"
        ]
        return self.filter(partnership_id__in=mine)


class ImportReport(InPartnership):
    """What one import read, took and refused. Always: read = taken + refused, for each table."""

    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    year_end = models.DateField(null=True)
    # [{table, file, read, taken, new, changed, unchanged, superseded, refused}]
    tables = models.JSONField(default=list)
    # [{file, row, column, value, why, mend}]
    refusals = models.JSONField(default=list)
    # [{file, message}]: files not taken, columns ignored
    notices = models.JSONField(default=list)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-imported_at",)

    @property
    def read(self) -> int:
        return self._sum("read")

    @property
    def taken(self) -> int:
        return self._sum("taken")

    @property
    def refused(self) -> int:
        return self._sum("refused")

    def _sum(self, name: str) -> int:
        return sum(line[name] for line in self.tables)
