"""What happened to a child, what was decided formally, and how the child is after support ended."""

from datetime import date, datetime, time

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, make_aware

from homeward.decisions.models import Decision
from homeward.partnership.models import InPartnership, Worker
from homeward.people.models import Child
from homeward.support.models.episodes import EpisodeOfHelp
from homeward.support.rules import FOLLOW_UP_MONTHS, Happened
from homeward.tasks.models import Task


class Happening(InPartnership):
    """Something that happened to a child, recorded by whoever knows it, whatever the rules say."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="happenings")
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, null=True, related_name="happenings")
    kind = models.CharField(max_length=40, choices=[(h, h.value.capitalize()) for h in Happened])
    on = models.DateField()
    at = models.TimeField(null=True)  # here; None where nobody knows
    what = models.TextField()
    # The entry of the first of several children who went through one event; empty in that entry itself.
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    first_id: int | None
    tasks = models.ManyToManyField(Task, related_name="happenings")
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")
        # Who is missing is asked of a whole county on every day.
        indexes = (models.Index(fields=["kind", "child", "on"], name="happening_of_kind"),)

    @property
    def moment(self) -> datetime:
        """When time limits begin to run: without a time, with the day."""
        return make_aware(datetime.combine(self.on, self.at or time()))

    @property
    def root_id(self) -> int:
        return self.first_id or self.pk


def died(child_id: int) -> bool:
    """Whether it is written down that the child died."""
    return Happening.objects.filter(child_id=child_id, kind=Happened.DIED).exists()


class SafetyDecision(InPartnership):
    """A formal decision taken within an episode of help."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="safety_decisions")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="safety")


class FollowUp(InPartnership):
    """How a child is, some months after support ended."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="follow_ups")
    child = models.ForeignKey(Child, models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    living = models.CharField(max_length=200, blank=True)
    in_care = models.BooleanField(null=True)
    # What the child answered to "Do you feel safe where you live?"; None when not asked.
    feels_safe = models.BooleanField(null=True)
    how_it_is = models.TextField(blank=True)

    class Meta:
        ordering = ("due", "child_id")
        constraints = (
            models.UniqueConstraint(
                fields=["episode", "child", "months"], name="one_follow_up_a_month"
            ),
            models.CheckConstraint(
                name="follow_up_months", condition=Q(months__in=FOLLOW_UP_MONTHS)
            ),
            models.CheckConstraint(
                name="follow_up_done_by_someone",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        )

    @property
    def done_on(self) -> date | None:
        """The day here, which after midnight in summer is not the day in the database."""
        return localdate(self.done_at) if self.done_at else None
