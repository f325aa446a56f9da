"""A child's return plan, its decisions, what it rests on, and how safe the return was judged to be.

One plan belongs to one child: brothers and sisters have each their own. It hangs on the family's episode of help,
which spans the edge of care, care, the return and what comes after. Where it stands is derived (`rules.stages`).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.partnership.models import (
    Dated,
    InPartnership,
    OfPartnership,
    Worker,
    one_at_a_time,
)
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.reunification.rules import Kind, Level, Question
from homeward.support.models import EpisodeOfHelp


def both_or_neither(name: str, at: str, by: str, *words: str) -> models.CheckConstraint:
    """Who and when, and what they said: all of it or nothing."""
    said = Q(**{at: None, by: None}, **dict.fromkeys(words, ""))
    whole = Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    for word in words:
        whole &= ~Q(**{word: ""})
    return models.CheckConstraint(name=name, condition=said | whole)


class OfChildQuerySet(models.QuerySet):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "OfChildQuerySet":
        """By who sees the child."""
        return self.filter(child__in=Child.objects.visible_to(worker, day))


class OfPlanQuerySet(models.QuerySet):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "OfPlanQuerySet":
        return self.filter(plan__child__in=Child.objects.visible_to(worker, day))


class ReturnPlan(InPartnership):
    child = models.ForeignKey(Child, models.PROTECT, related_name="return_plans")
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="return_plans")
    # The plan before this one, in the same episode: what was tried before.
    after = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    home_to = models.CharField(max_length=200)  # with whom, and where
    why = models.TextField()
    begun_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    objects = OfChildQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_at=None), name="one_return_plan_at_a_time"
            ),
            both_or_neither(
                "return_plan_ended_by_someone", "ended_at", "ended_by", "ended_because"
            ),
        )

    @property
    def begun_on(self) -> date:
        return localdate(self.begun_at)

    @property
    def ended_on(self) -> date | None:
        return localdate(self.ended_at) if self.ended_at else None


class OfPlan(InPartnership):
    objects = OfPlanQuerySet.as_manager()

    class Meta:
        abstract = True


class ReturnDecision(OfPlan):
    """Which of the three questions a formal decision answers. It may be asked again."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="decisions")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="going_home")
    question = models.PositiveSmallIntegerField(choices=[(q.value, q.name) for q in Question])

    class Meta:
        ordering = ("pk",)


class Assessment(OfPlan):
    """Of going home, in four short answers; a later one follows it, and nothing is overwritten."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="assessments")
    words = models.TextField(blank=True)  # the child's own
    parents_say = models.TextField()
    history_tells = models.TextField()  # what earlier returns and the chronology teach
    changed_since = models.TextField()  # since the child came into care
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)


class Factor(OfPlan):
    """What could harm, what protects, what shows that parents can change: each with how it is known."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.heading) for kind in Kind])
    what = models.CharField(max_length=300)
    evidence = models.TextField()
    source = models.CharField(max_length=120)  # who says so
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    # No longer so, and how that is known.
    over_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    over_at = models.DateTimeField(null=True)
    over_because = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            both_or_neither("factor_over_by_someone", "over_at", "over_by", "over_because"),
        )


class Classification(OfPlan):
    """How safe the return is judged to be, by whom and why, and what it rested on; signed off by the council."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="classes")
    level = models.CharField(max_length=10, choices=[(level.value, level.name) for level in Level])
    reasons = models.TextField()
    # How many of each there were, and what was pointed at: as it stood when it was judged.
    risks = models.PositiveSmallIntegerField()
    protects = models.PositiveSmallIntegerField()
    changes = models.PositiveSmallIntegerField()
    pointed = models.CharField(max_length=300, blank=True)
    judged_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(auto_now_add=True)
    signed_off_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True)
    signed_off_under = models.CharField(max_length=500, blank=True)  # by which authority

    class Meta:
        ordering = ("pk",)
        constraints = (
            both_or_neither(
                "class_signed_off_by_someone",
                "signed_off_at",
                "signed_off_by",
                "signed_off_under",
            ),
            models.CheckConstraint(
                name="class_signed_off_by_another",
                condition=~Q(signed_off_by=models.F("judged_by")),
            ),
        )


class Override(OfPlan):
    """A named officer of the council lets a return be decided in spite of one class. Another class needs another."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="overrides")
    classification = models.OneToOneField(Classification, models.PROTECT, related_name="override")
    reasons = models.TextField()
    authority = models.CharField(max_length=500)
    signed_name = models.CharField(max_length=120)
    signed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="override_has_its_reason", condition=~Q(reasons="") & ~Q(signed_name="")
            ),
        )


class ClassWords(InPartnership, Dated):
    """What a partnership calls the four classes, from a day on. Never edited: another line follows."""

    severe = models.CharField(max_length=40)
    high = models.CharField(max_length=40)
    medium = models.CharField(max_length=40)
    low = models.CharField(max_length=40)
    decided_under = models.CharField(max_length=200)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("period",)
        constraints = (
            one_at_a_time("one_set_of_class_words", "partnership"),
            models.CheckConstraint(
                name="class_words_are_whole",
                condition=~Q(severe="") & ~Q(high="") & ~Q(medium="") & ~Q(low=""),
            ),
        )

    @property
    def words(self) -> dict[Level, str]:
        return {level: getattr(self, level.value) for level in Level}
