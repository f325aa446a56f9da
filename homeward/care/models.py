"""Being looked after: legal status, placement and need as dated statements about a child.

The episodes of the SSDA903 are derived from these (`ssda903.episodes`), never stored. `stated_as_of` is the
day as of which the council stated a fact, so that an older return never overrides a later one.
`as_fact` gives a row as the plain value from which the library derives the episodes.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from homeward import ssda903
from homeward.partnership.models import Dated, InPartnership, one_at_a_time
from homeward.people.models import Child


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class OfChildQuerySet(models.QuerySet):
    def visible_to(self, worker: "WorkerOnDay", day: date) -> "OfChildQuerySet":
        """What is said of a child is seen by those who see the child."""
        return self.filter(child__in=Child.objects.visible_to(worker, day))


class OfChild(InPartnership):
    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss")
    stated_as_of = models.DateField(null=True)

    objects = OfChildQuerySet.as_manager()

    class Meta:
        abstract = True


class CareFact(OfChild, Dated):
    """A fact that the library knows as a plain value: the row gives it, and is made from it."""

    class Meta:
        abstract = True

    def as_fact(self) -> Any:
        raise NotImplementedError

    @classmethod
    def of_fact(cls, fact: Any, *, stated_as_of: date | None) -> Self:
        """Without its child, which the caller names."""
        period = DateRange(fact.start, fact.end)
        return cls(period=period, stated_as_of=stated_as_of, **cls._details(fact))

    @staticmethod
    def _details(fact: Any) -> dict[str, str]:
        raise NotImplementedError


class PeriodOfCare(CareFact):
    """From starting to be looked after to ceasing."""

    begins_with = models.CharField(max_length=1)
    reason_ceased = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ("period",)
        constraints = (one_at_a_time("one_period_of_care_at_a_time", "child"),)

    def as_fact(self) -> ssda903.PeriodOfCare:
        return ssda903.PeriodOfCare(self.start, self.end, self.begins_with, self.reason_ceased)

    @staticmethod
    def _details(fact: ssda903.PeriodOfCare) -> dict[str, str]:
        return {"begins_with": fact.begins_with, "reason_ceased": fact.reason_ceased}


class LegalStatus(CareFact):
    code = models.CharField(max_length=2)
    begins = models.CharField(max_length=12)

    class Meta:
        ordering = ("period",)
        constraints = (one_at_a_time("one_legal_status_at_a_time", "child"),)

    def as_fact(self) -> ssda903.LegalStatus:
        return ssda903.LegalStatus(self.code, self.start, self.end, ssda903.Begins(self.begins))

    @staticmethod
    def _details(fact: ssda903.LegalStatus) -> dict[str, str]:
        return {"code": fact.code, "begins": fact.begins}


class Placement(CareFact):
    place = models.CharField(max_length=3)
    provider = models.CharField(max_length=3, blank=True)
    urn = models.CharField(max_length=7, blank=True)
    placement_postcode = models.CharField(max_length=8, blank=True)
    home_postcode = models.CharField(max_length=8, blank=True)
    reason_changed = models.CharField(max_length=6, blank=True)
    begins = models.CharField(max_length=12)

    class Meta:
        ordering = ("period",)
        constraints = (one_at_a_time("one_placement_at_a_time", "child"),)

    def as_fact(self) -> ssda903.Placement:
        return ssda903.Placement(
            place=self.place,
            provider=self.provider,
            urn=self.urn,
            pl_post=self.placement_postcode,
            home_post=self.home_postcode,
            reason_place_change=self.reason_changed,
            start=self.start,
            end=self.end,
            begins=ssda903.Begins(self.begins),
        )

    @staticmethod
    def _details(fact: ssda903.Placement) -> dict[str, str]:
        return {
            "place": fact.place,
            "provider": fact.provider,
            "urn": fact.urn,
            "placement_postcode": fact.pl_post,
            "home_postcode": fact.home_post,
            "reason_changed": fact.reason_place_change,
            "begins": fact.begins,
        }


class Need(CareFact):
    code = models.CharField(max_length=2)

    class Meta:
        ordering = ("period",)
        constraints = (one_at_a_time("one_need_at_a_time", "child"),)

    def as_fact(self) -> ssda903.Need:
        return ssda903.Need(self.code, self.start, self.end)

    @staticmethod
    def _details(fact: ssda903.Need) -> dict[str, str]:
        return {"code": fact.code}


class CareReview(OfChild):
    """A review of a looked-after child, and how the child took part."""

    on = models.DateField()
    took_part = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(
                fields=["child", "on", "took_part"], name="one_review_a_day_and_code"
            ),
        )


class MissingEpisode(OfChild):
    """Missing, or away from placement without authorisation."""

    kind = models.CharField(
        max_length=1, choices=[("M", "Missing"), ("A", "Away without authorisation")]
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("started_on",)
        constraints = (
            models.UniqueConstraint(
                fields=["child", "kind", "started_on"], name="one_missing_episode_a_day"
            ),
        )


class Unaccompanied(OfChild):
    """An unaccompanied asylum-seeking child, until the day that status ceases."""

    ceases_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child"], name="one_unaccompanied_status"),)


class StatedDetails(OfChild):
    """What a Header row says of a child that no other fact holds: kept so that it can be stated again."""

    no_upn_because = models.CharField(max_length=3, blank=True)
    mother = models.CharField(max_length=1, blank=True)
    mothers_child_born = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child"], name="one_header_a_child"),)
