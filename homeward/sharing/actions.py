"""Involving a team with a child, and ending it. Each is told in the trail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.partnership.models import Team, Worker
from homeward.sharing.models import Involvement
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.people.models import Child


@transaction.atomic
def involve_team(
    child, team: Team, *, because: str, by: Worker, on: date, passing: bool = False
) -> Involvement:
    """Idempotent: a team that already works with the child keeps its earlier reason and date. One that was
    let see for one act alone stays when there is more to do. `passing`: for one act, and ends with it."""
    known = list(Involvement.objects.not_over(on).filter(child=child, team=team).order_by("period"))
    period = _not_covered(known, on)
    if period is None:
        return _stays(known[-1], because=because, by=by, passing=passing)
    involvement = Involvement.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        team=team,
        because=because,
        passing=passing,
        period=period,
    )
    trail.record(
        "began working with the child", involvement, by=by, children=[child.pk], because=because
    )
    return involvement


def _not_covered(known: Sequence[Involvement], on: date) -> DateRange | None:
    """The first days from `on` without involvement; None when there are none. `known` is in order."""
    start = on
    for involvement in known:
        if involvement.start > start:
            return DateRange(start, involvement.start)
        if involvement.end is None:
            return None
        start = involvement.end
    return DateRange(start, None)


def _stays(
    involvement: Involvement, *, because: str, by: Worker | None, passing: bool
) -> Involvement:
    if involvement.passing and not passing:
        involvement.passing = False
        involvement.save(update_fields=["passing"])
        trail.record(
            "goes on working with the child",
            involvement,
            by=by,
            children=[involvement.child_id],
            because=because,
        )
    return involvement


@transaction.atomic
def involve_team_with_many(
    children: Iterable["Child"], team: Team, *, because: str, by: Worker | None, on: date
) -> list[Involvement]:
    """As `involve_team`, for many children at once; gives those that are new."""
    wanted = {child.pk: child for child in children}
    known: dict[int, list[Involvement]] = defaultdict(list)
    for involvement in (
        Involvement.objects.not_over(on).filter(child_id__in=wanted, team=team).order_by("period")
    ):
        known[involvement.child_id].append(involvement)
    periods = {pk: _not_covered(known[pk], on) for pk in wanted}
    for pk, period in periods.items():
        if period is None:
            _stays(known[pk][-1], because=because, by=by, passing=False)
    new = Involvement.objects.bulk_create(
        Involvement(
            partnership_id=child.partnership_id,
            child=child,
            team=team,
            because=because,
            period=periods[pk],
        )
        for pk, child in wanted.items()
        if periods[pk] is not None
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
    """The team stops seeing the record from the day after `on`. What was to begin later does not begin."""
    not_over = Involvement.objects.select_for_update().not_over(on)
    for involvement in not_over.filter(child=child, team=team):
        trail.record("stopped working with the child", involvement, by=by, children=[child.pk])
        if involvement.start > on:
            involvement.delete()
        else:
            involvement.period = DateRange(involvement.start, on + timedelta(days=1))
            involvement.save(update_fields=["period"])
