"""The delegation register: who may prepare and who decides what, line by line, by date."""

from datetime import date

from django.db import models
from django.db.models import Q

from homeward.partnership.models.dated import Dated, InPartnership, one_at_a_time
from homeward.partnership.rules import FUNCTIONS, Function, OrganisationKind, Role


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def in_force(self, partnership_id: int, function: str, day: date) -> "Arrangement | None":
        """The line of the register that holds on a day; None when nobody may lawfully decide."""
        return self.filter(
            partnership_id=partnership_id, function=function, period__contains=day
        ).first()


class Arrangement(InPartnership, Dated):
    """One line of the delegation register: who may prepare and who decides, from when to when."""

    number = models.PositiveSmallIntegerField()
    function = models.CharField(max_length=30, choices=[(f, FUNCTIONS[f].what) for f in Function])
    function_code = models.PositiveSmallIntegerField(editable=False)
    performed_by_kind = models.CharField(
        max_length=10, choices=[(k, k.label) for k in OrganisationKind]
    )
    decides_role = models.CharField(max_length=40, choices=[(r, r.value) for r in Role])
    decides_kind = models.CharField(max_length=10, choices=[(k, k.label) for k in OrganisationKind])
    legal_basis = models.CharField(max_length=200)
    decided_under = models.CharField(max_length=200, default="the founding of the partnership")
    # Who supervises the charity's work under it, registered as a social worker (2008 Act, section 2).
    supervised_by = models.ForeignKey(
        "partnership.Worker", models.PROTECT, null=True, related_name="+"
    )

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        constraints = (
            one_at_a_time("one_arrangement_for_a_function", "partnership", "function_code"),
            models.CheckConstraint(
                name="council_only_functions_stay_with_the_council",
                condition=Q(decides_kind=OrganisationKind.COUNCIL)
                | ~Q(function__in=[f for f in Function if FUNCTIONS[f].council_only]),
            ),
            models.CheckConstraint(
                name="reviewing_never_arranged_to_a_charity",
                condition=Q(performed_by_kind=OrganisationKind.COUNCIL)
                | ~Q(function=Function.CHAIR_REVIEW),
            ),
        )

    def save(self, *args, **kwargs) -> None:
        self.function_code = list(Function).index(Function(self.function))
        super().save(*args, **kwargs)

    @property
    def what(self) -> str:
        return FUNCTIONS[Function(self.function)].what

    @property
    def law(self) -> str:
        return FUNCTIONS[Function(self.function)].law

    @property
    def in_words(self) -> str:
        until = f" until {self.end:%-d %B %Y}" if self.end else ""
        return f"arrangement {self.number}, in force since {self.start:%-d %B %Y}{until}"
