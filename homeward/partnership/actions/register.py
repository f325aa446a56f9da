"""Changing the delegation register: by new lines with dates, never by edits of what held."""

from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership import rules
from homeward.partnership.actions.founding import add_arrangement
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Arrangement, Partnership, Registration, Worker
from homeward.partnership.rules import Function, OrganisationKind, Role
from homeward.trail import actions as trail


@unlocked()
def change_register(
    partnership: Partnership,
    *,
    function: Function,
    performed_by: OrganisationKind,
    decides_role: Role,
    decides_kind: OrganisationKind,
    from_day: date,
    decided_under: str,
    supervised_by: Worker | None = None,
    by: Worker,
) -> Arrangement:
    """From that day this line holds, and the one before it ends with it. What was decided until then was
    decided under that one, and keeps it."""
    partnership = lock_partnership(partnership.pk)
    today = localdate()
    answer = require(rules.may_change_register(by.on(today), partnership.pk))
    require(rules.may_arrange(function, performed_by, decides_kind))
    lines = Arrangement.objects.filter(partnership=partnership, function=function)
    before = lines.filter(period__contains=from_day).first()
    later = lines.filter(period__startswith__gt=from_day).order_by("period").first()
    require(
        rules.may_begin_line(
            from_day,
            today,
            begun=before.start if before else None,
            later=later.start if later else None,
        )
    )
    checked = Registration.objects.filter(partnership=partnership).checked_on_day(from_day)
    require(
        rules.needs_supervisor(
            performed_by,
            supervised=supervised_by is not None,
            registered=checked.filter(worker=supervised_by).exists(),
        )
    )
    if before:
        before.end_on(from_day)
        trail.record("ended a line of the register", before, by=by, because=answer.reason)
    last = Arrangement.objects.filter(partnership=partnership).order_by("-number").first()
    return add_arrangement(
        partnership,
        number=last.number + 1 if last else 1,
        function=function,
        performed_by=performed_by,
        decides_role=decides_role,
        decides_kind=decides_kind,
        from_day=from_day,
        decided_under=decided_under,
        supervised_by=supervised_by,
        by=by,
    )
