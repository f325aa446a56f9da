"""On the way home: what must change and how near it is, the family's agreement, the steps home, the crisis plan."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from homeward.partnership.models import Worker
from homeward.reunification.models.plans import OfPlan, ReturnPlan, both_or_neither
from homeward.reunification.rules import Light, StepKind, Went


class MustChange(OfPlan):
    """One thing that must change, in the parents' own words."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="goals")
    whose = models.CharField(max_length=120)  # said it
    words = models.TextField()
    steps = models.TextField()  # what they do, one after the other
    support = models.TextField(blank=True)  # who helps them, with what
    by_day = models.DateField()
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    dropped_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            both_or_neither(
                "goal_dropped_by_someone", "dropped_at", "dropped_by", "dropped_because"
            ),
        )


class LightShown(OfPlan):
    """How near it was on a day, and why."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="lights")
    goal = models.ForeignKey(MustChange, models.PROTECT, related_name="lights")
    light = models.CharField(max_length=5, choices=[(light.value, light.says) for light in Light])
    on = models.DateField()
    because = models.TextField()
    shown_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    shown_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    @property
    def means(self) -> Light:
        return Light(self.light)


class FamilyAgreement(OfPlan):
    """What was agreed, word for word as it was printed: what changes later is in a later one."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    terms = (
        models.JSONField()
    )  # what must change, as it stood: whose, words, steps, support, by when
    we_do = models.TextField()  # what both organisations do
    if_not = models.TextField()  # what happens if it does not go well
    review_on = models.DateField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "version"], name="one_version_of_a_family_agreement"
            ),
        )


class AgreementSigned(OfPlan):
    """Somebody of the family signed it, or said that they do not. Each is what happened, and stays."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="signatures")
    agreement = models.ForeignKey(FamilyAgreement, models.PROTECT, related_name="signatures")
    who = models.CharField(max_length=120)
    signs = models.BooleanField()
    words = models.TextField(blank=True)  # their own
    on = models.DateField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")


class StepHome(OfPlan):
    """One step: planned, or not; and what happened."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.label) for kind in StepKind])
    day = models.DateField()  # for which it was planned, or on which it happened without
    was_planned = models.BooleanField(default=True)
    planned = models.TextField(blank=True)  # who, where, how long
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    happened_on = models.DateField(null=True)
    went = models.CharField(
        max_length=20, blank=True, choices=[(went.value, went.label) for went in Went]
    )
    what_happened = models.TextField(blank=True)
    words = models.TextField(blank=True)  # the child's own
    told_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = (Coalesce("happened_on", "day"), "pk")
        constraints = (
            both_or_neither("step_told_by_someone", "told_at", "told_by", "went", "what_happened"),
            models.CheckConstraint(
                name="step_planned_or_told",
                condition=Q(was_planned=True) | Q(told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="step_told_has_its_day",
                condition=Q(told_at=None, happened_on=None)
                | Q(told_at__isnull=False, happened_on__isnull=False),
            ),
        )

    @property
    def means(self) -> StepKind:
        return StepKind(self.kind)


class CrisisPlan(OfPlan):
    """What to do on a bad night, before anybody has to decide at night. The last one holds."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="crisis_plans")
    signs = models.TextField()  # how one sees that it goes wrong
    first = models.TextField()  # what the family does, and whom they phone, day and night
    can_have = models.TextField()  # who can have the child tonight
    never = models.TextField(blank=True)  # what must not be done, whom not to phone
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
