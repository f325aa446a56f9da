"""Reads of the pages of files: a child's, those added to something, and what may be done with one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from homeward.access.rules import Answer
from homeward.files import rules
from homeward.files.models import (
    PAGE_OF,
    CaughtFile,
    File,
    FileChild,
    kind_of,
    table_of,
)
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import entitled


def all_files_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[File]:
    """Every form of those that this worker sees."""
    if not FileChild.objects.filter(child=child).exists():  # quick, and most children have none
        return File.objects.none()
    return File.objects.visible_to(worker, day).filter(about__child=child)


def files_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[File]:
    """Those that this worker sees, the newest first; also those that were removed, without what they held."""
    mine = all_files_of(child, worker, day).listed()
    return mine.select_related("added_by", "removed_by").prefetch_related("children")


def files_added_to(thing: Model, worker: WorkerOnDay, day: date) -> QuerySet[File]:
    mine = File.objects.visible_to(worker, day).listed().kept()
    return mine.filter(added_to=kind_of(thing), added_to_id=thing.pk).select_related("added_by")


def sees_one_of(thing: Any, worker: WorkerOnDay, day: date) -> bool:
    """A signature stays in one's own record when sight of the children is over: nothing is added then."""
    about = thing.about.values("child_id")
    return Child.objects.visible_to(worker, day).filter(pk__in=about).exists()


def caught_of(child: Child) -> QuerySet[CaughtFile]:
    return child.caught_files.select_related("sent_by")


def may_remove(worker: WorkerOnDay, file: File, day: date) -> Answer:
    with unlocked():  # all children of it, whom whoever sees the file sees
        children = list(file.children.all())
    roles = [entitled(worker, child, day).roles for child in children]
    return rules.may_remove(worker, file, roles)


@dataclass(frozen=True)
class Place:
    """What a file was added to: as its page says it, and where that is."""

    said: str
    href: str


def place_of(file: File, worker: WorkerOnDay, day: date) -> Place | None:
    """None when it was added to nothing, or to something that this worker does not see."""
    if not file.added_to:
        return None
    things = table_of(file.added_to)._default_manager
    if not things.visible_to(worker, day).filter(pk=file.added_to_id).exists():
        return None
    href = reverse(PAGE_OF[file.added_to], args=[file.added_to_id])
    return Place(file.get_added_to_display(), href)
