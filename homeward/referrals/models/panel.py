"""The panel: its sittings and members, the families on their agendas, and what is written down of each."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from homeward.decisions.models import Decision
from homeward.partnership.models import InPartnership, Organisation, Team, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals.models.referring import Referral
from homeward.referrals.rules import RECUSING


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "SittingQuerySet":
        """The team whose panel it is, and the members who are named."""
        return self.filter(
            Q(team_id__in=worker.team_ids) | Q(pk__in=sittings_of(worker)),
            partnership_id__in=worker.partnership_ids,
        )


def sittings_of(worker: WorkerOnDay) -> models.QuerySet["SittingMember", Any]:
    return SittingMember.objects.filter(worker_id=worker.worker_id).values("sitting_id")


class Sitting(InPartnership):
    """A panel on a day, chaired by someone, with its members of both organisations."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="sittings")
    held_on = models.DateField()
    chair = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    attendance_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    attendance_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ("held_on",)
        constraints = (
            models.UniqueConstraint(fields=["team", "held_on"], name="one_sitting_a_day"),
            models.CheckConstraint(
                name="attendance_written_by_someone",
                condition=Q(attendance_at=None, attendance_by=None)
                | Q(attendance_at__isnull=False, attendance_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Panel of {self.held_on:%-d %B %Y}"


class SittingMember(InPartnership):
    """A named member, with post and employer as they were on the day of the sitting."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="members")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    post = models.CharField(max_length=120)
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    present = models.BooleanField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["sitting", "worker"], name="member_once_in_a_sitting"),
        )


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "AgendaItemQuerySet":
        """Those who see every child of the family: members of the panel are named to them for it."""
        return self.filter(
            referral__in=Referral.objects.visible_to(worker, day),
            partnership_id__in=worker.partnership_ids,
        )

    def chaired_by(self, worker_id: int) -> "AgendaItemQuerySet":
        """Families that this worker chairs, and so signs for: `rules.chairing`, as a condition of a query."""
        chair = OuterRef("sitting__chair")
        recused = Interest.objects.filter(item=OuterRef("pk"), worker=chair, then__in=RECUSING)
        absent = SittingMember.objects.filter(
            sitting=OuterRef("sitting"), worker=chair, present=False
        )
        cannot = Q(Exists(recused) | Exists(absent))
        return self.filter((Q(sitting__chair=worker_id) & ~cannot) | (Q(deputy=worker_id) & cannot))


class AgendaItem(InPartnership):
    """One family at one sitting, with the papers as they were when it was put on the agenda."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="agenda_items")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="agenda_item")
    papers = models.JSONField()
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    alternative = models.TextField(blank=True)
    # Who chairs and signs this family in the place of a chair who cannot.
    deputy = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["sitting", "referral"], name="family_once_a_sitting"),
        )


class Interest(InPartnership):
    """What a member declared before the item, and whether they stay and vote."""

    class Then(models.TextChoices):
        NONE = "none", "No interest: votes"
        NO_VOTE = "no vote", "Stays for questions, does not vote"
        LEAVES = "leaves", "Leaves for this item"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="interests")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    interest = models.CharField(max_length=300, blank=True)
    then = models.CharField(max_length=10, choices=Then)
    declared_at = models.DateTimeField(auto_now=True)  # what was declared last
    # Who wrote down for the member, in the room, that there is none; empty where the member did.
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "worker"], name="one_interest_a_member"),
        )

    @property
    def in_words(self) -> str:
        return f"{self.interest or 'None'}. {self.get_then_display()}"


class Condition(InPartnership):
    """Something that the panel wants done, by whom and by when; and when it was, how."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conditions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    by_day = models.DateField()
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    met_how = models.TextField(blank=True)

    class Meta:
        ordering = ("by_day",)
        constraints = (
            models.CheckConstraint(
                name="condition_met_by_someone",
                condition=Q(met_at=None, met_by=None)
                | Q(met_at__isnull=False, met_by__isnull=False),
            ),
        )


class Dissent(InPartnership):
    """What a member who sees it differently says, word for word; nobody else can change it."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="dissents")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    words = models.TextField()
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["item", "worker"], name="one_dissent_a_member"),
        )


class Minute(InPartnership):
    """The record of one family at one sitting, made from what was written down and frozen by signing."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="minute")
    held = models.JSONField()
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
