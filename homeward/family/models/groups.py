"""The children whose family is asked together, and who may read about them."""

from datetime import date
from typing import Self

from django.db import models

from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import sees_all


class FamilyGroupQuerySet(models.QuerySet["FamilyGroup"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> Self:
        """Seen by those who see every child in it."""
        return self.seen_in(worker, day, DataGroup.CORE)

    def seen_in(self, worker: WorkerOnDay, day: date, *groups: DataGroup) -> Self:
        """Those of which the worker sees all of these groups of data, of every child in it."""
        seen = self.filter(partnership_id__in=worker.partnership_ids)
        for group in groups:
            seen = seen.filter(sees_all(worker, day, GroupChild, "group", group))
        return seen


class FamilyGroup(InPartnership):
    """Children of one family, whom the same relatives could help. A child is in one."""

    children = models.ManyToManyField(Child, through="GroupChild", related_name="family_groups")
    begun_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = FamilyGroupQuerySet.as_manager()

    def in_order(self) -> list[Child]:
        """Its children, the eldest first."""
        return list(self.children.order_by("born", "pk"))


class GroupChild(InPartnership):
    group = models.ForeignKey(FamilyGroup, models.PROTECT, related_name="about")
    child = models.OneToOneField(Child, models.PROTECT, related_name="in_family_group")


class OfGroup(models.QuerySet):
    """What is about a family group: read by who reads about every child in it."""

    def visible_to(self, worker: WorkerOnDay, day: date) -> Self:
        return self.filter(group__in=FamilyGroup.objects.visible_to(worker, day))


class OfCourt(models.QuerySet):
    """What leads to court: of the legal group of data."""

    def visible_to(self, worker: WorkerOnDay, day: date) -> Self:
        seen = FamilyGroup.objects.seen_in(worker, day, DataGroup.CORE, DataGroup.LEGAL)
        return self.filter(group__in=seen)
