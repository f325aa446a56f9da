"""Records that are closed to some, and opening one for some hours in an emergency."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from homeward.partnership.models import Dated, InPartnership, Worker
from homeward.sharing.rules import Broken, Closed, RestrictionKind


class Restriction(InPartnership, Dated):
    """A child's record is closed, from a day until a day: a restriction always ends, or is set anew."""

    child = models.ForeignKey("people.Child", models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=20, choices=[(k.value, k.label) for k in RestrictionKind])
    because = models.CharField(max_length=300)
    set_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="restriction_ends", condition=Q(period__isempty=False, period__upper_inf=False)
            ),
        )
        indexes = (models.Index(fields=["child"], name="restriction_child"),)

    def as_closed(self) -> Closed:
        """With those who are named, whom the caller has fetched."""
        named = frozenset(named.worker_id for named in self.named.all())
        return Closed(self.start, self.end, RestrictionKind(self.kind), named)


class NamedInRestriction(InPartnership):
    """Who sees a sealed record all the same; of a relative's, the one to whom it is closed."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="named")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["restriction", "worker"], name="named_once_in_a_restriction"
            ),
        )


class BrokenGlass(InPartnership):
    """Somebody opened a record for a few hours, and said why. A lead looks at it the next working day."""

    child = models.ForeignKey("people.Child", models.PROTECT, related_name="broken_glass")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    reason = models.TextField()
    period = DateTimeRangeField()
    review_by = models.DateField()
    reviewed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    finding = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="glass_reviewed_by_someone",
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="glass_reviewed_by_another",
                condition=~Q(reviewed_by=models.F("worker")),
            ),
        )
        indexes = (models.Index(fields=["worker", "child"], name="glass_worker_child"),)

    def as_broken(self) -> Broken:
        return Broken(self.worker_id, self.period.lower, self.period.upper)
