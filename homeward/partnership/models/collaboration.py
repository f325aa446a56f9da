"""The collaboration agreement: its versions with what each says, the steps before them, and its reviews.

A version is never edited: while it is only proposed it can be taken back and proposed anew, because committees
agree to a text. It holds once both sides have agreed, and its last day moves only when another follows.
"""

from collections import defaultdict
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from homeward.partnership.models.dated import Dated, InPartnership, OfPartnership, one_at_a_time
from homeward.partnership.models.people import Organisation, Worker
from homeward.partnership.models.proposed import Proposed
from homeward.partnership.rules import OrganisationKind
from homeward.partnership.rules.collaboration import Offer, Step, StepKind, Wording
from homeward.partnership.rules.sides import HEADS


class CollaborationAgreement(Proposed, Dated):
    """One version, proposed by one side and agreed by the other."""

    version = models.PositiveSmallIntegerField()
    notice_months = models.PositiveSmallIntegerField()
    exit_families = models.TextField()
    exit_records = models.TextField()

    called = "a version of the collaboration agreement"
    speakers = HEADS

    class Meta:
        ordering = ("partnership", "version")
        constraints = (
            *Proposed.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "version"], name="one_collaboration_of_a_version"
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                name="one_collaboration_proposed_at_a_time",
                condition=Q(agreed_at=None, taken_back_at=None),
            ),
            one_at_a_time(
                "one_collaboration_at_a_time", "partnership", condition=Q(agreed_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.version}"

    def wording(self) -> Wording:
        """What it says, of its terms as they were fetched: one query, or none where they are prefetched."""
        aims: list[str] = []
        duties: dict[OrganisationKind, list[str]] = defaultdict(list)
        offers: dict[OrganisationKind, list[Offer]] = defaultdict(list)
        for term in sorted(self.terms.all(), key=lambda term: term.pk):
            if not term.side:
                aims.append(term.words)
            elif term.kind == Term.Kind.DUTY:
                duties[OrganisationKind(term.side)].append(term.words)
            else:
                offers[OrganisationKind(term.side)].append(Offer(term.words, term.worth))
        return Wording(
            tuple(aims),
            {side: tuple(words) for side, words in duties.items()},
            {side: tuple(given) for side, given in offers.items()},
            self.notice_months,
            self.exit_families,
            self.exit_records,
        )


class Term(InPartnership):
    """One line of a version: an aim of both, a duty of one side, or what one side gives in kind."""

    class Kind(models.TextChoices):
        AIM = "aim", "Aim"
        DUTY = "duty", "Duty"
        OFFER = "in kind", "Given in kind"

    agreement = models.ForeignKey(CollaborationAgreement, models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=10, choices=Kind)
    side = models.CharField(
        max_length=10, blank=True, choices=[(k.value, k.label) for k in OrganisationKind]
    )
    words = models.TextField()
    worth = models.PositiveIntegerField(null=True)  # in pounds a year, an estimate

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="aims_are_of_both_and_duties_of_one",
                condition=Q(kind="aim", side="") | ~Q(kind="aim") & ~Q(side=""),
            ),
            models.CheckConstraint(
                name="worth_is_of_what_is_given", condition=Q(worth=None) | Q(kind="in kind")
            ),
        )


class CollaborationStep(InPartnership):
    """What happened on the way to an agreement, recorded by whoever leads either side. Never changed: a later
    step says otherwise."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in StepKind])
    # The version to which a committee said yes or no. Before there is one, none.
    agreement = models.ForeignKey(
        CollaborationAgreement, models.PROTECT, null=True, related_name="steps"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    minute = models.CharField(max_length=200, blank=True)  # who decided, and where it is minuted
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                name="committee_is_of_one_side",
                condition=~Q(kind__in=["agreed", "declined"])
                | Q(organisation__isnull=False) & ~Q(minute=""),
            ),
            models.CheckConstraint(
                name="committee_agrees_to_a_text",
                condition=~Q(kind="agreed") | Q(agreement__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_has_its_reason", condition=~Q(kind="declined") | ~Q(words="")
            ),
        )

    def as_step(self) -> Step:
        side = OrganisationKind(self.organisation.kind) if self.organisation else None
        return Step(StepKind(self.kind), self.on, side)


class ReviewQuerySet(OfPartnership):
    def of_today(self, day: date) -> Self:
        """Those of the agreement that holds on a day, which nobody has recorded as held."""
        return self.filter(
            agreement__agreed_at__isnull=False, agreement__period__contains=day, done_at=None
        )


class ReviewPoint(InPartnership):
    """A day on which both look at how it goes, and what they found."""

    agreement = models.ForeignKey(CollaborationAgreement, models.PROTECT, related_name="reviews")
    due = models.DateField()
    held_on = models.DateField(null=True)
    found = models.TextField(blank=True)
    done_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "due"], name="one_review_on_a_day"),
            models.CheckConstraint(
                name="review_held_by_someone",
                condition=Q(done_at=None, done_by=None, held_on=None, found="")
                | Q(done_at__isnull=False, done_by__isnull=False, held_on__isnull=False)
                & ~Q(found=""),
            ),
        )
