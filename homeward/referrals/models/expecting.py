"""What members thought would happen without the help. Read by nobody but the writer until it is opened."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Worker
from homeward.referrals.models.panel import AgendaItem
from homeward.referrals.rules import WEEKLY_COST, Expected, Path, PlacementKind


class Expectation(InPartnership):
    """Sealed when it is written: there is no action that changes it, and its seal is in the trail."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="expectations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    path = models.CharField(max_length=40, choices=[(p, p.value) for p in Path])
    placement = models.CharField(
        max_length=40, blank=True, choices=[(p, p.value) for p in PlacementKind]
    )
    weekly_cost = models.CharField(max_length=10, choices=list(WEEKLY_COST.items()))
    confidence = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    why = models.TextField()
    salt = models.CharField(max_length=32)
    seal = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["item", "worker"], name="one_expectation_a_member"),
            models.CheckConstraint(
                name="confidence_is_of_a_hundred", condition=Q(confidence__lte=100)
            ),
        )

    @property
    def expected(self) -> Expected:
        return Expected(
            path=Path(self.path),
            weekly_cost=self.weekly_cost,
            confidence=self.confidence,
            why=self.why,
            placement=PlacementKind(self.placement) if self.placement else None,
        )
