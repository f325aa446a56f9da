"""Entering what workers know, and their registration as social workers."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import present, require
from homeward.locks import unlocked
from homeward.partnership.models import Expertise, Partnership, Registration, Topic, Worker
from homeward.partnership.rules import expertise as rules
from homeward.partnership.rules.expertise import ExpertiseKind, Level
from homeward.trail import actions as trail


@unlocked()
def enter_expertise(
    worker: Worker,
    *,
    partnership: Partnership,
    kind: ExpertiseKind,
    name: str,
    level: Level | None,
    from_day: date,
    until: date | None,
    by: Worker,
) -> Expertise:
    """`until` is its last valid day. Trained again, or spoken better: the line before ends with the new one."""
    worker = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    today = localdate()
    answer = require(rules.may_enter_expertise(by.on(today), worker.on(today), partnership.pk))
    topic = _topic(partnership, kind, name)
    lines = Expertise.objects.filter(worker=worker, topic=topic).order_by("period")
    before = lines.last()
    require(
        rules.may_know(
            kind,
            level=level,
            from_day=from_day,
            until=until,
            today=today,
            begun=before.start if before else None,
        )
    )
    if before:
        before.end_on(from_day)
    line = Expertise.objects.create(
        partnership=partnership,
        worker=worker,
        topic=topic,
        level=level if level and kind == ExpertiseKind.LANGUAGE else "",
        entered_by=by,
        period=DateRange(from_day, until + timedelta(days=1) if until else None),
    )
    trail.record("entered what a worker knows", line, by=by, because=answer.reason)
    return line


@unlocked()
def end_expertise(line: Expertise, *, by: Worker) -> None:
    """No longer, from today on. What was entered today by mistake goes."""
    line = present(
        Expertise.objects.select_for_update(no_key=True).filter(pk=line.pk).first(),
        "what they know",
    )
    today = localdate()
    answer = require(
        rules.may_enter_expertise(by.on(today), line.worker.on(today), line.partnership_id)
    )
    require(rules.may_end(line.end, today))
    trail.record("ended what a worker knows", line, by=by, because=answer.reason)
    line.end_on(today)


def _topic(partnership: Partnership, kind: ExpertiseKind, name: str) -> Topic:
    """By the name that it has here already, however its letters were typed. Two who give it at once get one."""
    name = " ".join(name.split())
    known = Topic.objects.filter(partnership=partnership, kind=kind, name__iexact=name)
    if not known.exists():
        Topic.objects.bulk_create(
            [Topic(partnership=partnership, kind=kind, name=name)], ignore_conflicts=True
        )
    return known.get()


@unlocked()
def enter_registration(
    worker: Worker, *, partnership: Partnership, number: str, checked_on: date | None, by: Worker
) -> Registration:
    """One's own number, to be looked up by somebody else; or a colleague's, by who looked it up."""
    worker = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    today, own = localdate(), by.pk == worker.pk
    answer = require(rules.may_enter_expertise(by.on(today), worker.on(today), partnership.pk))
    number = "".join(number.split()).upper()
    held = Registration.objects.filter(partnership=partnership, period__contains=today)
    current = held.filter(worker=worker).first()
    taken = (
        held.filter(register_number=number).exclude(worker=worker).select_related("worker").first()
    )
    require(
        rules.may_register(
            own=own,
            number=number,
            checked_on=checked_on,
            today=today,
            taken_by=taken.worker.name if taken else "",
            checked=current.register_number if current and current.checked_on else "",
        )
    )
    if current:
        current.end_on(today)
    line = Registration.objects.create(
        partnership=partnership,
        worker=worker,
        register_number=number,
        entered_by=by,
        checked_on=checked_on,
        checked_by=by if checked_on else None,
        period=DateRange(today, None),
    )
    trail.record("entered a registration", line, by=by, because=answer.reason)
    return line


@unlocked()
def end_registration(worker: Worker, *, partnership: Partnership, by: Worker) -> None:
    """They are not in the register, or no longer."""
    worker = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    today = localdate()
    answer = require(rules.may_enter_expertise(by.on(today), worker.on(today), partnership.pk))
    line = Registration.objects.filter(
        worker=worker, partnership=partnership, period__contains=today
    ).first()
    require(rules.may_end_registration(known=line is not None))
    assert line is not None
    trail.record("ended a registration", line, by=by, because=answer.reason)
    line.end_on(today)
