"""A professional disagreement: what is seen differently, the levels it reached, each side, and how it ended.

Where it stands is derived: the highest level that it reached is where it is, until there is a settlement.
"""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate, now

from homeward.decisions.models import Decision
from homeward.disagreements.rules import THEMES, Answered, Level, Standing, Theme
from homeward.partnership.models import InPartnership, Team, Worker
from homeward.partnership.rules import OrganisationKind, WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import sees_all


KINDS = [(kind.value, kind.label) for kind in OrganisationKind]


class DisagreementQuerySet(models.QuerySet["Disagreement"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "DisagreementQuerySet":
        """By those who see every child that it is about; there is no other way to it."""
        return self.filter(
            sees_all(worker, day, DisagreementChild, "disagreement"),
            partnership_id__in=worker.partnership_ids,
        )

    def open(self) -> "DisagreementQuerySet":
        return self.filter(settlement=None)

    def at_level(self) -> "DisagreementQuerySet":
        """Each with the level where it is: `now_level`, `now_due` and `now_answer`."""
        latest = LevelReached.objects.filter(disagreement=OuterRef("pk")).order_by("-level")
        return self.annotate(
            now_level=Subquery(latest.values("level")[:1]),
            now_due=Subquery(latest.values("due")[:1]),
            now_answer=Subquery(latest.values("answer")[:1]),
        )


class Disagreement(InPartnership):
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="disagreements")
    theme = models.CharField(max_length=10, choices=[(theme, THEMES[theme]) for theme in Theme])
    view = models.TextField()
    evidence = models.TextField()
    wanted = models.TextField()
    meanwhile = models.TextField()  # what keeps the child safe until it is settled
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    with_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    # The organisations concerned, as on the day: the employer of who raised it, and whose view is questioned.
    from_kind = models.CharField(max_length=10, choices=KINDS)
    with_kind = models.CharField(max_length=10, choices=KINDS)
    raised_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=now, editable=False)
    children = models.ManyToManyField(
        Child, through="DisagreementChild", related_name="disagreements"
    )

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        ordering = ("-raised_at",)
        constraints = (
            models.CheckConstraint(
                name="disagreement_is_whole",
                condition=~Q(view="") & ~Q(evidence="") & ~Q(wanted="") & ~Q(meanwhile=""),
            ),
        )
        indexes = (models.Index(fields=["partnership", "raised_at"], name="disagreement_raised"),)

    def __str__(self) -> str:
        return self.about_what

    @property
    def about_what(self) -> str:
        return Theme(self.theme).label

    @property
    def concerned(self) -> frozenset[OrganisationKind]:
        return frozenset({OrganisationKind(self.from_kind), OrganisationKind(self.with_kind)})

    @property
    def ended(self) -> "Settlement | None":
        return getattr(self, "settlement", None)

    def child_ids(self) -> list[int]:
        return list(self.about.values_list("child_id", flat=True))

    def standing(self) -> Standing:
        """From its levels and its settlement, which a list has fetched already."""
        reached = max(self.levels.all(), key=lambda level: level.level)
        return Standing(
            level=Level(reached.level),
            due=reached.due,
            answer=Answered(reached.answer) if reached.answer else None,
            answered_by=str(reached.answered_by or ""),
            ended=self.ended.in_words if self.ended else "",
        )


class DisagreementChild(InPartnership):
    disagreement = models.ForeignKey(Disagreement, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["disagreement", "child"], name="child_once_in_a_disagreement"
            ),
        )


class LevelReached(InPartnership):
    """A level that it was raised to, or that was passed over at once because nobody there could answer."""

    disagreement = models.ForeignKey(Disagreement, models.PROTECT, related_name="levels")
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.who) for level in Level])
    reached_at = models.DateTimeField(default=now, editable=False)
    because = models.TextField(blank=True)  # why the answer before was not enough
    due = models.DateField(null=True)
    passed_because = models.CharField(max_length=200, blank=True)
    answer = models.CharField(
        max_length=20, blank=True, choices=[(a.value, a.value.capitalize()) for a in Answered]
    )
    words = models.TextField(blank=True)
    answered_for = models.CharField(max_length=10, blank=True, choices=KINDS)
    answered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("disagreement", "level")
        constraints = (
            models.UniqueConstraint(fields=["disagreement", "level"], name="level_reached_once"),
            models.CheckConstraint(
                name="level_answered_by_someone",
                condition=Q(answered_at=None, answered_by=None, answer="", words="")
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="")
                & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="level_passed_over_is_not_answered",
                condition=Q(passed_because="") | Q(due=None, answered_at=None),
            ),
        )

    @property
    def who(self) -> str:
        return Level(self.level).who


class Side(InPartnership):
    """What somebody of one organisation says about it, so that each is heard."""

    disagreement = models.ForeignKey(Disagreement, models.PROTECT, related_name="sides")
    kind = models.CharField(max_length=10, choices=KINDS)
    words = models.TextField()
    said_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)


class Settlement(InPartnership):
    """How it ended: what was agreed, the last level's answer, or withdrawn by who raised it, and why."""

    disagreement = models.OneToOneField(Disagreement, models.PROTECT, related_name="settlement")
    withdrawn = models.BooleanField(default=False)
    words = models.TextField()
    ended_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (models.CheckConstraint(name="settlement_has_words", condition=~Q(words="")),)

    @property
    def in_words(self) -> str:
        """For "it ...": was settled by somebody on a day."""
        how = "was withdrawn" if self.withdrawn else "was settled"
        return f"{how} by {self.ended_by} on {localdate(self.ended_at):%-d %B %Y}"
