"""Agreeing a time limit: a line that follows the one in force, from a day to come."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.clocks.rules import Duty, Limit, in_force
from homeward.limits import rules
from homeward.limits.models import LocalLimit
from homeward.locks import unlocked
from homeward.partnership.actions.proposing import lock_partnership
from homeward.partnership.models import Partnership, Worker
from homeward.partnership.rules.numbers import may_agree_numbers, may_follow_on
from homeward.trail import actions as trail


@unlocked()
def agree_limit(
    partnership: Partnership,
    duty: Duty,
    limit: Limit,
    *,
    from_day: date,
    decided_under: str,
    by: Worker,
) -> LocalLimit:
    """The partnership is locked, so that two do not both follow the same line."""
    lock_partnership(partnership.pk)
    today = localdate()
    answer = require(may_agree_numbers(by.on(today), partnership.pk))
    require(rules.may_be_watched(duty))
    law = in_force(duty, from_day)
    if law is None:
        raise Refused(refuse("nothing is to be done in time on that day", "Choose another day."))
    require(rules.may_be_agreed(law, limit))
    before = LocalLimit.objects.filter(partnership=partnership, duty=duty).order_by("period").last()
    require(may_follow_on(from_day, before.start if before else None, today))
    if before:
        before.end_on(from_day)
    line = LocalLimit.objects.create(
        partnership=partnership,
        duty=duty,
        count=limit.count,
        unit=limit.unit,
        cut_off=limit.cut_off,
        decided_under=decided_under,
        period=DateRange(from_day, None),
        written_by=by,
    )
    trail.record(
        "agreed a time limit",
        line,
        by=by,
        because=answer.reason,
        changed={"duty": duty.value, "limit": limit, "from": from_day, "under": decided_under},
    )
    return line
