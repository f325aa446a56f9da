"""What families and children say of the help, by name or without, and what was answered."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from homeward.partnership.models import InPartnership, Team, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import sees_all
from homeward.support.models import EpisodeOfHelp
from homeward.voice.models.persons import OfPerson
from homeward.voice.rules.feedback import FEELINGS, Feeling


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "FeedbackQuerySet":
        """By name: seen by those who see every child it is about. Without a name: by the teams that it reached."""
        about = FeedbackChild.objects.values("feedback")
        of_children = Feedback.objects.filter(sees_all(worker, day, FeedbackChild, "feedback"))
        unnamed = Q(team__in=worker.team_ids) | Q(reached__in=worker.team_ids)
        of_teams = Feedback.objects.filter(unnamed).exclude(pk__in=about)
        return self.filter(
            Q(pk__in=of_children.values("pk")) | Q(pk__in=of_teams.values("pk")),
            partnership_id__in=worker.partnership_ids,
        )


class Feedback(OfPerson, InPartnership):
    """Who wants to give no name has none here: neither person, family nor child is kept."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")  # whose help it is about
    reached = models.ManyToManyField(Team, related_name="+")  # which teams were told at once
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, null=True, related_name="feedback")
    children = models.ManyToManyField(Child, through="FeedbackChild", related_name="+")
    of_a_child = models.BooleanField()  # whether a child says it
    feeling = models.CharField(
        max_length=10, choices=[(feeling.value, said) for feeling, said in FEELINGS.items()]
    )
    words = models.TextField(blank=True)
    on = models.DateField()
    # Null: they wrote it themselves, by their link.
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                name="feedback_by_name_or_not_at_all",
                condition=Q(child=None, adult=None, episode=None)
                | Q(child=None, adult__isnull=False, episode__isnull=False)
                | Q(child__isnull=False, adult=None, episode__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_answered_by_someone",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        )

    @property
    def who(self) -> str:
        if self.child_id or self.adult_id:
            return self.called
        return "A child, without a name" if self.of_a_child else "Somebody, without a name"

    @property
    def felt(self) -> Feeling:
        return Feeling(self.feeling)

    @property
    def answered_on(self) -> date | None:
        return localdate(self.answered_at) if self.answered_at else None


class FeedbackChild(InPartnership):
    """Whom it is about: the children of the one who says it, in this help."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["feedback", "child"], name="child_once_in_feedback"),
        )
