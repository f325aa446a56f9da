"""The words that an organisation writes with, in versions; and letters to families."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.files.models import File
from homeward.letters.rules import KINDS, LetterKind
from homeward.partnership.models import InPartnership, Organisation, Worker
from homeward.people.models import Adult, Child
from homeward.sharing.models import sees_all
from homeward.support.models import Plan


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

OF_KIND = [(kind.value, said.said) for kind, said in KINDS.items()]


class LetterTemplate(InPartnership):
    """One version of what an organisation writes in one kind of letter. That which was put in force last holds;
    before there is any, the first text of the product does."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=20, choices=OF_KIND)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    in_force_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "kind", "version"], name="one_letter_template_a_version"
            ),
            models.CheckConstraint(
                name="letter_template_in_force_by_someone",
                condition=Q(in_force_at=None, in_force_by=None)
                | Q(in_force_at__isnull=False, in_force_by__isnull=False),
            ),
        )

    @property
    def in_force_on(self) -> date | None:
        return localdate(self.in_force_at) if self.in_force_at else None

    @property
    def label(self) -> str:
        return LetterKind(self.kind).label


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, worker: "WorkerOnDay", day: date) -> "LetterQuerySet":
        """Seen by those who see every child that it is about, as its file is."""
        return self.filter(
            sees_all(worker, day, LetterChild, "letter"), partnership_id__in=worker.partnership_ids
        )

    def drafts(self) -> "LetterQuerySet":
        return self.filter(issued_at=None)


class Letter(InPartnership):
    """A letter to one person. Once issued its words are in the file alone, enciphered under the children's keys."""

    children = models.ManyToManyField(Child, through="LetterChild", related_name="letters")
    kind = models.CharField(max_length=20, choices=OF_KIND)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    template = models.ForeignKey(LetterTemplate, models.PROTECT, null=True, related_name="+")
    to_adult = models.ForeignKey(Adult, models.PROTECT, null=True, related_name="letters")
    to_child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="letters_to")
    address = models.CharField(max_length=300, blank=True)  # of whoever gets it, to post it to
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=1)  # goes up with every change of the words
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    file = models.OneToOneField(File, models.PROTECT, null=True, related_name="letter")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="letter_is_to_one_person",
                condition=Q(to_adult=None) | Q(to_child=None),
            ),
            models.CheckConstraint(
                name="issued_letter_is_a_file",
                condition=Q(issued_at=None, issued_by=None, file=None)
                | Q(issued_at__isnull=False, issued_by__isnull=False, file__isnull=False, text="")
                & (Q(to_adult__isnull=False) | Q(to_child__isnull=False)),
            ),
        )

    @property
    def to_name(self) -> str:
        return self.to_adult.name if self.to_adult else self.to_child.name  # type: ignore[union-attr]

    @property
    def label(self) -> str:
        return LetterKind(self.kind).label

    @property
    def issued_on(self) -> date | None:
        return localdate(self.issued_at) if self.issued_at else None

    def get_absolute_url(self) -> str:
        return reverse("letters:letter", args=[self.pk])


class LetterChild(InPartnership):
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["letter", "child"], name="child_once_in_a_letter"),
        )
