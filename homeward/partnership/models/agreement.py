"""The sharing agreement: versions that hold from one day to another, what each role is granted for what, and
what one organisation has proposed to the other."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models.dated import Dated, InPartnership, OfPartnership, one_at_a_time
from homeward.partnership.models.proposed import Proposed, ProposedQuerySet
from homeward.partnership.rules import (
    Agreed,
    DataGroup,
    Granted,
    OrganisationKind,
    Purpose,
    Role,
)
from homeward.partnership.rules.sides import KEEPERS


class SharingAgreement(InPartnership, Dated):
    """One version. An extension is a version of its own, so that the past stays as it was."""

    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    agreed_for_council = models.CharField(max_length=200)  # who, and where it is minuted
    agreed_for_charity = models.CharField(max_length=200)
    extends = models.OneToOneField("self", models.PROTECT, null=True, related_name="extended_by")

    objects = OfPartnership.as_manager()

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

    @property
    def shares(self) -> frozenset[Granted]:
        return frozenset(grant.granted for grant in self.grants.all())


class GrantLine(InPartnership):
    """For a purpose, a role of an organisation sees a group of data."""

    purpose = models.CharField(max_length=30, choices=[(p.value, p.label) for p in Purpose])
    data_group = models.CharField(max_length=10, choices=[(g.value, g.label) for g in DataGroup])
    employer_kind = models.CharField(
        max_length=10, choices=[(k.value, k.label) for k in OrganisationKind]
    )
    role = models.CharField(max_length=40, choices=[(r.value, r.value) for r in Role])

    class Meta:
        abstract = True

    @property
    def granted(self) -> Granted:
        return (
            Purpose(self.purpose),
            OrganisationKind(self.employer_kind),
            Role(self.role),
            DataGroup(self.data_group),
        )


class Grant(GrantLine):
    """A line of a version: for a purpose, a role of an organisation sees a group of data."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="grants")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "purpose", "data_group", "employer_kind", "role"],
                name="one_grant_of_a_kind",
            ),
        )


class ProposalQuerySet(ProposedQuerySet):
    def later_than(self, proposal: "Proposal") -> Self:
        """Of the same kind: an extension beside a version does not stand in its way, nor it in theirs."""
        return self.filter(
            partnership_id=proposal.partnership_id,
            from_day__isnull=proposal.from_day is None,
            pk__gt=proposal.pk,
        )


class Proposal(Proposed):
    """What the lead of one organisation proposed, for the other's to agree to: a version, or only a later end.

    Without a day from which it holds it is an extension: it goes on where the version that it follows ends,
    and shares the same. Otherwise `grants` says what it shares.
    """

    follows = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="proposals")
    from_day = models.DateField(null=True)
    to_day = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)  # empty: the same as before
    why = models.CharField(max_length=300)
    # Who decided it in the organisation that proposes, and where it is minuted; and then in the other.
    proposed_under = models.CharField(max_length=200)
    agreed_under = models.CharField(max_length=200, blank=True)
    became = models.OneToOneField(
        SharingAgreement, models.PROTECT, null=True, related_name="agreed_as"
    )

    called = "a proposal about the sharing agreement"
    speakers = KEEPERS
    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = (
            *Proposed.Meta.constraints,
            models.CheckConstraint(
                name="proposal_agreed_became_a_version",
                condition=Q(agreed_at=None, became=None, agreed_under="")
                | Q(agreed_at__isnull=False, became__isnull=False) & ~Q(agreed_under=""),
            ),
            models.CheckConstraint(
                name="proposal_ends_after_it_begins",
                condition=Q(from_day=None) | Q(to_day__gt=F("from_day")),
            ),
        )

    @property
    def is_extension(self) -> bool:
        return self.from_day is None

    @property
    def shares(self) -> frozenset[Granted]:
        if self.is_extension:
            return self.follows.shares
        return frozenset(grant.granted for grant in self.grants.all())


class ProposedGrant(GrantLine):
    """A line of a version that is proposed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="grants")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "purpose", "data_group", "employer_kind", "role"],
                name="one_proposed_grant_of_a_kind",
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
        "partnership_id",
        "period",
        "grants__purpose",
        "grants__employer_kind",
        "grants__role",
        "grants__data_group",
    )
    for partnership_id, period, purpose, kind, role, group in rows:
        granted = grants[partnership_id, period.lower, period.upper]
        if group:
            granted.add((Purpose(purpose), OrganisationKind(kind), Role(role), DataGroup(group)))
    found: dict[int, list[Agreed]] = defaultdict(list)
    for (partnership_id, start, end), granted in grants.items():
        found[partnership_id].append(Agreed(start, end, frozenset(granted)))
    return found
