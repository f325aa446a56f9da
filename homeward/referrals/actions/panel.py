"""The panel's sittings and agenda: bringing a family with its papers, interests and conditions."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.models import Team, Worker
from homeward.partnership.rules import Function
from homeward.referrals import rules
from homeward.referrals.models import AgendaItem, Condition, Interest, Referral, Sitting
from homeward.trail import actions as trail


@transaction.atomic
def arrange_sitting(team: Team, *, held_on: date, chair: Worker, by: Worker) -> Sitting:
    # The team's row is locked, so that two people arranging the same day are told, one after the other.
    team = Team.objects.select_for_update().get(pk=team.pk)
    today = localdate()
    answer = require(rules.may_arrange_sitting(by.on(today), team.pk))
    require(rules.may_chair(chair.on(today), team.pk))
    if Sitting.objects.filter(team=team, held_on=held_on).exists():
        raise Refused(
            refuse("the panel sits on that day already", "Choose another day, or use that sitting.")
        )
    sitting = Sitting.objects.create(
        partnership_id=team.partnership_id, team=team, held_on=held_on, chair=chair
    )
    trail.record("arranged a sitting of the panel", sitting, by=by, because=answer.reason)
    return sitting


@transaction.atomic
def bring_to_panel(referral: Referral, sitting: Sitting, *, by: Worker) -> AgendaItem:
    """Put a referral on an agenda. Its papers are frozen as they are now."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    waiting = referral.agenda_items.filter(decision__signed_at=None).exists()
    answer = require(
        rules.may_bring_to_panel(
            by.on(localdate()), referral, referral.outcome_now(), waiting, referral.panel_decided()
        )
    )
    require(rules.may_go_on_agenda(referral, sitting, _was_on(referral, sitting), localdate()))
    decision = decisions.prepare_decision(
        function=Function.OFFER_HELP,
        question=f"Should the service take on the family of referral {referral}?",
        children=referral.children.all(),
        due=sitting.held_on,
        options=rules.PANEL_OPTIONS,
        by=by,
    )
    item = AgendaItem.objects.create(
        partnership_id=referral.partnership_id,
        sitting=sitting,
        referral=referral,
        decision=decision,
        papers=papers_of(referral),
        frozen_by=by,
    )
    trail.record(
        "put a family on the panel's agenda",
        item,
        by=by,
        children=referral.child_ids(),
        because=answer.reason,
    )
    return item


@transaction.atomic
def declare_interest(
    item: AgendaItem, *, interest: str, then: Interest.Then, by: Worker
) -> Interest:
    item.decision = Decision.objects.select_for_update().get(pk=item.decision_id)
    answer = require(rules.may_declare_interest(by.on(localdate()), item))
    declared, _ = Interest.objects.update_or_create(
        item=item,
        worker=by,
        defaults={"partnership_id": item.partnership_id, "interest": interest, "then": then},
    )
    trail.record(
        "declared an interest",
        item,
        by=by,
        children=item.referral.child_ids(),
        because=answer.reason,
    )
    return declared


@transaction.atomic
def add_condition(
    item: AgendaItem, *, what: str, owner: Worker, by_day: date, by: Worker
) -> Condition:
    # The decision is locked and its version goes up: who signs has seen every condition.
    item.decision = Decision.objects.select_for_update().get(pk=item.decision_id)
    answer = require(rules.may_declare_interest(by.on(localdate()), item))
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


def _was_on(referral: Referral, sitting: Sitting) -> bool:
    return AgendaItem.objects.filter(referral=referral, sitting=sitting).exists()


def papers_of(referral: Referral) -> dict:
    """The referral as the panel reads it, copied so that later changes do not reach back."""
    return {
        "reference": str(referral),
        "referred_by": referral.referred_by.name,
        "sent_at": referral.sent_at.isoformat(),
        "why_now": referral.why_now,
        "reasons": referral.reasons,
        "tried": referral.tried,
        "going_well": referral.going_well,
        "family_says": referral.family_says,
        "urgency": referral.urgency,
        "danger": referral.danger,
        "children": [
            {
                "name": about.child.name,
                "born": about.child.born.isoformat(),
                "says": about.says,
                "not_asked_because": about.not_asked_because,
            }
            for about in referral.about.select_related("child")
        ],
        "adults": [
            {"name": a.adult.name, "kind": a.kind, "interpreter": a.adult.interpreter}
            for a in referral.adults.select_related("adult")
        ],
        "screening": [
            {
                "outcome": screening.outcome,
                "reasons": screening.reasons,
                "by": screening.by.name,
                "reply": screening.reply.words if hasattr(screening, "reply") else "",
            }
            for screening in referral.screenings.select_related("by", "reply")
        ],
    }
