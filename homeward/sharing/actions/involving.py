"""Involving a team with a child, and ending it. Each is told in the trail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.sharing.models import Involvement
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.people.models import Child


def involve_team(
    child: "Child", team: Team, *, because: str, by: Worker | None, on: date, passing: bool = False
) -> None:
    """As `involve_team_with_many`, of one child."""
    involve_team_with_many([child], team, because=because, by=by, on=on, passing=passing)


@unlocked()
def involve_team_with_many(
    children: Iterable["Child"],
    team: Team,
    *,
    because: str,
    by: Worker | None,
    on: date,
    passing: bool = False,
) -> list[Involvement]:
    """Idempotent: a team that already works with a child keeps its earlier reason and date. One that was let
    see for one act alone stays when there is more to do. `passing`: for one act, and ends with it. Gives those
    that are new; the number of statements does not grow with the children."""
    wanted = _one_at_a_time(children)
    known: dict[int, list[Involvement]] = defaultdict(list)
    for involvement in (
        Involvement.objects.not_over(on).filter(child_id__in=wanted, team=team).order_by("period")
    ):
        known[involvement.child_id].append(involvement)
    periods = {pk: _not_covered(known[pk], on) for pk in wanted}
    for pk, period in periods.items():
        if period is None:
            _stays(known[pk][-1], because=because, by=by, passing=passing)
    new = Involvement.objects.bulk_create(
        Involvement(
            partnership_id=child.partnership_id,
            child=child,
            team=team,
            because=because,
            passing=passing,
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


def _one_at_a_time(children: Iterable["Child"]) -> dict[int, "Child"]:
    """By number, and each locked: of two who involve a team with a child at once the second finds the first's."""
    wanted = {child.pk: child for child in children}
    of_child = Involvement._meta.get_field("child").remote_field.model.objects
    list(of_child.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True).values("pk"))
    return wanted


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


def _stays(involvement: Involvement, *, because: str, by: Worker | None, passing: bool) -> None:
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


@unlocked()
def end_involvement(child, team: Team, *, by: Worker, on: date) -> None:
    """The team stops seeing the record from the day after `on`. What was to begin later does not begin."""
    _end(
        Involvement.objects.filter(child=child, team=team), "stopped working with the child", by, on
    )


@unlocked()
def end_naming(child, worker: Worker, *, because: str, by: Worker | None, on: date) -> None:
    """As `end_involvement`, of one worker and what they were named for."""
    named = Involvement.objects.filter(child=child, worker=worker, because=because)
    _end(named, "is no longer named to the child", by, on)


def _end(involvements: QuerySet[Involvement], what: str, by: Worker | None, on: date) -> None:
    for involvement in involvements.not_over(on).select_for_update():
        trail.record(what, involvement, by=by, children=[involvement.child_id])
        if involvement.start > on:
            involvement.delete()
        else:
            involvement.period = DateRange(involvement.start, on + timedelta(days=1))
            involvement.save(update_fields=["period"])


@unlocked()
def name_worker(
    children: Iterable["Child"],
    worker: Worker,
    *,
    because: str,
    by: Worker | None,
    on: date,
    until: date,
) -> list[Involvement]:
    """One worker is let see children for one thing, as a member of a panel, whatever team they are in. Who is
    named for it already stays named for the longer time; what else they are named for is apart from it. The
    number of statements does not grow with the children."""
    wanted = _one_at_a_time(children)
    naming = Involvement.objects.not_over(on).filter(
        child_id__in=wanted, worker=worker, because=because
    )
    known = {involvement.child_id: involvement for involvement in naming}
    longer = [named for named in known.values() if named.end is not None and named.end < until]
    for named in longer:
        named.period = DateRange(named.start, until)
    Involvement.objects.bulk_update(longer, ["period"])
    new = Involvement.objects.bulk_create(
        Involvement(
            partnership_id=child.partnership_id,
            child=child,
            worker=worker,
            because=because,
            period=DateRange(on, until),
        )
        for pk, child in wanted.items()
        if pk not in known
    )
    for what, written in (
        ("goes on being named to the child", longer),
        ("was named to the child", new),
    ):
        trail.record_many(
            what, ((named, named.child_id, {}) for named in written), by=by, because=because
        )
    return [*known.values(), *new]
