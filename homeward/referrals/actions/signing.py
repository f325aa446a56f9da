"""Signing what the panel decided, and what that opens. Children Act 1989, section 17: the council decides."""

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option
from homeward.decisions.rules import may_sign
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Worker
from homeward.referrals import queries, rules
from homeward.referrals.actions.ending import let_team_go
from homeward.referrals.actions.sittings import let_members_see
from homeward.referrals.actions.taking_part import locked
from homeward.referrals.models import AgendaItem, Minute, Referral
from homeward.referrals.rules import PanelOutcome
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@unlocked()
def sign_panel_decision(
    item: AgendaItem,
    *,
    outcome: Option,
    reasons: str,
    alternative: str,
    signed_name: str,
    version: int,
    by: Worker,
) -> Decision:
    """The chair signs. What it opens: conditions as tasks, a key worker to allocate, other help to offer."""
    # Who lawfully decides is asked first: everyone else is told that, and not about the form.
    arrangement = Arrangement.objects.in_force(
        item.partnership_id, item.decision.function, localdate()
    )
    item = locked(item)
    require(may_sign(by.on(localdate()), item.decision, arrangement, ()))
    panel = require(queries.may_sign_item(item, by.pk))
    require(rules.may_save_panel_outcome(outcome.code, alternative, item.conditions.count()))
    decision = decisions.sign_decision(
        item.decision,
        outcome=outcome,
        reasons=reasons,
        look_again_if="",
        look_again_by=None,
        dissent=_in_one(item),
        signed_name=signed_name,
        version=version,
        by=by,
        panel=panel,
    )
    item.alternative = alternative if outcome.code == PanelOutcome.NOT_AGREED else ""
    item.save(update_fields=["alternative"])
    if item.alternative:
        trail.record(
            "said what other help is offered",
            item,
            by=by,
            children=item.referral.child_ids(),
            because=decision.authority,
            changed={"alternative": item.alternative},
        )
    item.decision = decision
    Minute.objects.create(
        partnership_id=item.partnership_id,
        item=item,
        held=queries.minute_of(item),
        frozen_by=by,
    )
    _after_panel(item, outcome, by=by)
    let_team_go(item.referral, by=by)
    # Who is of the team sees it no less long than the other members.
    let_members_see(item.sitting, items=[item], by=by)
    return decision


def _in_one(item: AgendaItem) -> str:
    """The members' own words, word for word, as the log of decisions shows them."""
    dissents = item.dissents.select_related("worker")
    return "\n\n".join(f"{dissent.worker}: {dissent.words}" for dissent in dissents)


def _after_panel(item: AgendaItem, outcome: Option, *, by: Worker) -> None:
    today, referral = localdate(), item.referral
    children = referral.children.all()
    helped = Referral.objects.filter(pk=referral.pk, episode__isnull=False).exists()
    if helped:
        _looked_back(referral, outcome, by=by)
    if outcome.code in rules.TAKEN_ON and not helped:
        open_task(
            team=referral.to_team,
            children=children,
            what="Allocate a key worker",
            doing=Doing.ALLOCATE,
            subject=referral,
            because=f"The panel took on the family of referral {referral}",
            due=working_days_after(today, 1),
            by=by,
        )
    elif outcome.code not in rules.TAKEN_ON:
        what = (
            "Offer the other help"
            if outcome.code == PanelOutcome.NOT_AGREED
            else "Bring what was asked"
        )
        open_task(
            team=referral.from_team,
            children=children,
            what=f"{what}: referral {referral}",
            because="The panel decided",
            due=working_days_after(today, 2),
            by=by,
        )
    if outcome.code != PanelOutcome.CONDITIONS:
        return
    for condition in item.conditions.select_related("owner"):
        open_task(
            team=referral.to_team,
            worker=condition.owner,
            children=children,
            doing=Doing.MEET_CONDITION,
            subject=condition,
            what=condition.what[:200],
            because=f"A condition of the panel, referral {referral}",
            due=condition.by_day,
            by=by,
        )


def _looked_back(referral: Referral, outcome: Option, *, by: Worker) -> None:
    """Help had begun before the panel. Its no ends nothing by itself: that is a decision of its own."""
    if outcome.code != PanelOutcome.DEFER:
        finish_doing(Doing.LOOK_BACK, referral, how=f"The panel: {outcome.what}", by=by)
    if outcome.code == PanelOutcome.NOT_AGREED:
        open_task(
            team=referral.to_team,
            children=referral.children.all(),
            what="Prepare the decision to end support: the panel looked back and would end it",
            because=f"The panel looked back at referral {referral}",
            due=working_days_after(localdate(), 2),
            by=by,
        )
