"""Family group decision making: offers, invitations, meetings, the family's plan and what came of it; and since when
the offer is a duty."""

from datetime import date

from django.db import models
from django.db.models import Q

from homeward.family.models.groups import FamilyGroup, OfGroup
from homeward.family.models.kin import Relative
from homeward.family.rules import AGREES, CAME, COMES, SAID, Came
from homeward.partnership.models import InPartnership, OfPartnership, Worker


class DutyLine(InPartnership):
    """The day on which the duty to offer begins, as the regulations say: the line written last holds. Without a day:
    not known."""

    since = models.DateField(null=True)
    source = models.CharField(max_length=200)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("-written_at", "-id")


class Offer(InPartnership):
    """A family group meeting was offered to somebody."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="offers")
    to = models.ForeignKey(Relative, models.PROTECT, related_name="offers")
    on = models.DateField()
    who = models.CharField(max_length=120)  # offered it
    said = models.CharField(
        max_length=20, choices=[(one.value, what) for one, what in SAID.items()]
    )
    words = models.TextField(blank=True)  # their own
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")


class Invitation(InPartnership):
    """Somebody was invited to the meeting; or was not, and why. The newest holds."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="invitations")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="invitations")
    on = models.DateField(null=True)
    who = models.CharField(max_length=120, blank=True)  # invited them
    way = models.CharField(max_length=300, blank=True)  # a safe one
    comes = models.CharField(
        max_length=20, blank=True, choices=[(one.value, what) for one, what in COMES.items()]
    )
    not_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="invited_or_not_and_why",
                condition=Q(on=None, who="", way="", comes="") & ~Q(not_because="")
                | Q(on__isnull=False, not_because="") & ~Q(who="") & ~Q(way="") & ~Q(comes=""),
            ),
        )


class Meeting(InPartnership):
    """A family group meeting that was held."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="meetings")
    on = models.DateField()
    where = models.CharField(max_length=200)
    coordinator = models.CharField(max_length=120)
    independent = models.BooleanField()  # of the council's work with the family
    came = models.ManyToManyField(Relative, related_name="+")
    others = models.TextField(blank=True)
    alone = models.BooleanField()  # the family had time by themselves
    not_alone_because = models.TextField(blank=True)
    children_said = models.TextField(blank=True)
    plan_made = models.BooleanField()  # the family came to a plan of its own
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfGroup.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                name="family_alone_or_why_not",
                condition=Q(alone=True, not_alone_because="")
                | Q(alone=False) & ~Q(not_alone_because=""),
            ),
        )


class FamilyPlan(InPartnership):
    """The family's plan in their own words, in versions: the newest holds."""

    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="plans")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    otherwise = models.TextField()  # if it does not work
    review_on = models.DateField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    agrees = models.CharField(
        max_length=20, blank=True, choices=[(one.value, said) for one, said in AGREES.items()]
    )
    agrees_to = models.TextField(blank=True)
    not_because = models.TextField(blank=True)
    answered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = OfGroup.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["group", "version"], name="one_family_plan_a_version"),
            models.CheckConstraint(
                name="family_plan_answered_whole",
                condition=Q(
                    answered_at=None, answered_by=None, agrees="", agrees_to="", not_because=""
                )
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(agrees="")
                & (Q(agrees="all", not_because="") | ~Q(agrees="all") & ~Q(not_because="")),
            ),
        )

    @property
    def last_review(self) -> "PlanReview | None":
        return next(iter(self.reviews.all()), None)

    @property
    def again_on(self) -> date | None:
        """When everybody looks at it again; None once it ended, did not hold or is being changed."""
        last = self.last_review
        return self.review_on if last is None else last.next_on


class PlanStep(InPartnership):
    """Who does what, by when."""

    plan = models.ForeignKey(FamilyPlan, models.PROTECT, related_name="steps")
    who = models.CharField(max_length=120)
    what = models.CharField(max_length=300)
    by_when = models.CharField(max_length=80)

    class Meta:
        ordering = ("id",)


class PlanReview(InPartnership):
    """Everybody looked at the plan again, and this came of it."""

    plan = models.ForeignKey(FamilyPlan, models.PROTECT, related_name="reviews")
    on = models.DateField()
    who = models.CharField(max_length=300)  # was there
    how = models.TextField()
    came = models.CharField(
        max_length=20, choices=[(one.value, what) for one, what in CAME.items()]
    )
    next_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                name="plan_that_holds_is_looked_at_again",
                condition=Q(came=Came.HOLDS, next_on__gt=models.F("on"))
                | ~Q(came=Came.HOLDS) & Q(next_on=None),
            ),
        )
