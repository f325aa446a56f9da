"""Reads of who knows what: by topic, and of one worker. Nothing is counted of a person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from homeward.partnership.models import Expertise, Membership, Registration, Topic, Worker
from homeward.partnership.queries.teams import colleagues
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.expertise import ExpertiseKind


def _of_today(worker: WorkerOnDay, today: date) -> QuerySet[Expertise]:
    """What holds today, of those who have a post today."""
    here = Membership.objects.filter(
        worker=OuterRef("worker"),
        partnership=OuterRef("partnership"),
        period__contains=today,
    )
    return Expertise.objects.visible_to(worker).filter(Exists(here), period__contains=today)


@dataclass(frozen=True)
class Kind:
    kind: ExpertiseKind
    topics: int


def kinds(worker: WorkerOnDay, today: date) -> list[Kind]:
    """Each kind, with of how many different things somebody knows something today."""
    known = _of_today(worker, today).order_by().values("topic__kind")
    counted = dict(
        known.annotate(of=Count("topic", distinct=True)).values_list("topic__kind", "of")
    )
    return [Kind(kind, counted.get(kind.value, 0)) for kind in ExpertiseKind]


def topics(kind: ExpertiseKind, worker: WorkerOnDay, today: date) -> QuerySet[Topic]:
    """Those of a kind that somebody knows today, by name."""
    known = _of_today(worker, today).filter(topic=OuterRef("pk"))
    return Topic.objects.visible_to(worker).filter(Exists(known), kind=kind).order_by("name", "pk")


def who_knows(topic: Topic, worker: WorkerOnDay, today: date) -> QuerySet[Expertise]:
    """By name: nobody stands before anybody else."""
    known = _of_today(worker, today).filter(topic=topic).select_related("worker")
    return known.order_by("worker__name", "pk")


def registered(worker: WorkerOnDay, today: date) -> QuerySet[Worker]:
    """Who is registered as a social worker, looked up by somebody else, and has a post today; by name."""
    checked = Registration.objects.visible_to(worker).checked_on_day(today)
    return colleagues(worker, today).filter(pk__in=checked.values("worker"))


def known_by(subject: Worker, worker: WorkerOnDay) -> list[Expertise]:
    """All that was entered of a worker, what holds first, by kind and name."""
    lines = Expertise.objects.visible_to(worker).filter(worker=subject).select_related("topic")
    return list(lines.order_by("topic__kind", "topic__name", "-period"))
