"""What a photo of a visit and any other file have in common: where it lies, in whose files, and who removed it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, now

from homeward.files.vault import Vault
from homeward.partnership.models import InPartnership, Worker
from homeward.people.models import Child
from homeward.trail.actions import unwrapped, wrapped


if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class KeptQuerySet(models.QuerySet):
    def kept(self) -> Self:
        """Without those that were removed."""
        return self.filter(removed_at=None)


class Kept(InPartnership):
    """A file of the record. Of one that was removed, the row stays: who, when and why.

    The rows that say in whose files it is stand on `InFileOf`, and are called `about`.
    """

    vault: ClassVar[Vault]
    about: "RelatedManager"

    name = models.CharField(max_length=40, unique=True)  # in the vault: random, and says nothing
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_removed_by_someone_for_a_reason",
                condition=Q(removed_at=None, removed_by=None, removed_because="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_because=""),
            ),
        )

    @property
    def removed_on(self) -> date | None:
        """The day here, which after midnight in summer is not the day in the database."""
        return localdate(self.removed_at) if self.removed_at else None

    def key(self) -> bytes | None:
        """None when it was removed, or when the records of all its children were destroyed."""
        held = self.about.values_list("child_id", "wrapped_key")
        return unwrapped({child: bytes(key) for child, key in held})

    def content(self) -> bytes | None:
        """What it holds; None when nobody can open it any more."""
        key = self.key()
        return self.vault.read(self.name, key) if key else None

    def put_into_files(self, children: Iterable[int], key: bytes) -> None:
        self.about.bulk_create(
            self.about.model(
                partnership_id=self.partnership_id,
                child_id=child,
                wrapped_key=wrapped(key, child),
                **{self.about.field.name: self},
            )
            for child in sorted(children)
        )

    def destroy(self, *, by: Worker, why: str) -> None:
        """The file and its key go. That it was there, and why it went, stays."""
        self.removed_at, self.removed_by, self.removed_because = now(), by, why
        self.save(update_fields=["removed_at", "removed_by", "removed_because"])
        self.about.update(wrapped_key=b"")
        self.vault.destroy(self.name)


class InFileOf(InPartnership):
    """In whose file something is, with its key wrapped under that child's own."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    wrapped_key = models.BinaryField()  # empty when it was removed

    class Meta:
        abstract = True
