"""What was agreed with a family, and how it is going: versions of the plan, goals, scores, hours a week."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import Dated, InPartnership, Worker, one_at_a_time
from homeward.people.models import Child
from homeward.support.models.episodes import EpisodeOfHelp
from homeward.support.rules import Phase, Scorer, hours_in_words


class Plan(InPartnership):
    """What was agreed, in versions: the newest is in force."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    review_on = models.DateField()
    if_it_goes_wrong = models.TextField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["episode", "version"], name="one_plan_a_version"),
            models.CheckConstraint(
                name="plan_reviewed_after_it_starts",
                condition=Q(review_on__gt=models.F("starts_on")),
            ),
        )


class Goal(InPartnership):
    """A goal in the family's own words, and who does what towards it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    whose = models.CharField(max_length=120)
    words = models.CharField(max_length=300)
    steps = models.TextField(blank=True)
    # The goal of an earlier version that this one carries on in the same words; its scores are this one's.
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")

    class Meta:
        ordering = ("id",)

    @property
    def root_id(self) -> int:
        return self.first_id or self.pk


class GoalScore(InPartnership):
    """How far a goal is met, 0 to 10, in the eyes of one person on one day."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="scores")
    scorer = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Scorer])
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="goal_scores")
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    on = models.DateField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                name="score_from_0_to_10", condition=Q(score__gte=0, score__lte=10)
            ),
            models.CheckConstraint(
                name="score_of_a_child_names_the_child",
                condition=Q(scorer=Scorer.CHILD, child__isnull=False)
                | ~Q(scorer=Scorer.CHILD) & Q(child=None),
            ),
        )

    @property
    def who(self) -> str:
        if self.child:
            return self.child.first_name
        return "The family" if self.scorer == Scorer.FAMILY else "The key worker"


class Intensity(InPartnership, Dated):
    """How many hours a week a family was promised, from when to when, and why: each is a step up or down."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="intensities")
    phase = models.CharField(
        max_length=20, choices=[(one.value, one.value.capitalize()) for one in Phase]
    )
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1)
    because = models.TextField()
    decided_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("period",)
        constraints = (
            one_at_a_time("one_intensity_at_a_time", "episode"),
            models.CheckConstraint(
                name="hours_there_are_in_a_week",
                condition=Q(hours_a_week__gte=0, hours_a_week__lte=60),
            ),
        )

    @property
    def said(self) -> str:
        return hours_in_words(float(self.hours_a_week))
