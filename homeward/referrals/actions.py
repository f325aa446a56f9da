"""Making a referral, screening it, bringing it to panel, and signing what the panel decided."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.clocks.rules import working_days_after
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option
from homeward.partnership.models import Team, Worker
from homeward.partnership.rules import Function
from homeward.people.actions import enter_child
from homeward.people.models import Adult, Relationship
from homeward.referrals import rules
from homeward.referrals.models import (
    AgendaItem,
    Condition,
    Interest,
    Referral,
    ReferralAdult,
    ReferralChild,
    Reply,
    Screening,
    Sitting,
)
from homeward.referrals.rules import Outcome, PanelOutcome, Urgency
from homeward.sharing.actions import involve_team
from homeward.tasks.actions import open_task
from homeward.trail import actions as trail


@dataclass(frozen=True)
class ReferredChild:
    given_name: str
    family_name: str
    born: date
    preferred_name: str = ""
    sex: str = "U"
    says: str = ""
    not_asked_because: str = ""


@dataclass(frozen=True)
class ReferredAdult:
    name: str
    kind: str
    phone: str = ""
    safe_contact: str = ""
    interpreter: str = ""
    parental_responsibility: bool | None = None


@transaction.atomic
def refer(
    *,
    from_team: Team,
    to_team: Team,
    children: Sequence[ReferredChild],
    adults: Sequence[ReferredAdult],
    reasons: Sequence[str],
    why_now: str,
    tried: str,
    going_well: str,
    family_says: str,
    urgency: Urgency,
    danger: str,
    by: Worker,
) -> Referral:
    """Send a referral to a team, never to a person. Immediate danger goes to duty at once as well."""
    today = localdate()
    answer = require(rules.may_refer(by.on(today), from_team.pk))
    partnership = from_team.partnership
    referral = Referral.objects.create(
        partnership=partnership,
        reference=_fresh_reference(partnership.pk),
        from_team=from_team,
        to_team=to_team,
        referred_by=by,
        sent_at=now(),
        screen_by=working_days_after(today, partnership.screening_working_days),
        reasons=list(reasons),
        why_now=why_now,
        tried=tried,
        going_well=going_well,
        family_says=family_says,
        urgency=urgency,
        danger=danger,
    )
    entered = []
    for referred in children:
        child = enter_child(
            partnership_id=partnership.pk,
            given_name=referred.given_name,
            family_name=referred.family_name,
            born=referred.born,
            by=by,
            preferred_name=referred.preferred_name,
            sex=referred.sex,
        )
        ReferralChild.objects.create(
            partnership=partnership,
            referral=referral,
            child=child,
            says=referred.says,
            not_asked_because=referred.not_asked_because,
        )
        for team in (from_team, to_team):
            involve_team(child, team, because=f"referral {referral}", by=by, on=today)
        entered.append(child)
    for named in adults:
        adult = Adult.objects.create(
            partnership=partnership,
            name=named.name,
            phone=named.phone,
            safe_contact=named.safe_contact,
            interpreter=named.interpreter,
        )
        ReferralAdult.objects.create(
            partnership=partnership,
            referral=referral,
            adult=adult,
            kind=named.kind,
            parental_responsibility=named.parental_responsibility,
        )
        Relationship.objects.bulk_create(
            Relationship(
                partnership=partnership,
                child=child,
                adult=adult,
                kind=named.kind,
                parental_responsibility=named.parental_responsibility,
                period=(today, None),
            )
            for child in entered
        )
    trail.record(
        "referred a family",
        referral,
        by=by,
        children=[child.pk for child in entered],
        because=answer.reason,
        changed={"reasons": reasons, "why_now": why_now, "tried": tried, "family_says": family_says},
    )
    if urgency == Urgency.DANGER:
        _to_duty(referral, entered, by=by)
    return referral


def _to_duty(referral: Referral, children, *, by: Worker) -> None:
    """Immediate danger: the council's duty team sees it at once; the referral goes on as well."""
    duty = Team.objects.get(partnership_id=referral.partnership_id, kind=Team.Kind.DUTY)
    for child in children:
        involve_team(child, duty, because=f"danger now, referral {referral}", by=by, on=localdate())
    open_task(
        team=duty,
        child=children[0],
        what="See that the children are safe now",
        because=f"Referral {referral} says: danger now",
        due=localdate(),
        urgent=True,
        by=by,
    )


def _fresh_reference(partnership_id: int) -> str:
    while True:
        reference = rules.reference_from(secrets.choice)
        if not Referral.objects.filter(partnership_id=partnership_id, reference=reference).exists():
            return reference


@transaction.atomic
def screen_referral(
    referral: Referral,
    *,
    outcome: Outcome,
    reasons: str,
    by: Worker,
    taken_back_by: Worker | None = None,
    redirected_to: str = "",
) -> Screening:
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    today = localdate()
    answer = require(rules.may_screen(by.on(today), referral, latest_outcome(referral)))
    officer = taken_back_by.on(today) if taken_back_by else None
    require(rules.may_save_outcome(outcome, officer, referral.partnership_id))
    screening = Screening.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        outcome=outcome,
        reasons=reasons,
        by=by,
        taken_back_by=taken_back_by if outcome == Outcome.TOO_RISKY else None,
        redirected_to=redirected_to,
    )
    trail.record(
        f"screened a referral: {outcome}",
        referral,
        by=by,
        children=_child_ids(referral),
        because=answer.reason,
        changed={"reasons": reasons, "redirected_to": redirected_to},
    )
    _after_screening(referral, screening, by=by)
    return screening


