"""What is the same of all that one side proposes to the other: locking it, agreeing to it, taking it back."""

from typing import Any, TypeVar

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Organisation, Worker
from homeward.partnership.models.proposed import Proposed
from homeward.partnership.rules import sides
from homeward.partnership.rules.sides import HEADS, Speakers
from homeward.trail import actions as trail


Thing = TypeVar("Thing", bound=Proposed)


def lock_proposed(proposed: Thing) -> Thing:
    """As it is now, under the lock of its partnership: two leads who press at once are taken one after the
    other."""
    lock_partnership(proposed.partnership_id)
    again = type(proposed)._default_manager.select_related("proposed_for")
    return again.get(pk=proposed.pk)


def side_of(by: Worker, partnership_id: int, speakers: Speakers = HEADS) -> Organisation:
    """For which organisation they propose."""
    kind = sides.proposes_for(by.on(localdate()), partnership_id, speakers)
    return Organisation.objects.get(partnership=partnership_id, kind=kind)


def write_agreed(proposed: Proposed, *, by: Worker, **more: Any) -> None:
    """`more`: what follows from it in the same row."""
    agreed = {"agreed_by": by, "agreed_at": now(), **more}
    for name, value in agreed.items():
        setattr(proposed, name, value)
    proposed.save(update_fields=list(agreed))


@unlocked()
def take_back(proposed: Thing, *, because: str, by: Worker) -> Thing:
    """By either side, while nobody has agreed: it stays to be read, with the reason."""
    proposed = lock_proposed(proposed)
    answer = require(sides.may_take_back(by.on(localdate()), proposed.standing()))
    proposed.taken_back_by, proposed.taken_back_at = by, now()
    proposed.taken_back_because = because
    proposed.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_because"])
    trail.record(f"took back {proposed.called}", proposed, by=by, because=answer.reason)
    return proposed
