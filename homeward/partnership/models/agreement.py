"""The sharing agreement: versions that hold from one day to another, and what each role is granted for what."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models.dated import Dated, InPartnership, one_at_a_time
from homeward.partnership.rules import Agreed, DataGroup, OrganisationKind, Purpose, Role


class SharingAgreement(InPartnership, Dated):
    """One version. An extension is a version of its own, so that the past stays as it was."""

    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    agreed_for_council = models.CharField(max_length=200)  # who, and where it is minuted
    agreed_for_charity = models.CharField(max_length=200)
    extends = models.OneToOneField("self", models.PROTECT, null=True, related_name="extended_by")

    class Meta:
        ordering = ("partnership", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "version"], name="one_agreement_of_a_version"
            ),
            one_at_a_time("one_sharing_agreement_at_a_time", "partnership"),
        )

    def __str__(self) -> str:
        return f"Version {self.version}"


class Grant(InPartnership):
    """For a purpose, a role of an organisation sees a group of data."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="grants")
    purpose = models.CharField(max_length=30, choices=[(p.value, p.label) for p in Purpose])
    data_group = models.CharField(max_length=10, choices=[(g.value, g.label) for g in DataGroup])
    employer_kind = models.CharField(
        max_length=10, choices=[(k.value, k.label) for k in OrganisationKind]
    )
    role = models.CharField(max_length=40, choices=[(r.value, r.value) for r in Role])

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "purpose", "data_group", "employer_kind", "role"],
                name="one_grant_of_a_kind",
            ),
        )


class Extension(InPartnership):
    """Both organisations' leads agree to a later end: one proposes it, the other agrees, in one step each."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="extensions")
    to_day = models.DateField()
    why = models.CharField(max_length=300)
    proposed_by = models.ForeignKey("partnership.Worker", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey("partnership.Worker", models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="extension_agreed_by_someone",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_agreed_by_another", condition=~Q(agreed_by=F("proposed_by"))
            ),
        )


def agreements_of(
    partnership_ids: Collection[int], *, on: date | None = None
) -> dict[int, list[Agreed]]:
    """The versions of each partnership as plain facts; with `on` only the one that holds that day, or else the
    last that did. One query."""
    held = SharingAgreement.objects.filter(partnership_id__in=partnership_ids)
    if on is not None:
        latest = held.filter(period__startswith__lte=on).order_by("partnership", "-period")
        held = held.filter(pk__in=latest.distinct("partnership").values("pk"))
    grants: dict[tuple[int, date, date | None], set] = defaultdict(set)
    rows = held.order_by().values_list(
        "partnership_id", "period", "grants__employer_kind", "grants__role", "grants__data_group"
    )
    for partnership_id, period, kind, role, group in rows:
        granted = grants[partnership_id, period.lower, period.upper]
        if group:
            granted.add((OrganisationKind(kind), Role(role), DataGroup(group)))
    found: dict[int, list[Agreed]] = defaultdict(list)
    for (partnership_id, start, end), granted in grants.items():
        found[partnership_id].append(Agreed(start, end, frozenset(granted)))
    return found
