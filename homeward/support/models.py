"""An episode of help: one for a family, across edge of care, care and return, until it is closed."""

from datetime import date

from django.db import models
from django.db.models import Q

from homeward.decisions.models import Decision
from homeward.partnership.models import Dated, InPartnership, Team, Worker, one_at_a_time
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.referrals.rules import PanelOutcome
from homeward.support.rules import FOLLOW_UP_MONTHS, Happened, SafetyOutcome
from homeward.tasks.models import Task


class EpisodeQuerySet(models.QuerySet["EpisodeOfHelp"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "EpisodeQuerySet":
        """Seen by those who see every child in it."""
        hidden = EpisodeChild.objects.exclude(
            child__in=Child.objects.visible_to(worker, day)
        ).values("episode_id")
        return self.filter(partnership_id__in=worker.partnership_ids).exclude(pk__in=hidden)


class EpisodeOfHelp(InPartnership):
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="episode")
    team = models.ForeignKey(Team, models.PROTECT, related_name="episodes")
    started_on = models.DateField()
    started_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    closed_because = models.TextField(blank=True)
    children = models.ManyToManyField(
        Child, through="EpisodeChild", related_name="episodes_of_help"
    )

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on",)
        constraints = (
            models.CheckConstraint(
                name="closed_episode_is_whole",
                condition=Q(closed_at=None, closed_by=None, closed_on=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, closed_on__isnull=False),
            ),
        )

    def end_is_decided(self) -> bool:
        return self.safety_decisions.filter(
            decision__outcome__code=SafetyOutcome.END_SUPPORT
        ).exists()

    def reasons_to_end(self) -> list[Happened]:
        """What happened that by itself ends the reason to help: one death does not, while a sibling lives."""
        happened = set(self.happenings.values_list("kind", "child_id"))
        children = set(self.about.values_list("child_id", flat=True))
        reasons = []
        if any(kind == Happened.FAMILY_WITHDREW for kind, _ in happened):
            reasons.append(Happened.FAMILY_WITHDREW)
        if children <= {child for kind, child in happened if kind == Happened.DIED}:
            reasons.append(Happened.DIED)
        return reasons


def taken_on_by_panel(referral: Referral) -> bool:
    return referral.agenda_items.filter(
        decision__outcome__code__in=[PanelOutcome.AGREE, PanelOutcome.CONDITIONS]
    ).exists()


class EpisodeChild(InPartnership):
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["episode", "child"], name="child_once_in_an_episode"),
        )


class Allocation(InPartnership, Dated):
    """Who is the family's key worker, from when to when."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="allocations")
    allocated_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        constraints = (one_at_a_time("one_key_worker_at_a_time", "episode"),)


class AgreementToEngage(InPartnership):
    """Whether someone agrees to work with us. Not a lawful basis: help is agreed, sharing rests on law."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="agreements")
    who = models.CharField(max_length=120)
    agrees = models.BooleanField()
    words = models.TextField(blank=True)
    on = models.DateField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)


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

    class Meta:
        ordering = ("id",)


class Visit(InPartnership):
    """One visit, one write-up; each child's file gets its own part."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="visits")
    on = models.DateField()
    where = models.CharField(max_length=120)
    who_was_there = models.CharField(max_length=300)
    what_happened = models.TextField()
    what_next = models.TextField()
    unsafe_tonight = models.BooleanField(default=False)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")


class VisitChild(InPartnership):
    class Seen(models.TextChoices):
        ALONE = "alone", "Seen alone"
        NOT_ALONE = "not alone", "Seen, not alone"
        NOT_SEEN = "not seen", "Not seen"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    seen = models.CharField(max_length=10, choices=Seen)
    why_not_alone = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["visit", "child"], name="child_once_in_a_visit"),
        )


class Happening(InPartnership):
    """Something that happened to a child, recorded by whoever knows it, whatever the rules say."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="happenings")
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, null=True, related_name="happenings")
    kind = models.CharField(max_length=20, choices=[(h, h.value.capitalize()) for h in Happened])
    on = models.DateField()
    what = models.TextField()
    tasks = models.ManyToManyField(Task, related_name="happenings")
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-id")


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
