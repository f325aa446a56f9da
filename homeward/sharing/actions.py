"""Involving a team with a child, and ending it. Each is told in the trail."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from homeward.partnership.models import Team, Worker
from homeward.sharing.models import Involvement
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.people.models import Child


@transaction.atomic
def involve_team(child, team: Team, *, because: str, by: Worker, on: date) -> Involvement:
    """Idempotent: a team that already works with the child keeps its earlier reason and date."""
    existing = Involvement.objects.filter(child=child, team=team, period__contains=on).first()
    if existing:
        return existing
    later = (
        Involvement.objects.filter(child=child, team=team, period__startswith__gt=on)
        .order_by("period")
        .first()
    )
    involvement = Involvement.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        team=team,
        because=because,
        period=DateRange(on, later.start if later else None),
    )
    trail.record(
        "began working with the child", involvement, by=by, children=[child.pk], because=because
    )
    return involvement


@transaction.atomic
def involve_team_with_many(
    children: Iterable["Child"], team: Team, *, because: str, by: Worker | None, on: date
) -> list[Involvement]:
    """As `involve_team`, for many children at once; gives those that are new."""
    wanted = {child.pk: child for child in children}
    later: dict[int, date] = {}
    not_over = Q(period__contains=on) | Q(period__startswith__gt=on)
    known = Involvement.objects.filter(not_over, child_id__in=wanted, team=team)
    for involvement in known.order_by("period"):
        if involvement.start <= on:
            wanted.pop(involvement.child_id, None)
        else:
            later.setdefault(involvement.child_id, involvement.start)
    new = Involvement.objects.bulk_create(
        Involvement(
            partnership_id=child.partnership_id,
            child=child,
            team=team,
            because=because,
            period=DateRange(on, later.get(child.pk)),
        )
        for child in wanted.values()
    )
    trail.record_many(
        "began working with the child",
        ((involvement, involvement.child_id, {}) for involvement in new),
        by=by,
        because=because,
    )
    return new


@transaction.atomic
def end_involvement(child, team: Team, *, by: Worker, on: date) -> None:
    """The team stops seeing the record from the day after `on`."""
    for involvement in Involvement.objects.select_for_update().filter(
        child=child, team=team, period__contains=on
    ):
        involvement.period = DateRange(involvement.start, on + timedelta(days=1))
        involvement.save(update_fields=["period"])
        trail.record("stopped working with the child", involvement, by=by, children=[child.pk])
