"""An episode of help: one for a family, across edge of care, care and return, until it is closed."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from homeward.partnership.models import Dated, InPartnership, Team, Worker, one_at_a_time
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.referrals.rules import PanelOutcome
from homeward.sharing.models import sees
from homeward.support.rules import Happened, SafetyOutcome


class EpisodeQuerySet(models.QuerySet["EpisodeOfHelp"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "EpisodeQuerySet":
        """Seen by those who see every child in it."""
        seen = Child.objects.visible_to(worker, day).values("pk")
        about = EpisodeChild.objects.filter(child__in=seen).values("episode_id")
        hidden = EpisodeChild.objects.filter(~sees(worker, day, "child"), episode=OuterRef("pk"))
        return self.filter(~Exists(hidden), pk__in=about, partnership_id__in=worker.partnership_ids)


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
    # Why the key worker changed. Empty for the first, and for what was written before it was asked.
    because = models.TextField(blank=True)

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
