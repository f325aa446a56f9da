"""Who is in the family, what each could do, how that was judged, and what help each had.

A person is entered once, as an adult around the children (`people`): their name, their number and the safe way to
reach them stand there. Their address stands here, and is shown on their own page alone.
"""

from hashlib import sha256

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from homeward.family.models.groups import FamilyGroup, OfGroup
from homeward.family.rules import COULD, VIABLE, Could, Reach
from homeward.partnership.models import InPartnership, Worker
from homeward.people.models import Adult


class Relative(InPartnership):
    """Somebody of the family, or a friend who is like one."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="relatives")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="+")
    address = models.TextField(blank=True)
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = OfGroup.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["group", "adult"], name="relative_once_in_a_family"),
        )

    def __str__(self) -> str:
        return self.adult.name

    @property
    def reached_as(self) -> str:
        """How it is written now, for who changes it: told by a digest, since it is sent with the form."""
        held = "\n".join((self.adult.phone, self.adult.safe_contact, self.address))
        return sha256(held.encode()).hexdigest()[:16]

    @property
    def reach(self) -> Reach:
        return Reach(self.adult.name, self.address, self.adult.phone, self.adult.safe_contact)


class Ability(InPartnership):
    """What they could do for the children, as they said it on a day: the newest holds."""

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="abilities")
    could = ArrayField(
        models.CharField(max_length=20, choices=[(one.value, said) for one, said in COULD.items()])
    )
    words = models.TextField(blank=True)  # their own
    on = models.DateField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")
        constraints = (models.CheckConstraint(name="ability_is_something", condition=~Q(could=[])),)

    @property
    def labels(self) -> list[str]:
        return [COULD[Could(code)] for code in self.could]


class Viability(InPartnership):
    """Whether what somebody could do would work, and that they were told why."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="viabilities")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="viabilities")
    on = models.DateField()
    what_for = models.CharField(
        max_length=20, choices=[(one.value, said) for one, said in COULD.items()]
    )
    outcome = models.CharField(
        max_length=20, choices=[(one.value, said) for one, said in VIABLE.items()]
    )
    reasons = models.TextField()
    assessed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(auto_now_add=True)
    told_on = models.DateField(null=True)
    told_how = models.TextField(blank=True)  # by whom and how, and what they said
    told_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)

    objects = OfGroup.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                name="viability_told_by_someone",
                condition=Q(told_at=None, told_by=None, told_on=None, told_how="")
                | Q(told_at__isnull=False, told_by__isnull=False, told_on__isnull=False)
                & ~Q(told_how=""),
            ),
            models.CheckConstraint(name="viability_has_reasons", condition=~Q(reasons="")),
        )


class HelpGiven(InPartnership):
    """What was given to somebody so that they can do it: money, a bed, a visit, advice."""

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="helped")
    on = models.DateField()
    what = models.TextField()
    who = models.CharField(max_length=120)  # gave it
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")
