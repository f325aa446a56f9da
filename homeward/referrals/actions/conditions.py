"""Conditions of the panel: set before it decides, met afterwards by their owners."""

from datetime import date

from django.db.models import F
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.decisions.models import Decision
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.referrals import rules
from homeward.referrals.actions.taking_part import locked, may_add
from homeward.referrals.models import AgendaItem, Condition
from homeward.tasks.actions import finish_doing
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@unlocked()
def add_condition(
    item: AgendaItem, *, what: str, owner: Worker, by_day: date, by: Worker
) -> Condition:
    # The decision is locked and its version goes up: who signs has seen every condition.
    item = locked(item)
    answer = require(may_add(item, by))
    Decision.objects.filter(pk=item.decision_id).update(version=F("version") + 1)
    condition = Condition.objects.create(
        partnership_id=item.partnership_id, item=item, what=what, owner=owner, by_day=by_day
    )
    trail.record(
        "added a condition",
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={"what": what},
    )
    return condition


@unlocked()
def meet_condition(condition: Condition, *, how: str, by: Worker) -> Condition:
    """The condition is met: how, in words that the panel reads when it looks back."""
    condition = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("item__sitting", "item__decision__outcome", "item__referral", "met_by")
        .get(pk=condition.pk)
    )
    item = condition.item
    answer = require(rules.may_meet_condition(by.on(localdate()), condition, item.sitting.team_id))
    condition.met_at, condition.met_by, condition.met_how = now(), by, how
    condition.save(update_fields=["met_at", "met_by", "met_how"])
    trail.record(
        "met a condition of the panel",
        condition,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
        changed={"what": condition.what, "how": how},
    )
    finish_doing(Doing.MEET_CONDITION, condition, how=how, by=by)
    return condition