def _after_screening(referral: Referral, screening: Screening, *, by: Worker) -> None:
    today = localdate()
    child = referral.children.first()
    if screening.outcome == Outcome.ASK_FOR_MORE:
        open_task(
            team=referral.from_team,
            child=child,
            what=f"Answer what was asked about referral {referral}",
            because=f"{by} asked for more",
            due=working_days_after(today, 2),
            by=by,
        )
    elif screening.outcome == Outcome.TOO_RISKY:
        open_task(
            team=referral.from_team,
            worker=screening.taken_back_by,
            child=child,
            what=f"Take back the family of referral {referral}: too risky for this service",
            because=f"{by} screened it as too risky",
            due=today,
            urgent=True,
            by=by,
        )


@transaction.atomic
def answer_question(referral: Referral, *, words: str, by: Worker) -> Reply:
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    screening = referral.screenings.last()
    latest = screening.outcome if screening and not Reply.objects.filter(screening=screening).exists() else None
    answer = require(rules.may_answer(by.on(localdate()), referral, latest))
    reply = Reply.objects.create(
        partnership_id=referral.partnership_id, screening=screening, words=words, by=by
    )
    trail.record(
        "answered what was asked about a referral",
        referral,
        by=by,
        children=_child_ids(referral),
        because=answer.reason,
        changed={"words": words},
    )
    return reply


@transaction.atomic
def bring_to_panel(referral: Referral, sitting: Sitting, *, by: Worker) -> AgendaItem:
    """Put a referral on an agenda. Its papers are frozen as they are now."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    waiting = referral.agenda_items.filter(decision__signed_at=None).exists()
    answer = require(
        rules.may_bring_to_panel(by.on(localdate()), referral, latest_outcome(referral), waiting)
    )
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
        children=_child_ids(referral),
        because=answer.reason,
    )
    return item


@transaction.atomic
def declare_interest(item: AgendaItem, *, interest: str, then: Interest.Then, by: Worker) -> Interest:
    answer = require(rules.may_declare_interest(by.on(localdate()), item))
    declared, _ = Interest.objects.update_or_create(
        item=item,
        worker=by,
        defaults={"partnership_id": item.partnership_id, "interest": interest, "then": then},
    )
    trail.record(
        "declared an interest", item, by=by, children=_child_ids(item.referral), because=answer.reason
    )
    return declared


@transaction.atomic
def add_condition(item: AgendaItem, *, what: str, owner: Worker, by_day: date, by: Worker) -> Condition:
    answer = require(rules.may_declare_interest(by.on(localdate()), item))
    condition = Condition.objects.create(
        partnership_id=item.partnership_id, item=item, what=what, owner=owner, by_day=by_day
    )
    trail.record(
        "added a condition",
        item,
        by=by,
        children=_child_ids(item.referral),
        because=answer.reason,
        changed={"what": what},
    )
    return condition


@transaction.atomic
def sign_panel_decision(
    item: AgendaItem,
    *,
    outcome: Option,
    reasons: str,
    alternative: str,
    dissent: str,
    signed_name: str,
    version: int,
    by: Worker,
) -> Decision:
    """The chair signs. What it opens: conditions as tasks, a key worker to allocate, other help to offer."""
    if outcome.code == PanelOutcome.NOT_AGREED and not alternative:
        raise Refused(refuse("not agreed needs the other help that is offered instead: say what it is"))
    if outcome.code == PanelOutcome.CONDITIONS and not item.conditions.exists():
        raise Refused(refuse("with conditions needs at least one condition: add what, who and by when"))
    decision = decisions.sign_decision(
        item.decision,
        outcome=outcome,
        reasons=reasons,
        look_again_if="",
        look_again_by=None,
        dissent=dissent,
        signed_name=signed_name,
        version=version,
        by=by,
    )
    item.alternative = alternative
    item.save(update_fields=["alternative"])
    _after_panel(item, outcome, by=by)
    return decision


def _after_panel(item: AgendaItem, outcome: Option, *, by: Worker) -> None:
    today, referral = localdate(), item.referral
    child = referral.children.first()
    if outcome.code in (PanelOutcome.AGREE, PanelOutcome.CONDITIONS):
        open_task(
            team=referral.to_team,
            child=child,
            what="Allocate a key worker",
            because=f"The panel took on the family of referral {referral}",
            due=working_days_after(today, 1),
            by=by,
        )
    else:
        what = "Offer the other help" if outcome.code == PanelOutcome.NOT_AGREED else "Bring what was asked"
        open_task(
            team=referral.from_team,
            child=child,
            what=f"{what}: referral {referral}",
            because="The panel decided",
            due=working_days_after(today, 2),
            by=by,
        )
    for condition in item.conditions.all():
        open_task(
            team=referral.to_team,
            worker=condition.owner,
            child=child,
            what=condition.what[:200],
            because=f"A condition of the panel, referral {referral}",
            due=condition.by_day,
            by=by,
        )


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


def latest_outcome(referral: Referral) -> str | None:
    return referral.screenings.values_list("outcome", flat=True).last()


def _child_ids(referral: Referral) -> list[int]:
    return list(referral.about.values_list("child_id", flat=True))
