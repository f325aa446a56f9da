"""Agreeing numbers anew: a line that follows the one in force, from a day to come. The past is never changed."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Dated, Worker
from homeward.partnership.rules.numbers import may_agree_numbers, may_follow_on
from homeward.trail import actions as trail


Line = TypeVar("Line", bound=Dated)


def follow_on(
    partnership_id: int,
    line: Line,
    lines: QuerySet[Line],
    *,
    told: str,
    changed: Mapping[str, Any],
    lawful: Answer | None = None,
    by: Worker,
) -> Line:
    """Save the line and end the last of `lines`, those that there are of the same. The partnership is locked,
    so that two do not both follow. `lawful`: what else must be so, told to who may agree numbers at all."""
    lock_partnership(partnership_id)
    today = localdate()
    answer = require(may_agree_numbers(by.on(today), partnership_id))
    if lawful is not None:
        require(lawful)
    before = lines.order_by("period").last()
    require(may_follow_on(line.start, before.start if before else None, today))
    if before:
        before.end_on(line.start)
    line.save()
    trail.record(told, line, by=by, because=answer.reason, changed=changed)
    return line
