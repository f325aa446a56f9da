"""Sealing what a member thinks would happen without the help. What it says is in no entry of the trail."""

import secrets

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.referrals import queries, rules
from homeward.referrals.actions.taking_part import locked
from homeward.referrals.models import AgendaItem, Expectation
from homeward.referrals.rules import Expected
from homeward.trail import actions as trail


@unlocked()
def seal_expectation(item: AgendaItem, expected: Expected, *, by: Worker) -> Expectation:
    item = locked(item)
    is_member = rules.seat_of(queries.seats(item), by.pk) is not None
    recused = queries.is_recused(item, by.pk)
    sealed = item.expectations.filter(worker=by).exists()
    answer = require(rules.may_expect(item, is_member, recused, sealed))
    salt = secrets.token_hex(16)
    expectation = Expectation.objects.create(
        partnership_id=item.partnership_id,
        item=item,
        worker=by,
        path=expected.path,
        placement=expected.placement or "",
        weekly_cost=expected.weekly_cost,
        confidence=expected.confidence,
        why=expected.why,
        salt=salt,
        seal=rules.seal_of(expected, salt),
    )
    trail.record(
        rules.SEALED,
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={"seal": expectation.seal},
    )
    return expectation
