"""Referrals and their screening. What stage a referral is at is derived, never stored."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.timezone import localtime

from homeward.clocks.rules import Stop
from homeward.partnership.models import InPartnership, Team, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Adult, Child
from homeward.referrals.models.standards import ScreeningStandard
from homeward.referrals.rules import NOT_TAKEN_ON, Outcome, PanelOutcome, Urgency
from homeward.sharing.models import sees_all


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
        """Those who see every child in it."""
        return self.filter(
            sees_all(worker, day, ReferralChild, "referral"),
            partnership_id__in=worker.partnership_ids,
        )

    def going_on(self) -> "ReferralQuerySet":
        """Those because of which the team that received them still works with the children: until they are
        not taken on, or the help that the area above hangs on them has ended and nothing is to follow up."""
        to_follow_up = Referral.objects.filter(
            pk=OuterRef("pk"),
            episode__follow_ups__isnull=False,
            episode__follow_ups__done_at=None,
        )
        return (
            self.exclude(screenings__outcome__in=NOT_TAKEN_ON)
            # Help that began before the panel goes on until it is closed, whatever the panel says of it.
            .exclude(
                agenda_items__decision__outcome__code=PanelOutcome.NOT_AGREED, episode__isnull=True
            )
            .exclude(~Exists(to_follow_up), episode__closed_at__isnull=False)
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
    # What was agreed when it was sent, and by when that asks for screening as the clock stands.
    standard = models.ForeignKey(ScreeningStandard, models.PROTECT, related_name="+")
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

    def stops(self) -> list[Stop]:
        """When the screening clock stood still: from each question to its answer. One query."""
        if not self.standard.asking_stops:
            return []
        asked = self.screenings.filter(outcome=Outcome.ASK_FOR_MORE).values_list("at", "reply__at")
        return [Stop(localtime(at), localtime(until) if until else None) for at, until in asked]

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
                condition=~Q(outcome__in=[Outcome.ASK_FOR_MORE, Outcome.NO_CAPACITY]),
                name="one_final_outcome_a_referral",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(outcome=Outcome.NO_CAPACITY),
                name="on_the_waiting_list_once",
            ),
        )


class Reply(InPartnership):
    """What the referring team answered when it was asked for more."""

    screening = models.OneToOneField(Screening, models.PROTECT, related_name="reply")
    words = models.TextField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
