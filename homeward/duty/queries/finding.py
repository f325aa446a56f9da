"""Which children are open, who is on duty, and finding the child somebody phones about.

A child is open while a team works with them. Duty works with none of them beforehand, so all of this is read while
unlocked, after the rule has said that the worker is on duty: the second lock would show no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate, now

from homeward.access.rules import Answer
from homeward.duty import rules
from homeward.duty.models import CardOpening
from homeward.locks import unlocked
from homeward.partnership.models import Team
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.people.queries import found_among
from homeward.people.rules import Sought
from homeward.sharing.models import Involvement, closed_to
from homeward.sharing.rules import RestrictionKind
from homeward.support.models import Happening
from homeward.support.rules import Happened


def duty_teams(partnership_ids: Iterable[int]) -> frozenset[int]:
    teams = Team.objects.filter(partnership_id__in=list(partnership_ids), kind=Team.Kind.DUTY)
    return frozenset(teams.values_list("pk", flat=True))


def on_duty(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return rules.may_be_on_duty(worker, duty_teams([partnership_id]), partnership_id)


def on_duty_somewhere(worker: WorkerOnDay) -> bool:
    teams = duty_teams(worker.partnership_ids)
    return any(rules.may_be_on_duty(worker, teams, pk) for pk in worker.partnership_ids)


def open_children(partnership_id: int, today: date) -> QuerySet[Child]:
    """Those with whom a team works, for as long as the work lasts, and who live."""
    works = Involvement.objects.going_on(today).filter(
        child=OuterRef("pk"), team__isnull=False, period__startswith__lte=today
    )
    died = Happening.objects.filter(child=OuterRef("pk"), kind=Happened.DIED)
    return Child.objects.filter(Exists(works), ~Exists(died), partnership_id=partnership_id)


def is_open(child: Child, today: date) -> bool:
    return open_children(child.partnership_id, today).filter(pk=child.pk).exists()


@dataclass(frozen=True)
class Found:
    """Somebody who answers to what was sought. Of a sealed record neither name nor age is told."""

    child: Child
    sealed: bool
    age: int


def sought_cards(
    sought: Sought, worker: WorkerOnDay, partnership_id: int, today: date, most: int
) -> list[Found]:
    """Of whose record nothing opens to this worker, nothing is told."""
    with unlocked():
        closed = dict(closed_to(worker, today).values_list("child_id", "kind"))
        shut = [pk for pk, kind in closed.items() if not RestrictionKind(kind).opens_in_emergency]
        among = open_children(partnership_id, today).exclude(pk__in=shut)
        children = found_among(among, sought)
        return [Found(child, child.pk in closed, child.age_on(today)) for child in children[:most]]


def opened_now(worker: WorkerOnDay, partnership_id: int) -> list[CardOpening]:
    """The cards that this worker has open, the last first; each child once. None whose record was closed since."""
    with unlocked():
        held = CardOpening.objects.lasting(worker.worker_id, now()).filter(
            partnership_id=partnership_id
        )
        hidden = closed_to(worker, localdate()).values("child_id")
        seen: dict[int, CardOpening] = {}
        for opening in held.exclude(child__in=hidden).select_related("child"):
            seen.setdefault(opening.child_id, opening)
        return list(seen.values())


def closed_children(worker: WorkerOnDay, today: date) -> set[int]:
    """Whose record is closed to this worker by a restriction, be it one that a broken glass opens."""
    with unlocked():
        return set(closed_to(worker, today).values_list("child_id", flat=True))
