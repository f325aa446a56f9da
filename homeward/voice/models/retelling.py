"""Painful facts that were told once, and each time that somebody was asked again."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Team, Worker
from homeward.people.models import Child
from homeward.voice.models.saying import OfChildQuerySet
from homeward.voice.rules.retelling import PERMISSIONS, WHYS, Permission, Why


class AlreadyTold(InPartnership):
    child = models.ForeignKey(Child, models.PROTECT, related_name="already_told")
    about = models.CharField(max_length=120)  # what it is about, without the fact itself
    fact = models.TextField()
    teller = models.CharField(max_length=120)  # who told it, and who they are to the child
    source = models.CharField(max_length=200)  # where: to whom, at which visit, in which letter
    told_on = models.DateField()
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")  # which was told
    permission = models.CharField(
        max_length=10, choices=[(one.value, said) for one, said in PERMISSIONS.items()]
    )
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfChildQuerySet.as_manager()

    class Meta:
        ordering = ("about", "told_on", "id")

    @property
    def allowed(self) -> Permission:
        return Permission(self.permission)


class AskedAgain(InPartnership):
    told = models.ForeignKey(AlreadyTold, models.PROTECT, related_name="asked_again")
    why = models.CharField(max_length=10, choices=[(why.value, said) for why, said in WHYS.items()])
    reason = models.TextField()
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(name="asked_again_for_a_reason", condition=~Q(reason="")),
        )

    @property
    def because(self) -> Why:
        return Why(self.why)
