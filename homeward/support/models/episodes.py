"""An episode of help: one for a family, across edge of care, care and return, until it is closed."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from homeward.locks import unlocked
from homeward.partnership.models import (
    Dated,
    InPartnership,
    Membership,
    Team,
    Worker,
    one_at_a_time,
)
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.referrals.rules import TAKEN_ON
from homeward.sharing.models import sees_all
from homeward.support.rules import ASKS_AGAIN, Ending, Happened, SafetyOutcome, Turn, Turned, ending


class EpisodeQuerySet(models.QuerySet["EpisodeOfHelp"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "EpisodeQuerySet":
        """Seen by those who see every child in it."""
        return self.filter(
            sees_all(worker, day, EpisodeChild, "episode"),
            partnership_id__in=worker.partnership_ids,
        )


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

    @unlocked()
    def ending(self) -> Ending:
        """Whether something ends the help as things stand now, whoever asks. Six queries."""
        died = self.children.filter(happenings__kind=Happened.DIED).values_list("pk", flat=True)
        return ending(
            [*self._decided(), *self._happened(), *self._agreed()],
            children=self.about.values_list("child_id", flat=True),
            died=died,
        )

    @unlocked()
    def promised(self, day: date) -> list[date]:
        """The days up to which support is promised still, whoever asks."""
        return list(self.promises.holding(day).values_list("until", flat=True))

    def _decided(self) -> list[Turned]:
        signed = self.safety_decisions.filter(decision__outcome__isnull=False)
        return [
            Turned(
                localdate(at),
                at,
                Turn.END_DECIDED if code == SafetyOutcome.END_SUPPORT else Turn.GOES_ON,
                f"“{what}” was decided",
            )
            for at, code, what in signed.values_list(
                "decision__signed_at", "decision__outcome__code", "decision__outcome__what"
            )
            if at is not None
        ]

    def _happened(self) -> list[Turned]:
        kinds = [Happened.FAMILY_WITHDREW, *ASKS_AGAIN]
        return [
            Turned(
                on,
                at,
                Turn.WITHDREW if kind == Happened.FAMILY_WITHDREW else Turn.GOES_ON,
                kind,
            )
            for kind, on, at in self.happenings.filter(kind__in=kinds).values_list(
                "kind", "on", "recorded_at"
            )
        ]

    def _agreed(self) -> list[Turned]:
        """Whoever agrees to work with us, or makes a plan with us, goes on."""
        agreed = self.agreements.filter(agrees=True).values_list("who", "on", "recorded_at")
        plans = self.plans.values_list("version", "written_at")
        return [
            *(Turned(on, at, Turn.GOES_ON, f"{who} agreed to go on") for who, on, at in agreed),
            *(
                Turned(
                    localdate(at), at, Turn.GOES_ON, f"version {version} of the plan was written"
                )
                for version, at in plans
            ),
        ]


def taken_on_by_panel(referral: Referral) -> bool:
    return referral.agenda_items.filter(decision__outcome__code__in=TAKEN_ON).exists()


class EpisodeChild(InPartnership):
    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["episode", "child"], name="child_once_in_an_episode"),
        )


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def held_on(self, day: date) -> "AllocationQuerySet":
        """Those of whom the family has a key worker on a day: not of who has left the team since."""
        at_work = Membership.objects.filter(
            worker=OuterRef("worker"),
            team=OuterRef("episode__team"),
            period__contains=day,
            worker__is_active=True,
        )
        return self.filter(Exists(at_work), period__contains=day)


class Allocation(InPartnership, Dated):
    """Who is the family's key worker, from when to when."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="allocations")
    allocated_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    # Why the key worker changed. Empty for the first, and for what was written before it was asked.
    because = models.TextField(blank=True)

    objects = AllocationQuerySet.as_manager()

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
