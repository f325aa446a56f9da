"""Whether a worker reads a child's card now, and why; and whether the record is sealed to them."""

from django.utils.timezone import localdate, localtime, now

from homeward.access.rules import Answer
from homeward.duty import rules
from homeward.duty.models import CardOpening
from homeward.duty.queries.finding import closed_children
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import entitled, facts_of
from homeward.sharing.rules import Entitlement


def reads_card(worker: WorkerOnDay, child: Child) -> Answer:
    """Because they work with the child, or opened it tonight and the record was not closed to them since."""
    today = localdate()
    with unlocked():
        held = CardOpening.objects.lasting(worker.worker_id, now()).filter(child=child)
        opened, sight = held.first(), entitled(worker, child, today)
    why = ""
    if opened and not (sight.groups or child.pk in closed_children(worker, today)):
        why = (
            f"you are on duty, and opened the card on {localtime(opened.opened_at):%-d %B at %H:%M}"
        )
    return rules.may_read(sight, opened=why)


def is_sealed_to(worker: WorkerOnDay, sight: Entitlement, child: Child) -> bool:
    """Whether the record is closed to the worker by what a broken glass opens, and is not open to them yet."""
    if sight.groups or sight.shut:
        return False
    with unlocked():
        facts = facts_of(child.pk, child.partnership_id)
    today = localdate()
    return any(
        closed.holds_on(today)
        and closed.is_closed_to(worker.worker_id)
        and closed.kind.opens_in_emergency
        for closed in facts.closed
    )
