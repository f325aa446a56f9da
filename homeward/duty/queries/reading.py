"""Whether a worker reads a child's card now, and why; and whether the record is sealed to them."""

from django.utils.timezone import localdate, localtime, now

from homeward.access.rules import Answer, allow
from homeward.duty import rules
from homeward.duty.models import CardOpening
from homeward.duty.queries.finding import closed_children, on_duty
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import entitled, facts_of
from homeward.sharing.rules import Entitlement


def reads_card(worker: WorkerOnDay, child: Child) -> Answer:
    """Because they work with the child, or opened it tonight, are on duty still, and the record was not closed to them
    since."""
    today = localdate()
    with unlocked():
        held = CardOpening.objects.lasting(worker.worker_id, now()).filter(child=child)
        opened, sight = held.first(), entitled(worker, child, today)
    why = ""
    if (
        opened
        and on_duty(worker, child.partnership_id)
        and child.pk not in closed_children(worker, today)
    ):
        why = (
            f"you are on duty, and opened the card on {localtime(opened.opened_at):%-d %B at %H:%M}"
        )
    return rules.may_read(sight, opened=why)


def knows_night(worker: WorkerOnDay, child: Child) -> Answer:
    """Whether a worker may write down what was done: who reads the card, and who had it open until not long ago. What
    was done is not lost because the card closed while somebody was out, or the shift ended."""
    reads = reads_card(worker, child)
    if reads:
        return reads
    with unlocked():
        had = CardOpening.objects.filter(
            worker_id=worker.worker_id, child=child, until__gt=now() - rules.WRITES_AFTER
        ).exists()
    if had and child.pk not in closed_children(worker, localdate()):
        return allow("you had the card open")
    return reads


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
