"""What those who work with a child write for the night, in versions; and who opened the card on duty, and why."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models import InPartnership, Worker
from homeward.people.models import Adult, Child


class NightCard(InPartnership):
    """What the record does not know by itself. The newest version holds; what is empty is not known."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="night_cards")
    version = models.PositiveSmallIntegerField()
    where = models.TextField(blank=True)  # the child is living, and how one gets in
    tonight = models.TextField(blank=True)  # who can have the child, in which order to ask
    risks = models.TextField(blank=True)
    keep_away = models.ManyToManyField(Adult, related_name="+")  # of those around the child
    do_not_contact = models.TextField(blank=True)  # others, and why
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["child", "version"], name="one_night_card_a_version"),
        )


class CardOpeningQuerySet(models.QuerySet["CardOpening"]):
    def lasting(self, worker_id: int, moment: datetime) -> "CardOpeningQuerySet":
        """Those of a worker that have not ended yet."""
        return self.filter(worker_id=worker_id, opened_at__lte=moment, until__gt=moment)


class CardOpening(InPartnership):
    """Somebody on duty opened the card of a child with whom their team has no part, and said why."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    why = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    objects = CardOpeningQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="card_open_for_a_time", condition=Q(until__gt=F("opened_at"))
            ),
            models.CheckConstraint(name="card_opened_for_a_reason", condition=~Q(why="")),
        )
        indexes = (models.Index(fields=["worker", "until"], name="card_opening_worker"),)
