"""What the partnership has agreed in numbers, by date: a team's own line, or the partnership's for all teams.

A line is never edited: another one follows it from a later day, so that what held on a day can be told.
"""

from dataclasses import asdict, fields
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q

from homeward.clocks.rules import Clock
from homeward.partnership.models import Dated, InPartnership, Team, one_at_a_time
from homeward.referrals.rules import FIRST_QUORUM, FIRST_SCREENING


class AgreedQuerySet(models.QuerySet[Any]):
    def in_force(self, team: Team, day: date) -> Any:
        """The team's own line on that day, else the partnership's. Where nothing was agreed yet, a line
        that is not in the database, with what a partnership begins with."""
        lines = self.filter(
            Q(team=team) | Q(team=None), partnership_id=team.partnership_id, period__contains=day
        )
        line = lines.order_by(F("team").asc(nulls_last=True)).first()
        return line or self.beginning(team.partnership_id)

    def beginning(self, partnership_id: int) -> Any:
        """What a partnership begins with, until the first day that it has agreed something for."""
        agreed = self.filter(team=None, partnership_id=partnership_id).order_by("period").first()
        return self.model(
            partnership_id=partnership_id,
            period=DateRange(None, agreed.start if agreed else None),
            decided_under="what a partnership begins with",
            **asdict(self.model.FIRST),
        )


class Agreed(InPartnership, Dated):
    """A line of what was agreed. Without a team it holds for every team that has no line of its own.

    `FIRST` is what a partnership begins with: a plain value of the rules, of whose fields a line is made.
    """

    FIRST: ClassVar[Any]

    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    decided_under = models.CharField(max_length=200)

    objects = AgreedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def terms(self) -> Any:
        """The line as that plain value."""
        terms = type(self.FIRST)
        return terms(**{field.name: getattr(self, field.name) for field in fields(terms)})


class ScreeningStandard(Agreed):
    """In how many working days a referral is screened, and how they are counted."""

    FIRST = FIRST_SCREENING

    days = models.PositiveSmallIntegerField()
    cut_off = models.TimeField(null=True)
    asking_stops = models.BooleanField()
    answer_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("team", "period")
        constraints = (
            one_at_a_time("one_screening_standard_a_team", "team", condition=Q(team__isnull=False)),
            one_at_a_time(
                "one_screening_standard_a_partnership",
                "partnership",
                condition=Q(team__isnull=True),
            ),
        )

    @property
    def clock(self) -> Clock:
        return self.terms.clock


class PanelTerms(Agreed):
    """With whom the panel may decide."""

    FIRST = FIRST_QUORUM

    members = models.PositiveSmallIntegerField()
    of_each = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("team", "period")
        constraints = (
            one_at_a_time("one_panel_terms_a_team", "team", condition=Q(team__isnull=False)),
            one_at_a_time(
                "one_panel_terms_a_partnership", "partnership", condition=Q(team__isnull=True)
            ),
        )
