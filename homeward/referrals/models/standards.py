"""What the partnership has agreed in numbers, by date: a team's own line, or the partnership's for all teams.

A line is never edited: another one follows it from a later day, so that what held on a day can be told.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q

from homeward.clocks.rules import Clock
from homeward.partnership.models import Dated, InPartnership, Team, one_at_a_time
from homeward.referrals.rules import FIRST_QUORUM, FIRST_SCREENING, QuorumTerms, ScreeningTerms


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
        return self.model.first_line(partnership_id, agreed.start if agreed else None)


class Agreed(InPartnership, Dated):
    """A line of what was agreed. Without a team it holds for every team that has no line of its own."""

    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    decided_under = models.CharField(max_length=200)

    objects = AgreedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def first_line(cls, partnership_id: int, until: date | None) -> "Agreed":
        raise NotImplementedError  # each kind of line says what a partnership begins with


class ScreeningStandard(Agreed):
    """In how many working days a referral is screened, and how they are counted."""

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

    @classmethod
    def first_line(cls, partnership_id: int, until: date | None) -> "ScreeningStandard":
        return cls(
            partnership_id=partnership_id,
            period=DateRange(None, until),
            decided_under="what a partnership begins with",
            days=FIRST_SCREENING.days,
            cut_off=FIRST_SCREENING.cut_off,
            asking_stops=FIRST_SCREENING.asking_stops,
            answer_days=FIRST_SCREENING.answer_days,
        )

    @property
    def terms(self) -> ScreeningTerms:
        return ScreeningTerms(self.days, self.cut_off, self.asking_stops, self.answer_days)

    @property
    def clock(self) -> Clock:
        return self.terms.clock


class PanelTerms(Agreed):
    """With whom the panel may decide."""

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

    @classmethod
    def first_line(cls, partnership_id: int, until: date | None) -> "PanelTerms":
        return cls(
            partnership_id=partnership_id,
            period=DateRange(None, until),
            decided_under="what a partnership begins with",
            members=FIRST_QUORUM.members,
            of_each=FIRST_QUORUM.of_each,
        )

    @property
    def terms(self) -> QuorumTerms:
        return QuorumTerms(self.members, self.of_each)
