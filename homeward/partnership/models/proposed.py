"""What one organisation proposed to the other: who did, for which of them, and who agreed or took it back."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models.dated import InPartnership, OfPartnership
from homeward.partnership.rules import OrganisationKind
from homeward.partnership.rules.sides import Speakers, Standing, the_other


class ProposedQuerySet(OfPartnership):
    def agreed(self) -> Self:
        return self.filter(agreed_at__isnull=False)

    def waiting(self) -> Self:
        return self.filter(agreed_at=None, taken_back_at=None)


class Proposed(InPartnership):
    """It binds nobody until the other side has agreed. What is taken back stays to be read."""

    called: ClassVar[str]  # in the trail
    speakers: ClassVar[Speakers]

    proposed_by = models.ForeignKey("partnership.Worker", models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey("partnership.Organisation", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey("partnership.Worker", models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        "partnership.Worker", models.PROTECT, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    objects = ProposedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_agreed_by_someone",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_agreed_by_another", condition=~Q(agreed_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="%(class)s_taken_back_by_someone",
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_because="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, agreed_at=None)
                & ~Q(taken_back_because=""),
            ),
        )

    def standing(self) -> Standing:
        return Standing(
            self.partnership_id,
            self.speakers,
            OrganisationKind(self.proposed_for.kind),
            self.proposed_by_id,
            agreed=self.agreed_at is not None,
            taken_back=self.taken_back_at is not None,
        )

    @property
    def waits_for(self) -> OrganisationKind:
        return the_other(OrganisationKind(self.proposed_for.kind))
