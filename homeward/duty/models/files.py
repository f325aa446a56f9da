"""The passphrase of the file that is read while the system is down, who knows it, and the files that were made."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Worker


class Passphrase(InPartnership):
    """Never the words: what is derived from them, enciphered under the signing key. Of an earlier one that is gone."""

    salt = models.BinaryField()
    iterations = models.PositiveIntegerField()
    key = models.BinaryField(null=True)
    set_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    words = ""  # while it is made, to be shown once

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(key__isnull=False),
                name="one_passphrase_at_a_time",
            ),
        )


class Given(InPartnership):
    """Somebody was given the passphrase by hand. Who set it has it."""

    passphrase = models.ForeignKey(Passphrase, models.PROTECT, related_name="given")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["passphrase", "worker"], name="passphrase_given_once_to_a_worker"
            ),
        )


class DutyFile(InPartnership):
    """That a file was made: when, with how many cards, and how many open records it says that it leaves out."""

    passphrase = models.ForeignKey(Passphrase, models.PROTECT, related_name="files")
    made_at = models.DateTimeField()
    cards = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    places_missed = models.PositiveSmallIntegerField(
        default=0
    )  # into which it could not be written
    taken_by = models.ForeignKey(
        Worker, models.PROTECT, null=True, related_name="+"
    )  # no: every hour

    class Meta:
        ordering = ("-made_at", "-id")
