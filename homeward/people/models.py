"""Children, the adults around them, and how they belong together. A person is entered once."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from homeward.clocks.rules import age_on
from homeward.partnership.models import Dated, InPartnership
from homeward.people.rules import folded
from homeward.sharing.models import Involvement


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, worker: "WorkerOnDay", day: date) -> "ChildQuerySet":
        """The children a team of the worker's works with on that day. `sharing.rules.may_see_child` says
        the same for one child; a test holds the two together."""
        seen = Involvement.objects.giving_sight(worker.team_ids, day).values("child_id")
        return self.filter(pk__in=seen, partnership_id__in=worker.partnership_ids)


class Child(InPartnership):
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)
    born = models.DateField()
    sex = models.CharField(
        max_length=1, choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")], default="U"
    )
    pronouns = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    folded_name = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ("family_name", "born", "id")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = folded(f"{self.given_name} {self.family_name}")
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded_name"}
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:
        return self.preferred_name or self.given_name or "This child"

    @property
    def name(self) -> str:
        """The name the child goes by. A child known only from a return has a number, not a name."""
        return (
            f"{self.preferred_name or self.given_name} {self.family_name}".strip()
            or "Name not given"
        )

    def age_on(self, day: date) -> int:
        return age_on(day, self.born)


class Adult(InPartnership):
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    safe_contact = models.CharField(max_length=300, blank=True)
    interpreter = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name


class Relationship(InPartnership, Dated):
    """How an adult belongs to a child, and whether they have parental responsibility."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="relationships")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=60)
    parental_responsibility = models.BooleanField(null=True)
    at_home = models.BooleanField(null=True)


class Identifier(InPartnership):
    """The number by which another system knows a child."""

    class System(models.TextChoices):
        SSDA903 = "ssda903", "SSDA903 child identifier"
        UPN = "upn", "Unique pupil number"

    child = models.ForeignKey(Child, models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=20, choices=System)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "system", "value"], name="one_child_an_identifier"
            ),
        )
