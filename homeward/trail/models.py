"""The trail: one append-only table for changes and reads, and the seals over it.

An entry holds ids, field names and salted digests; what the fields held is kept beside it under a key
per child, so that a record can be lawfully destroyed and the trail still verifies (UK GDPR Article 17;
Care Planning, Placement and Case Review Regulations 2010, regulation 50 for how long a file is kept).
"""

from datetime import UTC

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Cast
from django.utils import timezone


THIS_TRANSACTION = Cast(
    Cast(Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField()
)


class Entry(models.Model):
    """One thing that happened: who, when, what, to which children, on whose authority."""

    class Kind(models.TextChoices):
        CHANGE = "change", "Changed"
        READ = "read", "Looked"
        REFUSED = "refused", "Refused"

    # Numbers alone, to which nothing is compared when an entry is written: who is never taken away needs no
    # guard, fifty who write at once would all wait at the same rows, and an entry outlives whatever it names.
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # The writing transaction: a seal takes only entries whose transaction has surely finished.
    xid = models.BigIntegerField(db_default=THIS_TRANSACTION, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    # The day it happened, where that is another day than the one it was written down on.
    on = models.DateField(null=True)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=8, choices=Kind)
    what = models.CharField(max_length=200)
    because = models.CharField(max_length=500, blank=True)
    # For what the sharing agreement let them: codes of `partnership.rules.Purpose`, with commas.
    purpose = models.CharField(max_length=60, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    child_ids = ArrayField(models.BigIntegerField(), default=list)
    digests = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        indexes = (
            # Without a list of what waits to be indexed: now and then somebody's page would wait for all of it.
            GinIndex(fields=["child_ids"], name="trail_entry_children", fastupdate=False),
            models.Index(fields=["worker", "at"], name="trail_entry_worker_at"),
            models.Index(fields=["subject_kind", "subject_id"], name="trail_entry_subject"),
        )

    def as_sealed(self) -> dict:
        """The entry as it goes into a seal and into an export: plain values, nothing derived."""
        sealed = {
            "id": self.pk,
            "partnership": self.partnership_id,
            "at": self.at.astimezone(UTC).isoformat(),
            "worker": self.worker_id,
            "kind": self.kind,
            "what": self.what,
            "because": self.because,
            "subject": [self.subject_kind, self.subject_id],
            "children": self.child_ids,
            "digests": self.digests,
        }
        # What entries have not always had is sealed where they have it.
        if self.on:
            sealed["on"] = self.on.isoformat()
        if self.purpose:
            sealed["purpose"] = self.purpose
        return sealed


class ChildKey(models.Model):
    """The key under which the content of a child's entries is kept, and the keys of the child's photos.
    Destroying it destroys them."""

    child_id = models.BigIntegerField(unique=True)
    key = models.BinaryField()
    # The transaction that made it: what was written before was kept under a key that is destroyed.
    xid = models.BigIntegerField(db_default=THIS_TRANSACTION)


class Content(models.Model):
    """What changed fields held, enciphered under one child's key."""

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="contents", db_constraint=False, db_index=False
    )
    child_id = models.BigIntegerField()
    enciphered = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["entry", "child_id"], name="content_once_per_child"),
        )


class Seal(models.Model):
    """A batch of entries, proved: from one transaction number up to, not including, another."""

    number = models.PositiveBigIntegerField(unique=True)
    from_xid = models.BigIntegerField()
    to_xid = models.BigIntegerField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_xid__gt=F("from_xid")), name="seal_moves_forward"
            ),
        )


class Outside(models.Model):
    """A place outside the database where seals are noted, such as a disk of the other organisation: what was
    noted there last, and what was wrong when it was tried."""

    place = models.CharField(max_length=300, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    noted_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField()
    fault = models.TextField(blank=True)


class Check(models.Model):
    """The whole trail was gone through: when, over how much, and what did not fit."""

    at = models.DateTimeField(default=timezone.now)
    seals = models.PositiveBigIntegerField()
    entries = models.PositiveBigIntegerField()
    compared = models.PositiveIntegerField()  # with so many seals that were noted outside
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)
