"""Closing a record to some, and opening one for some hours in an emergency."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.partnership.rules import BREAK_GLASS_HOURS
from homeward.sharing import rules
from homeward.sharing.models import (
    BrokenGlass,
    NamedInRestriction,
    Restriction,
    entitled,
    facts_of,
)
from homeward.sharing.rules import RestrictionKind
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.people.models import Child


@unlocked()
def close_record(
    child: "Child",
    *,
    kind: RestrictionKind,
    because: str,
    named: Iterable[Worker],
    until: date,
    by: Worker,
) -> Restriction:
    """From today. `named`: those who see it all the same; of a relative, those to whom it is closed."""
    today = localdate()
    named = list(named)
    sight = entitled(by.on(today), child, today)
    answer = require(rules.may_close_record(by.on(today), sight, child.partnership_id))
    require(rules.may_name(kind, [worker.pk for worker in named], until, today))
    restriction = Restriction.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        kind=kind,
        because=because,
        period=DateRange(today, until),
        set_by=by,
    )
    NamedInRestriction.objects.bulk_create(
        NamedInRestriction(
            partnership_id=child.partnership_id, restriction=restriction, worker=worker
        )
        for worker in named
    )
    trail.record(
        "closed the record to some",
        restriction,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"kind": kind, "because": because, "named": [worker.pk for worker in named]},
    )
    return restriction


@unlocked()
def open_record(restriction: Restriction, *, because: str, by: Worker) -> Restriction:
    """The restriction ends with today; what was closed until now stays told."""
    restriction = Restriction.objects.select_for_update().get(pk=restriction.pk)
    today = localdate()
    sight = entitled(by.on(today), restriction.child, today)
    answer = require(rules.may_close_record(by.on(today), sight, restriction.partnership_id))
    require(rules.may_end(restriction.end, today))
    restriction.period = DateRange(restriction.start, today + timedelta(days=1))
    restriction.save(update_fields=["period"])
    trail.record(
        "opened the record again",
        restriction,
        by=by,
        children=[restriction.child_id],
        because=answer.reason,
        changed={"because": because},
    )
    return restriction


@unlocked()
def break_glass(child: "Child", *, reason: str, by: Worker) -> BrokenGlass:
    """For some hours. Both organisations' leads have it on their day at once, and one looks at it the next
    working day."""
    today = localdate()
    facts = facts_of(child.pk, child.partnership_id)
    answer = require(rules.may_break_glass(by.on(today), facts, today, reason))
    glass = BrokenGlass.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        worker=by,
        reason=reason,
        period=DateTimeTZRange(now(), now() + timedelta(hours=BREAK_GLASS_HOURS)),
        review_by=working_days_after(today, 1),
    )
    trail.record(
        "broke the glass",
        glass,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"reason": reason},
    )
    return glass


@unlocked()
def review_glass(glass: BrokenGlass, *, finding: str, by: Worker) -> BrokenGlass:
    """A lead of either organisation says whether it was right. Never of a glass that is one's own."""
    glass = BrokenGlass.objects.select_for_update().get(pk=glass.pk)
    today = localdate()
    lead = by.on(today)
    answer = require(
        rules.may_review_glass(
            lead,
            entitled(lead, glass.child, today),
            glass.partnership_id,
            glass.worker_id,
            done=bool(glass.reviewed_at),
        )
    )
    glass.reviewed_by, glass.reviewed_at, glass.finding = by, now(), finding
    glass.save(update_fields=["reviewed_by", "reviewed_at", "finding"])
    trail.record(
        "reviewed a broken glass",
        glass,
        by=by,
        children=[glass.child_id],
        because=answer.reason,
        changed={"finding": finding},
    )
    return glass
