"""Taking part in one family's item: interests, a deputy for a chair who cannot, and a different view."""

from django.db.models import F
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.decisions.models import Decision
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Worker
from homeward.referrals import queries, rules
from homeward.referrals.actions.sittings import let_members_see, seat_member
from homeward.referrals.models import AgendaItem, Dissent, Interest
from homeward.trail import actions as trail


def locked(item: AgendaItem) -> AgendaItem:
    """The item as it is now, locked with its decision and its sitting: nothing is added, and nobody comes,
    goes or is named, while it is signed."""
    return (
        AgendaItem.objects.select_for_update(of=("self", "decision", "sitting"))
        .select_related("decision", "sitting", "referral")
        .get(pk=item.pk)
    )


def may_add(item: AgendaItem, by: Worker) -> Answer:
    """What the panel says of somebody who would add to a family's item: not while they are recused."""
    return rules.may_add_to_item(by.on(localdate()), item, queries.is_recused(item, by.pk))


@unlocked()
def declare_interest(
    item: AgendaItem, *, interest: str, then: Interest.Then, by: Worker
) -> Interest:
    item = locked(item)
    is_member = rules.seat_of(queries.seats(item), by.pk) is not None
    answer = require(rules.may_declare_interest(by.on(localdate()), item, is_member))
    before = item.interests.filter(worker=by).first()
    declared, _ = Interest.objects.update_or_create(
        item=item,
        worker=by,
        defaults={
            "partnership_id": item.partnership_id,
            "interest": interest,
            "then": then,
            "asked_by": None,
        },
    )
    trail.record(
        "declared an interest again" if before else "declared an interest",
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={
            "interest": interest or "None",
            "so": declared.get_then_display(),
            **({"declared_before": before.in_words} if before else {}),
        },
    )
    return declared


@unlocked()
def note_no_interest(item: AgendaItem, *, by: Worker) -> AgendaItem:
    """The chair has asked the room: everyone here who has declared nothing says there is none."""
    item = locked(item)
    seats = queries.seats(item)
    chairing = rules.chairing(seats, item.sitting.chair_id, item.deputy_id)
    answer = require(rules.may_run_sitting(by.on(localdate()), item.sitting, chairing))
    require(may_add(item, by))
    asked = [seat for seat in seats if seat.present and seat.declared is None]
    Interest.objects.bulk_create(
        Interest(
            partnership_id=item.partnership_id,
            item=item,
            worker_id=seat.worker_id,
            then=Interest.Then.NONE,
            asked_by=by,
        )
        for seat in asked
    )
    trail.record(
        "asked the panel for interests: none",
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={"members": [seat.name for seat in asked]},
    )
    return item


@unlocked()
def name_deputy(item: AgendaItem, deputy: Worker, *, by: Worker) -> AgendaItem:
    """The chair cannot chair this family: somebody who may lawfully decide does, and is here."""
    item = locked(item)
    today, sitting = localdate(), item.sitting
    seats = queries.seats(item)
    answer = require(rules.may_run_sitting(by.on(today), sitting, None))
    require(may_add(item, by))
    require(rules.may_name_deputy(seats, sitting.chair_id))
    arrangement = Arrangement.objects.in_force(item.partnership_id, item.decision.function, today)
    recused = queries.is_recused(item, deputy.pk)
    require(rules.may_be_deputy(deputy.on(today), arrangement, recused, sitting.chair_id))
    seat_member(sitting, deputy, present=True)
    let_members_see(sitting, by=by)
    item.deputy = deputy
    item.save(update_fields=["deputy"])
    trail.record(
        "named a deputy chair",
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={"deputy": deputy.name},
    )
    return item


@unlocked()
def write_dissent(item: AgendaItem, *, words: str, by: Worker) -> Dissent:
    """A member's own words. The decision's version goes up: who signs has read them."""
    item = locked(item)
    is_member = rules.seat_of(queries.seats(item), by.pk) is not None
    answer = require(rules.may_dissent(item, is_member, queries.is_recused(item, by.pk)))
    Decision.objects.filter(pk=item.decision_id).update(version=F("version") + 1)
    dissent, _ = Dissent.objects.update_or_create(
        item=item,
        worker=by,
        defaults={"partnership_id": item.partnership_id, "words": words},
    )
    trail.record(
        "wrote a different view into the minute",
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={"words": words},
    )
    return dissent
