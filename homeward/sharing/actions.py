"""Involving a team with a child, and ending it. Each is told in the trail."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.partnership.models import Team, Worker
from homeward.sharing.models import Involvement
from homeward.trail import actions as trail


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
def end_involvement(child, team: Team, *, by: Worker, on: date) -> None:
    """The team stops seeing the record from the day after `on`."""
    for involvement in Involvement.objects.select_for_update().filter(
        child=child, team=team, period__contains=on
    ):
        involvement.period = DateRange(involvement.start, on + timedelta(days=1))
        involvement.save(update_fields=["period"])
        trail.record("stopped working with the child", involvement, by=by, children=[child.pk])
