"""The licence under which answers of an SDQ may be entered one by one: who holds it, its number, from when to when."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import Dated, InPartnership, OfPartnership, Worker, one_at_a_time
from homeward.partnership.rules import Held


class SdqLicence(InPartnership, Dated):
    holder = models.CharField(max_length=200)
    reference = models.CharField(max_length=120)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("-period",)
        constraints = (
            one_at_a_time("one_sdq_licence_at_a_time", "partnership"),
            models.CheckConstraint(
                name="sdq_licence_is_whole", condition=~Q(holder="") & ~Q(reference="")
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def held(self) -> Held:
        return Held(self.start, self.end)
