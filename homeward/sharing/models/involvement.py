"""Why a team works with a child, by date. Access is a query over these facts, never a copy."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from homeward.partnership.models import Dated, InPartnership, Team, Worker, one_at_a_time
from homeward.sharing.rules import Working


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def not_over(self, day: date) -> "InvolvementQuerySet":
        """Those that hold on a day or begin after it."""
        return self.filter(Q(period__contains=day) | Q(period__startswith__gt=day))

    def going_on(self, day: date) -> "InvolvementQuerySet":
        """Those that last beyond a day and as long as the work does: not for one act, nor until midnight."""
        tomorrow = day + timedelta(days=1)
        return self.filter(
            Q(period__endswith=None) | Q(period__endswith__gt=tomorrow), passing=False
        )


class Involvement(InPartnership, Dated):
    """A team works with a child, or one worker is named to the child, as on a panel: since when, and because
    of what. A worker can be named for several things at once, and each ends by itself."""

    child = models.ForeignKey("people.Child", models.PROTECT, related_name="involvements")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="involvements")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=200)
    # For one act, as signing a decision, and ends with it; any other lasts as long as the work does.
    passing = models.BooleanField(default=False)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = (
            one_at_a_time(
                "team_involved_once_at_a_time", "child", "team", condition=Q(team__isnull=False)
            ),
            models.CheckConstraint(
                name="involvement_of_a_team_or_a_worker",
                condition=Q(team=None, worker__isnull=False) | Q(team__isnull=False, worker=None),
            ),
        )
        indexes = (
            models.Index(fields=["team", "child"], name="involvement_team_child"),
            models.Index(
                fields=["worker", "child"],
                name="involvement_worker_child",
                condition=Q(worker__isnull=False),
            ),
        )

    def as_working(self) -> Working:
        return Working(self.start, self.end, self.because, self.team_id, self.worker_id)
