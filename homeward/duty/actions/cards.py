"""Writing what duty reads about a child, and opening the card at night."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate, now

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.duty import queries, rules
from homeward.duty.models import CardOpening, NightCard
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Adult, Child
from homeward.sharing.actions import break_glass
from homeward.sharing.models import BrokenGlass, entitled, facts_of
from homeward.trail import actions as trail


@dataclass(frozen=True)
class Words:
    """What the record does not know by itself. Empty: not known."""

    where: str
    tonight: str
    risks: str
    keep_away: Collection[Adult]
    do_not_contact: str


@unlocked()
def write_card(child: Child, words: Words, *, seen_version: int, by: Worker) -> NightCard:
    """The next version; `seen_version` is the one that the writer saw."""
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    today = localdate()
    answer = require(rules.may_write_card(entitled(by.on(today), child, today)))
    last = queries.words_in_force(child)
    version = last.version if last else 0
    if version != seen_version:
        raise Overtaken(
            refuse(
                f"{last.written_by if last else 'somebody'} wrote this card since you opened the page",
                "Read what it says now, beside what you typed; then send again what still holds.",
            )
        )
    card = NightCard.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        version=version + 1,
        where=words.where,
        tonight=words.tonight,
        risks=words.risks,
        do_not_contact=words.do_not_contact,
        written_by=by,
    )
    card.keep_away.set(words.keep_away)
    trail.record(
        "wrote what duty reads at night",
        card,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={
            "where": words.where,
            "tonight": words.tonight,
            "risks": words.risks,
            "keep_away": sorted(adult.name for adult in words.keep_away),
            "do_not_contact": words.do_not_contact,
        },
    )
    return card


@unlocked()
def open_card(child: Child, *, reason: str, by: Worker) -> CardOpening | BrokenGlass:
    """For a night. Of a record that is sealed it breaks the glass, which both leads have on their day at once."""
    today, moment = localdate(), now()
    worker = by.on(today)
    on_duty = require(queries.on_duty(worker, child.partnership_id))
    facts = facts_of(child.pk, child.partnership_id)
    if queries.is_sealed_to(worker, entitled(worker, child, today), child):
        return break_glass(child, reason=reason, by=by)
    answer = require(
        rules.may_open(
            on_duty,
            by.pk,
            facts,
            today,
            is_open=queries.is_open(child, today),
            reason=reason,
        )
    )
    opening = CardOpening.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        worker=by,
        why=reason,
        opened_at=moment,
        until=moment + timedelta(hours=rules.OPENED_HOURS),
    )
    trail.record(
        "opened the card for the night",
        opening,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"why_opened": reason},
    )
    return opening
