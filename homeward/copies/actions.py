"""Making a copy of a child's file: who, for whom and why is in the trail; the copy itself is kept nowhere."""

from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.copies import rules
from homeward.copies.queries import MADE
from homeward.copies.rules import Asker
from homeward.exports.pdf import can_be_drawn
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.trail import actions as trail
from homeward.trail.models import Entry


@unlocked()
def make_copy(child: Child, *, asker: Asker, reason: str, will_read: bool, by: Worker) -> Entry:
    """Gives the entry of the trail. The reason may name somebody: it is kept as what is written of the child is."""
    child = Child.objects.select_for_update().get(pk=child.pk)
    today = localdate()
    answer = require(rules.may_make_copy(entitled(by.on(today), child, today)))
    require(rules.may_be_made(reason, will_read))
    if not can_be_drawn():
        raise Refused(
            refuse(
                "this installation cannot make PDFs: a library of the system is missing",
                "Tell who runs it. The how-to “Change what our letters say” names what to install.",
            )
        )
    return trail.record(
        MADE,
        child,
        by=by,
        children=[child.pk],
        because=f"for {asker.label}; {answer.reason}",
        changed={"reason": reason},
    )
