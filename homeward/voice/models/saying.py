"""What a child said or showed outside a visit, and the safe way to reach each person.

What a child says at a visit stands in the visit, and in a return interview there: it is read from where it stands
(`queries.saying`) and never copied. A drawing is kept as the photos of a visit are: enciphered under a key of its
own, which is wrapped under the child's.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from homeward.files.vault import Vault
from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.voice.models.persons import OfPerson, of_one_person
from homeward.voice.rules.contact import in_one_line
from homeward.voice.rules.saying import HOW, How


class OfChildQuerySet(models.QuerySet):
    def visible_to(self, worker: WorkerOnDay, day: date) -> Self:
        """Seen by those who see the child."""
        return self.filter(child__in=Child.objects.visible_to(worker, day))


DRAWINGS = Vault("photos")


class Saying(InPartnership):
    child = models.ForeignKey(Child, models.PROTECT, related_name="sayings")
    on = models.DateField()
    how = models.CharField(max_length=20, choices=[(how.value, said) for how, said in HOW.items()])
    words = models.TextField()  # the child's own; of what was seen, what it was
    to_whom = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    # Of a drawing of which there is a picture.
    name = models.CharField(max_length=40, blank=True)  # in the storage: random, and says nothing
    width = models.PositiveSmallIntegerField(null=True)
    height = models.PositiveSmallIntegerField(null=True)
    wrapped_key = models.BinaryField(default=b"")  # empty when it was taken out
    removed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_because = models.CharField(max_length=300, blank=True)

    objects = OfChildQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["name"], condition=~Q(name=""), name="one_drawing_a_name"
            ),
            models.CheckConstraint(
                name="picture_of_a_drawing_is_whole",
                condition=Q(name="", width=None, height=None)
                | ~Q(name="") & Q(how=How.DRAWING.value, width__isnull=False, height__isnull=False),
            ),
            models.CheckConstraint(
                name="saying_taken_out_for_a_reason",
                condition=Q(removed_at=None, removed_by=None, removed_because="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_because=""),
            ),
        )

    @property
    def has_picture(self) -> bool:
        return bool(self.name) and self.removed_at is None

    @property
    def removed_on(self) -> date | None:
        return localdate(self.removed_at) if self.removed_at else None


class SafeWay(OfPerson, InPartnership):
    """How, when and never how to reach one person. The newest holds; the ones before stay as they were.

    What every page shows of an adult is one line of the adult's own (`Adult.safe_contact`), written anew with each.
    """

    how = models.CharField(max_length=120)
    hours = models.CharField(max_length=80, blank=True)
    never = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-recorded_at", "-id")
        constraints = (of_one_person("safe_way_of_one_person"),)

    @property
    def line(self) -> str:
        return in_one_line(self.how, self.hours, self.never)
