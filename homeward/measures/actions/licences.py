"""Writing down the licence to enter the answers of an SDQ, and its end."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.measures import rules
from homeward.measures.models import SdqLicence
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Partnership, Worker
from homeward.trail import actions as trail


@unlocked()
def write_licence(
    partnership: Partnership,
    *,
    holder: str,
    reference: str,
    from_day: date,
    until: date | None,
    by: Worker,
) -> SdqLicence:
    """`until`: the first day on which it does not hold. The partnership is locked, so that two do not write down
    licences for the same days."""
    lock_partnership(partnership.pk)
    answer = require(rules.may_keep_licences(by.on(localdate()), partnership.pk))
    others = [one.held for one in SdqLicence.objects.filter(partnership=partnership)]
    require(rules.may_hold(from_day, until, others))
    licence = SdqLicence.objects.create(
        partnership=partnership,
        holder=holder,
        reference=reference,
        period=DateRange(from_day, until),
        written_by=by,
    )
    trail.record(
        "wrote down a licence for the SDQ",
        licence,
        by=by,
        because=answer.reason,
        changed={"holder": holder, "reference": reference, "from": from_day, "until": until},
    )
    return licence


@unlocked()
def end_licence(licence: SdqLicence, *, on: date, by: Worker) -> SdqLicence:
    """`on`: the first day on which it does not hold."""
    lock_partnership(licence.partnership_id)
    licence = SdqLicence.objects.get(pk=licence.pk)
    answer = require(rules.may_keep_licences(by.on(localdate()), licence.partnership_id))
    require(rules.may_end(licence.held, on))
    licence.end_on(on)
    trail.record(
        "ended a licence for the SDQ",
        licence,
        by=by,
        because=answer.reason,
        changed={"until": on},
        on=on,
    )
    return licence
