"""Bringing a family to the panel, with its papers as they are then."""

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.decisions import actions as decisions
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.partnership.rules import Function
from homeward.referrals import rules
from homeward.referrals.actions.sittings import let_members_see
from homeward.referrals.models import AgendaItem, Crisis, Referral, Sitting
from homeward.referrals.queries import last_check
from homeward.trail import actions as trail


@unlocked()
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
    crisis = Crisis.objects.filter(referral=referral).select_related("decision__outcome").first()
    helped_on = crisis.helped_on if crisis else None
    decision = decisions.prepare_decision(
        function=Function.OFFER_HELP,
        question=rules.question_of_panel(str(referral), helped_on),
        children=referral.children.all(),
        due=sitting.held_on,
        options=rules.LOOKING_BACK_OPTIONS if helped_on else rules.PANEL_OPTIONS,
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
    let_members_see(sitting, by=by)
    trail.record(
        "put a family on the panel's agenda",
        item,
        by=by,
        children=referral.child_ids(),
        because=answer.reason,
    )
    return item


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
        "today": _help_today(referral),
        "fits": _fits(referral),
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


def _help_today(referral: Referral) -> dict[str, str]:
    """Of help that began before the panel: what was asked, who went, and why it was decided."""
    crisis = (
        Crisis.objects.filter(referral=referral)
        .select_related("decision__outcome", "decision__signed_by", "who_goes")
        .first()
    )
    if crisis is None or crisis.helped_on is None or crisis.decision is None:
        return {}
    return {
        "began_on": crisis.helped_on.isoformat(),
        "needed": crisis.needed,
        "told_by": crisis.told_by,
        "who_went": str(crisis.who_goes),
        "decided_by": str(crisis.decision.signed_by),
        "reasons": crisis.decision.reasons,
    }


def _fits(referral: Referral) -> dict[str, object]:
    """What the criteria of whom the service is for said when it was screened, and why it was seen otherwise."""
    check = last_check(referral)
    if check is None:
        return {}
    return {
        "version": str(check.eligibility),
        "says": check.in_words,
        "against": check.against_because,
        "answers": [
            {"words": one.criterion.words, "said": one.judged.in_words}
            for one in check.answers.all()
        ],
    }
