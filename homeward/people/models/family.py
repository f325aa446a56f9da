"""How adults of a family belong to each other: parent of, and partners. Dates that are not known are empty."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from homeward.partnership.models import InPartnership, Worker
from homeward.people.models.people import Adult
from homeward.people.rules import HOW, OVER, How, Tied, TieKind


class FamilyTie(InPartnership):
    """Of a parent, `one` is the parent of `other`."""

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in TieKind])
    one = models.ForeignKey(Adult, models.PROTECT, related_name="ties_to")
    other = models.ForeignKey(Adult, models.PROTECT, related_name="ties_from")
    how = models.CharField(
        max_length=10, blank=True, choices=[(how.value, said) for how, said in HOW.items()]
    )
    over = models.CharField(
        max_length=10, blank=True, choices=[(over.value, said) for over, said in OVER.items()]
    )
    since = models.DateField(null=True)
    over_since = models.DateField(null=True)
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "one", "other"], name="one_tie_of_two_adults"),
            models.CheckConstraint(name="tie_of_two", condition=~Q(one=F("other"))),
            models.CheckConstraint(
                name="tie_of_partners_says_how",
                condition=Q(kind=TieKind.PARTNERS) & ~Q(how="")
                | Q(kind=TieKind.PARENT, how="", over="", since=None, over_since=None),
            ),
            models.CheckConstraint(
                name="tie_ends_after_it_begins",
                condition=Q(since=None) | Q(over_since=None) | Q(over_since__gte=F("since")),
            ),
        )

    def as_tied(self) -> Tied:
        return Tied(TieKind(self.kind), self.one_id, self.other_id)

    @property
    def said(self) -> str:
        """In words, for a list."""
        if self.kind == TieKind.PARENT:
            return f"{self.one} is a parent of {self.other}"
        how = HOW[How(self.how)].lower()
        since = f", since {_day(self.since)}" if self.since else ""
        over = f"; {OVER[self.over].lower()}" if self.over else ""  # type: ignore[index]
        when = f" on {_day(self.over_since)}" if self.over_since else ""
        return f"{self.one} and {self.other}: {how}{since}{over}{when}"


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
