"""A crisis: help is needed today, before any panel. How far it has come is derived, never stored."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals.models.referring import Referral
from homeward.referrals.rules import CrisisFacts, CrisisState, Night, TodayOutcome, crisis_state
from homeward.referrals.rules.panel import PanelOutcome


class CrisisQuerySet(models.QuerySet["Crisis"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "CrisisQuerySet":
        """Those who see the referral."""
        return self.filter(
            referral__in=Referral.objects.visible_to(worker, day),
            partnership_id__in=worker.partnership_ids,
        )


class Crisis(InPartnership):
    """What was asked for today about a referred family, what the team answered, and what was decided."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="crisis")
    told_by = models.CharField(max_length=120)  # who phoned or said it: a mother, school, police
    needed = models.TextField()
    night = models.CharField(max_length=20, choices=[(n.value, n.words) for n in Night])
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    can_go = models.BooleanField(null=True)  # None: the team has not answered
    who_goes = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    goes_at = models.TimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="crisis")
    instead = models.TextField(blank=True)
    # By when the panel looks back, as it was agreed on the day on which help began.
    look_back_by = models.DateField(null=True)

    objects = CrisisQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                name="crisis_answered_by_someone",
                condition=Q(can_go=None, answered_at=None, answered_by=None)
                | Q(can_go__isnull=False, answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="crisis_says_who_goes",
                condition=Q(can_go=True, who_goes__isnull=False, decision__isnull=False)
                | (Q(can_go=None) | Q(can_go=False))
                & Q(who_goes=None, goes_at=None, decision=None),
            ),
        )

    @property
    def outcome(self) -> TodayOutcome | None:
        signed = self.decision.outcome if self.decision else None
        return TodayOutcome(signed.code) if signed else None

    @property
    def decided_on(self) -> date | None:
        at = self.decision.signed_at if self.decision else None
        return localdate(at) if at else None

    @property
    def helped_on(self) -> date | None:
        return self.decided_on if self.outcome == TodayOutcome.TODAY else None

    def looked_back(self) -> "tuple[PanelOutcome, date] | None":
        """What the panel said when it looked back, and when. Of a referral from `whole`: no query."""
        signed = [
            (item.decision.outcome.code, localdate(item.decision.signed_at))
            for item in self.referral.agenda_items.all()
            if item.decision.outcome and item.decision.signed_at
        ]
        return (PanelOutcome(signed[-1][0]), signed[-1][1]) if signed else None

    def state(self) -> CrisisState:
        looked = self.looked_back()
        return crisis_state(CrisisFacts(self.can_go, self.outcome, looked[0] if looked else None))
