"""What support a child was promised up to which day, and that both organisations decided that it ends sooner."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.models.proposed import Proposed
from homeward.people.models import Child
from homeward.support.models.episodes import EpisodeOfHelp
from homeward.support.rules.promises import MANAGERS


class PromiseQuerySet(models.QuerySet["Promise"]):
    def holding(self, day: date) -> "PromiseQuerySet":
        """Up to a day to come, and not ended sooner."""
        ended = EarlyEnd.objects.agreed().filter(promise=OuterRef("pk"))
        return self.filter(~Exists(ended), until__gt=day)


class Promise(InPartnership):
    """Never changed: a longer one follows it."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="promises")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    what = models.TextField()  # who comes, how often
    until = models.DateField()
    made_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ("-until", "-pk")
        constraints = (models.CheckConstraint(name="promise_says_what", condition=~Q(what="")),)


class EarlyEnd(Proposed):
    """That it ends before its day: proposed by one organisation, and decided when the other agrees."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="early_ends")
    because = models.TextField()

    called = "to end promised support sooner"
    speakers = MANAGERS

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            *Proposed.Meta.constraints,
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(taken_back_at=None),
                name="one_early_end_of_a_promise",
            ),
        )
