"""Data protection impact assessments: versions, each with what it assesses, risks, views, advice and sign-off.

A version is written on until the first of the two organisations signs it. Then it stays, and a new one follows.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.timezone import now

from homeward.governance.rules.assessments import (
    Consulted,
    Likelihood,
    Part,
    Residual,
    Severity,
    Standing,
    Subjects,
)
from homeward.partnership.models import InPartnership, SharingAgreement, Worker
from homeward.partnership.rules import OrganisationKind, Purpose, WorkerOnDay


KINDS = [(kind.value, kind.label) for kind in OrganisationKind]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, worker: WorkerOnDay) -> "AssessmentQuerySet":
        """Everyone with a post: it says what is done with what they write, and why."""
        return self.filter(partnership_id__in=worker.partnership_ids)

    def whole(self) -> "AssessmentQuerySet":
        """With all that the pages read of the versions: a fixed number of queries."""
        versions = AssessmentVersion.objects.select_related("written_by").prefetch_related(
            models.Prefetch("subjects", Subject.objects.select_related("agreement")),
            models.Prefetch("risks", Risk.objects.select_related("owner")),
            models.Prefetch("views", View.objects.select_related("written_by")),
            models.Prefetch("advice", Advice.objects.select_related("advised_by")),
            models.Prefetch("signatures", Signature.objects.select_related("signed_by")),
        )
        return self.prefetch_related(models.Prefetch("versions", versions))


class Assessment(InPartnership):
    title = models.CharField(max_length=160)
    begun_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=now, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints = (
            # As `__iexact` compares, by which the action asks first.
            models.UniqueConstraint("partnership", Upper("title"), name="assessment_titled_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def newest(self) -> "AssessmentVersion":
        return list(self.versions.all())[-1]

    @property
    def signed_off(self) -> "AssessmentVersion | None":
        """The last version that both organisations signed: what counts as assessed."""
        signed = [one for one in self.versions.all() if one.standing().is_signed_off]
        return signed[-1] if signed else None


class AssessmentVersion(InPartnership):
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    what = models.TextField()
    necessity = models.TextField()
    proportionality = models.TextField()
    review_by = models.DateField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("assessment", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "number"], name="one_version_of_a_number"
            ),
            models.CheckConstraint(
                name="assessment_version_is_whole",
                condition=~Q(what="") & ~Q(necessity="") & ~Q(proportionality=""),
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.number}"

    def assesses(self) -> Subjects:
        """From its subjects, which `whole` has fetched."""
        held = list(self.subjects.all())
        return Subjects(
            agreements=frozenset(one.agreement.version for one in held if one.agreement),
            purposes=frozenset(Purpose(one.purpose) for one in held if one.purpose),
            parts=frozenset(Part(one.part) for one in held if one.part),
            change=next((one.change for one in held if one.change), ""),
        )

    def standing(self) -> Standing:
        risks = list(self.risks.all())
        return Standing(
            advised=frozenset(OrganisationKind(one.kind) for one in self.advice.all()),
            signed={OrganisationKind(one.kind): one.signed_by_id for one in self.signatures.all()},
            risks=len(risks),
            high_remains=any(risk.residual == Residual.HIGH for risk in risks),
            commissioner_consulted=any(
                view.who == Consulted.COMMISSIONER for view in self.views.all()
            ),
        )

    @property
    def as_seen(self) -> str:
        """What is in it, for knowing whether something came in since somebody read it."""
        parts = (self.risks.all(), self.views.all(), self.advice.all())
        return ".".join(str(number) for number in (self.pk, *(len(part) for part in parts)))

    def is_overdue(self, today: date) -> bool:
        return self.review_by < today


class Subject(InPartnership):
    """One thing that a version assesses: a version of the agreement, a purpose, a part of Homeward, a change."""

    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="subjects")
    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(
        max_length=30, blank=True, choices=[(p.value, p.label) for p in Purpose]
    )
    part = models.CharField(max_length=12, blank=True, choices=[(p.value, p.label) for p in Part])
    change = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="subject_is_one_thing",
                condition=Q(agreement__isnull=False, purpose="", part="", change="")
                | Q(agreement=None, part="", change="") & ~Q(purpose="")
                | Q(agreement=None, purpose="", change="") & ~Q(part="")
                | Q(agreement=None, purpose="", part="") & ~Q(change=""),
            ),
        )

    def __str__(self) -> str:
        if self.agreement:
            return f"{self.agreement} of the sharing agreement"
        if self.purpose:
            return f"To {Purpose(self.purpose).label}"
        return Part(self.part).label if self.part else self.change


class Risk(InPartnership):
    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="risks")
    what = models.TextField()
    to_whom = models.CharField(max_length=160)
    likelihood = models.CharField(max_length=12, choices=[(one, one) for one in Likelihood])
    severity = models.CharField(max_length=12, choices=[(one, one) for one in Severity])
    measure = models.TextField()
    owner = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    done_by = models.DateField()
    residual = models.CharField(max_length=8, choices=[(one, one) for one in Residual])
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="risk_is_whole", condition=~Q(what="") & ~Q(to_whom="") & ~Q(measure="")
            ),
        )


class View(InPartnership):
    """Somebody was consulted, and this is what they said."""

    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="views")
    who = models.CharField(max_length=12, choices=[(c.value, c.label) for c in Consulted])
    how = models.CharField(
        max_length=160
    )  # who exactly, how many, in what way: no names of families
    said = models.TextField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(name="view_says_something", condition=~Q(said="")),)


class Advice(InPartnership):
    """What the lead of one organisation advises."""

    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="advice")
    kind = models.CharField(max_length=10, choices=KINDS)
    words = models.TextField()
    advised_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    advised_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["version", "kind"], name="advised_once_for_each"),
        )

    @property
    def whose(self) -> str:
        return OrganisationKind(self.kind).label


class Signature(InPartnership):
    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=10, choices=KINDS)
    signed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["version", "kind"], name="signed_off_once_for_each"),
            models.UniqueConstraint(
                fields=["version", "signed_by"], name="signed_off_once_by_each"
            ),
        )

    @property
    def whose(self) -> str:
        return OrganisationKind(self.kind).label
