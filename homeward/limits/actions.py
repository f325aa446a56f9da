"""Agreeing a time limit: a line that follows the one in force, from a day to come."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.clocks.rules import Duty, Limit, in_force
from homeward.limits import rules
from homeward.limits.models import LocalLimit
from homeward.locks import unlocked
from homeward.partnership.actions.following import follow_on
from homeward.partnership.models import Partnership, Worker


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
    """From that day; the line before it ends with it."""
    watched = rules.may_be_watched(duty)
    line = LocalLimit(
        partnership=partnership,
        duty=duty,
        count=limit.count,
        unit=limit.unit,
        cut_off=limit.cut_off,
        decided_under=decided_under,
        period=DateRange(from_day, None),
        written_by=by,
    )
    return follow_on(
        partnership.pk,
        line,
        LocalLimit.objects.filter(partnership=partnership, duty=duty),
        told="agreed a time limit",
        changed={"duty": duty.value, "limit": limit, "from": from_day, "under": decided_under},
        lawful=rules.may_be_agreed(in_force(duty, from_day), limit) if watched else watched,
        by=by,
    )
