"""Referrals, their screening, and the panel. What stage a referral is at is derived, never stored."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from homeward.decisions.models import Decision
from homeward.partnership.models import InPartnership, Team, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Adult, Child
from homeward.referrals.rules import Outcome, Urgency


class ReferralDraftQuerySet(models.QuerySet["ReferralDraft"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "ReferralDraftQuerySet":
        """Its writer's alone."""
        return self.filter(worker_id=worker.worker_id, partnership_id__in=worker.partnership_ids)


class ReferralDraft(InPartnership):
    """A referral being written: self-contained, its writer's alone, nothing of it in any record yet.
    Goes when it is sent, or after 90 days without a change."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    # section name -> what the section's form holds; children and adults are lists
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects = ReferralDraftQuerySet.as_manager()


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "ReferralQuerySet":
        """The team that sent it, the team that received it, and those who see every child in it."""
        hidden = ReferralChild.objects.exclude(
            child__in=Child.objects.visible_to(worker, day)
        ).values("referral_id")
        return self.filter(
            Q(to_team_id__in=worker.team_ids)
            | Q(from_team_id__in=worker.team_ids)
            | ~Q(pk__in=hidden),
            partnership_id__in=worker.partnership_ids,
        )

    def with_latest(self) -> "ReferralQuerySet":
        latest = Screening.objects.filter(referral=OuterRef("pk")).order_by("-id")
        return self.annotate(latest_outcome=Subquery(latest.values("outcome")[:1]))


class Referral(InPartnership):
    reference = models.CharField(max_length=6)
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="referrals_made")
    to_team = models.ForeignKey(Team, models.PROTECT, related_name="referrals_received")
    referred_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    screen_by = models.DateField()
    reasons = ArrayField(models.CharField(max_length=60))
    why_now = models.TextField()
    tried = models.TextField()
    going_well = models.TextField(blank=True)
    family_says = models.TextField()
    urgency = models.CharField(max_length=20, choices=[(u, u.value) for u in Urgency])
    danger = models.TextField(blank=True)
    # The number of the draft it was written in. The draft is gone; its address still leads its writer here.
    draft_number = models.BigIntegerField(null=True, unique=True, editable=False)
    children = models.ManyToManyField(Child, through="ReferralChild", related_name="referrals")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "reference"], name="one_referral_a_reference"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference[:2]} {self.reference[2:]}"

    def outcome_now(self) -> str | None:
        """The latest outcome of screening, or None when it was not screened. One query."""
        return self.screenings.values_list("outcome", flat=True).last()

    def question_open(self) -> "Screening | None":
        """What was asked last and is not answered yet. One query."""
        last = self.screenings.select_related("by", "reply").last()
        asked = last is not None and last.outcome == Outcome.ASK_FOR_MORE
        return last if asked and not hasattr(last, "reply") else None

    def panel_decided(self) -> str | None:
        """What the panel last decided, or None when it has not. One query."""
        decided = self.agenda_items.filter(decision__signed_at__isnull=False)
        return decided.values_list("decision__outcome__code", flat=True).last()

    def child_ids(self) -> list[int]:
        return list(self.about.values_list("child_id", flat=True))


class ReferralChild(InPartnership):
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    says = models.TextField(blank=True)
    not_asked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["referral", "child"], name="child_once_in_a_referral"),
        )


class ReferralAdult(InPartnership):
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="adults")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    parental_responsibility = models.BooleanField(null=True)


class Screening(InPartnership):
    """One outcome of screening. A referral may be asked for more several times, then ends in one other."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="screenings")
    outcome = models.CharField(max_length=30, choices=[(o, o.value) for o in Outcome])
    reasons = models.TextField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    redirected_to = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="too_risky_has_a_council_officer",
                condition=~Q(outcome=Outcome.TOO_RISKY) | Q(taken_back_by__isnull=False),
            ),
            models.CheckConstraint(
                name="redirected_says_where",
                condition=~Q(outcome=Outcome.REDIRECTED) | ~Q(redirected_to=""),
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=~Q(outcome=Outcome.ASK_FOR_MORE),
                name="one_final_outcome_a_referral",
            ),
        )


class Reply(InPartnership):
    """What the referring team answered when it was asked for more."""

    screening = models.OneToOneField(Screening, models.PROTECT, related_name="reply")
    words = models.TextField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "SittingQuerySet":
        """The team whose panel it is."""
        return self.filter(team_id__in=worker.team_ids, partnership_id__in=worker.partnership_ids)


class Sitting(InPartnership):
    """A panel on a day, chaired by someone."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="sittings")
    held_on = models.DateField()
    chair = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ("held_on",)
        constraints = (
            models.UniqueConstraint(fields=["team", "held_on"], name="one_sitting_a_day"),
        )

    def __str__(self) -> str:
        return f"Panel of {self.held_on:%-d %B %Y}"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "AgendaItemQuerySet":
        """Those who see the referral, and the team whose panel it is."""
        referrals = Referral.objects.visible_to(worker, day)
        return self.filter(
            Q(referral__in=referrals) | Q(sitting__team_id__in=worker.team_ids),
            partnership_id__in=worker.partnership_ids,
        )


class AgendaItem(InPartnership):
    """One family at one sitting, with the papers as they were when it was put on the agenda."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="agenda_items")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="agenda_item")
    papers = models.JSONField()
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    alternative = models.TextField(blank=True)

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
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "worker"], name="one_interest_a_member"),
        )


class Condition(InPartnership):
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conditions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    by_day = models.DateField()

    class Meta:
        ordering = ("by_day",)
