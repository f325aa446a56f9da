"""Saying to whom a worker answers, from a day on, and how they can be reached."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Partnership, Relation, Worker
from homeward.partnership.rules import expertise, relations
from homeward.partnership.rules.relations import RelationKind
from homeward.trail import actions as trail


@unlocked()
def set_relation(
    worker: Worker,
    *,
    partnership: Partnership,
    kind: RelationKind,
    other: Worker | None,
    from_day: date,
    by: Worker,
) -> Relation | None:
    """From that day it is `other`, or nobody. What is written on the day on which the line before begins
    stands in its place: it is a slip put right."""
    # Of the whole partnership: two lines that are written at once could make a circle together.
    partnership = lock_partnership(partnership.pk)
    answer = require(
        relations.may_set_relations(
            by.on(localdate()), worker.on(localdate()), partnership.pk, kind
        )
    )
    lines = Relation.objects.filter(partnership=partnership, worker=worker, kind=kind)
    current = lines.filter(period__contains=from_day).first()
    later = lines.filter(period__startswith__gt=from_day).order_by("period").first()
    require(
        relations.may_begin_relation(
            from_day,
            localdate(),
            later=later.start if later else None,
            current=current is not None,
            ends=other is None,
        )
    )
    if other:
        require(relations.may_relate(kind, worker.on(from_day), other.on(from_day), partnership.pk))
        if kind == RelationKind.LINE_MANAGER:
            days = _line_managers(partnership, worker, from_day)
            require(relations.is_no_circle((worker.pk, worker.name), (other.pk, other.name), days))
    if current:
        trail.record(f"ended a line of who is the {kind}", current, by=by, because=answer.reason)
        current.end_on(from_day)
    if other is None:
        return None
    line = Relation.objects.create(
        partnership=partnership,
        worker=worker,
        kind=kind,
        other=other,
        set_by=by,
        period=DateRange(from_day, None),
    )
    trail.record(f"said who is the {kind} of a worker", line, by=by, because=answer.reason)
    return line


def _line_managers(partnership: Partnership, but: Worker, from_day: date) -> list[dict[int, int]]:
    """Who is whose line manager on that day, and on each later day on which that changes."""
    lines = list(
        Relation.objects.filter(
            partnership=partnership,
            kind=RelationKind.LINE_MANAGER,
            period__overlap=DateRange(from_day, None),
        ).exclude(worker=but)
    )
    days = {from_day, *(line.start for line in lines if line.start > from_day)}
    return [
        {line.worker_id: line.other_id for line in lines if line.holds_on(day)}
        for day in sorted(days)
    ]


@unlocked()
def change_contact(
    worker: Worker, *, partnership: Partnership, phone: str, days: str, by: Worker
) -> Worker:
    answer = require(
        expertise.may_enter_expertise(by.on(localdate()), worker.on(localdate()), partnership.pk)
    )
    worker = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    worker.phone, worker.days = phone, days
    worker.save(update_fields=["phone", "days"])
    trail.record("changed how a worker is reached", worker, by=by, because=answer.reason)
    return worker
