"""After coming home: the checks, and looking back when a child is back in care."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import Worker
from homeward.reunification.models.plans import OfPlan, ReturnPlan
from homeward.reunification.rules import CHECKS


class ReturnCheck(OfPlan):
    """How the child is, some months after coming home on that day."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="checks")
    home_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    on = models.DateField()
    living = models.CharField(max_length=200)
    # What the child answered to "Do you feel safe where you live?"; None when not asked.
    feels_safe = models.BooleanField(null=True)
    words = models.TextField(blank=True)  # the child's own
    how_it_is = models.TextField()
    worries = models.TextField(blank=True)
    checked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("home_on", "months")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "home_on", "months"], name="one_check_a_month_of_a_return"
            ),
            models.CheckConstraint(name="check_months", condition=Q(months__in=CHECKS)),
            models.CheckConstraint(
                name="checked_after_coming_home", condition=Q(on__gte=models.F("home_on"))
            ),
        )


class LookBack(OfPlan):
    """What was learned when a child came back into care. It asks nowhere who was to blame."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="looks_back")
    home_on = models.DateField()
    back_on = models.DateField()
    words = models.TextField(blank=True)  # the child's own
    family_says = models.TextField()
    what_helped = models.TextField()
    what_was_hard = models.TextField()
    next_time = models.TextField()  # what both organisations would do another way
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-back_on",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "home_on"], name="looked_back_once"),
            models.CheckConstraint(
                name="back_after_home", condition=Q(back_on__gte=models.F("home_on"))
            ),
        )
