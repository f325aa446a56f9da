"""What holds of a child from a day to another: child in need, child protection plan, who leads; and an advocate.

Being looked after is not here: it is in `care`, and shown from there. A row is never deleted. What was written down
and was never so is taken out, with the reason, and stays to be read as that.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from homeward.partnership.models import Dated, InPartnership, Worker, one_at_a_time
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.safeguarding.rules import ANSWERS, CATEGORIES, Answered, Category, Held


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class StatusQuerySet(models.QuerySet):
    def visible_to(self, worker: "WorkerOnDay", day: date) -> Self:
        """Of a child whose record this worker reads, and in it this group of data."""
        children = Child.objects.visible_to(worker, day)
        group = Child.objects.visible_to(worker, day, self.model.GROUP)
        return self.filter(child__in=children.filter(pk__in=group.values("pk")))

    def standing(self) -> Self:
        return self.filter(taken_out_at=None)

    def going_on(self) -> Self:
        return self.standing().filter(period__upper_inf=True)


class Status(InPartnership, Dated):
    GROUP: ClassVar[DataGroup]
    CALLED: ClassVar[str]

    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss")
    child_id: int
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)
    taken_out_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True)
    taken_out_because = models.TextField(blank=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-period", "-pk")
        constraints = (
            models.CheckConstraint(
                name="%(class)s_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
            ),
            models.CheckConstraint(
                name="%(class)s_taken_out_by_somebody",
                condition=Q(taken_out_at=None, taken_out_by=None, taken_out_because="")
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False)
                & ~Q(taken_out_because=""),
            ),
        )

    @property
    def held(self) -> Held:
        return Held(self.start, self.end)

    @property
    def taken_out_on(self) -> date | None:
        return localdate(self.taken_out_at) if self.taken_out_at else None


class ChildInNeed(Status):
    """Help as a child in need (Children Act 1989, section 17)."""

    GROUP = DataGroup.CORE
    CALLED = "child in need"

    why = models.TextField()  # what the child needs help with

    class Meta(Status.Meta):
        constraints = (
            *Status.Meta.constraints,
            one_at_a_time("in_need_once_at_a_time", "child", condition=Q(taken_out_at=None)),
        )


class ProtectionPlan(Status):
    """A child protection plan: it begins with the conference that made it."""

    GROUP = DataGroup.SAFETY
    CALLED = "child protection plan"

    class Meta(Status.Meta):
        constraints = (
            *Status.Meta.constraints,
            one_at_a_time("one_protection_plan_at_a_time", "child", condition=Q(taken_out_at=None)),
        )


class OfPlan(InPartnership):
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class PlanCategory(OfPlan):
    """Why there is a plan, from a day on. Several can hold together; the first stay in the record."""

    plan = models.ForeignKey(ProtectionPlan, models.PROTECT, related_name="categories")
    since = models.DateField()
    kinds = ArrayField(
        models.CharField(max_length=10, choices=[(c.value, what) for c, what in CATEGORIES.items()])
    )

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["plan", "since"], name="one_category_a_day"),
            models.CheckConstraint(name="plan_category_is_named", condition=~Q(kinds=[])),
        )

    @property
    def in_words(self) -> str:
        return in_words(self.kinds)


def in_words(kinds: list[str]) -> str:
    return " and ".join(Category(kind).label.lower() for kind in kinds)


class ReviewConference(OfPlan):
    """A conference at which the plan was looked at again."""

    plan = models.ForeignKey(ProtectionPlan, models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    what = models.TextField()  # what came of it

    class Meta:
        ordering = ("held_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["plan", "held_on"], name="one_review_a_day"),
        )


class LeadPractitioner(Status):
    """Who leads for the child, from when to when, of either organisation."""

    GROUP = DataGroup.CORE
    CALLED = "lead practitioner"

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="leads")
    because = models.TextField()

    class Meta(Status.Meta):
        constraints = (
            *Status.Meta.constraints,
            one_at_a_time("one_lead_at_a_time", "child", condition=Q(taken_out_at=None)),
        )


class AdvocacyOffer(InPartnership):
    """An advocate was offered, what the child answered, and whether one began."""

    GROUP: ClassVar[DataGroup] = DataGroup.CORE

    child = models.ForeignKey(Child, models.PROTECT, related_name="advocacy_offers")
    child_id: int
    offered_on = models.DateField()
    who = models.CharField(max_length=120)  # offered it
    provider = models.CharField(max_length=120)  # whose advocate it would be
    answer = models.CharField(
        max_length=10, choices=[(a.value, what) for a, what in ANSWERS.items()]
    )
    words = models.TextField(blank=True)  # the child's own, or why they could not be asked
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    begun_on = models.DateField(null=True)
    advocate = models.CharField(max_length=120, blank=True)
    begun_recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    begun_recorded_at = models.DateTimeField(null=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        ordering = ("-offered_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="advocate_began_whole",
                condition=Q(
                    begun_on=None, advocate="", begun_recorded_by=None, begun_recorded_at=None
                )
                | Q(
                    begun_on__isnull=False,
                    begun_recorded_by__isnull=False,
                    begun_recorded_at__isnull=False,
                )
                & ~Q(advocate=""),
            ),
        )

    @property
    def answered(self) -> Answered:
        return Answered(self.answer)
