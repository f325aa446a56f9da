"""Why a team works with a child, by date. Access is a query over these facts, never a copy."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from homeward.partnership.models import Dated, InPartnership, Team, one_at_a_time


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


def sees(worker: "WorkerOnDay", day: date, child: str) -> Exists:
    """Whether a worker sees the child whom a row names in this field: for rows about several children.

    Asked of one row at a time, through the child's own involvements, so that it costs the same in a large
    county: to compare with the list of all whom the worker sees, the database reads every row there is.
    """
    through = Involvement.objects.giving_sight(worker.team_ids, day)
    return Exists(through.filter(child=OuterRef(child)))


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def giving_sight(self, team_ids: frozenset[int], day: date) -> "InvolvementQuerySet":
        """Those through which members of these teams see a child on a day."""
        return self.filter(team_id__in=team_ids, period__contains=day)

    def not_over(self, day: date) -> "InvolvementQuerySet":
        """Those that hold on a day or begin after it."""
        return self.filter(Q(period__contains=day) | Q(period__startswith__gt=day))


class Involvement(InPartnership, Dated):
    """A team works with a child: since when, and because of what."""

    child = models.ForeignKey("people.Child", models.PROTECT, related_name="involvements")
    team = models.ForeignKey(Team, models.PROTECT, related_name="involvements")
    because = models.CharField(max_length=200)
    # For one act, as signing a decision, and ends with it; any other lasts as long as the work does.
    passing = models.BooleanField(default=False)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = (one_at_a_time("team_involved_once_at_a_time", "child", "team"),)
        indexes = (models.Index(fields=["team", "child"], name="involvement_team_child"),)
