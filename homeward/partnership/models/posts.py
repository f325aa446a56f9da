"""To whom a worker answers: line manager, practice supervisor, case-holding manager, each by date."""

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models.dated import Dated, InPartnership, one_at_a_time
from homeward.partnership.models.people import Worker
from homeward.partnership.rules.relations import RelationKind


class Relation(InPartnership, Dated):
    """`other` is the worker's line manager, or supervisor, or answers for their work, from when to when."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in RelationKind])
    other = models.ForeignKey(Worker, models.PROTECT, related_name="answered_to_by")
    set_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            *(
                one_at_a_time(
                    f"one_{kind.name.lower()}_at_a_time",
                    "partnership",
                    "worker",
                    condition=Q(kind=kind.value),
                )
                for kind in RelationKind
            ),
            models.CheckConstraint(
                name="nobody_answers_to_themselves", condition=~Q(worker=F("other"))
            ),
        )

    @property
    def label(self) -> str:
        return RelationKind(self.kind).label
