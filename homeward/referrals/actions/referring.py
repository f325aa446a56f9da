"""Making a referral: the family is entered, both teams work with it, and danger goes to duty at once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate, localtime, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.actions import enter_child
from homeward.people.models import Adult, Child, Relationship
from homeward.referrals import rules
from homeward.referrals.actions.standards import standard_for
from homeward.referrals.models import Referral, ReferralAdult, ReferralChild
from homeward.referrals.rules import Urgency
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


@unlocked()
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
    draft_number: int | None = None,
) -> Referral:
    """Send a referral to a team, never to a person. Immediate danger goes to duty at once as well."""
    today = localdate()
    answer = require(rules.may_refer(by.on(today), from_team.pk))
    partnership = from_team.partnership
    require(rules.may_send_to(to_team.kind, to_team.partnership_id, partnership.pk))
    named = [(f"{child.given_name} {child.family_name}", child.born) for child in children]
    require(rules.may_refer_children(named))
    sent_at = now()
    standard = standard_for(to_team, today)
    screen_by = standard.clock.due(localtime(sent_at))
    assert screen_by is not None  # nothing has stopped the clock yet
    referral = Referral.objects.create(
        partnership=partnership,
        reference=_fresh_reference(partnership.pk),
        from_team=from_team,
        to_team=to_team,
        referred_by=by,
        sent_at=sent_at,
        standard=standard,
        screen_by=screen_by,
        reasons=list(reasons),
        why_now=why_now,
        tried=tried,
        going_well=going_well,
        family_says=family_says,
        urgency=urgency,
        danger=danger,
        draft_number=draft_number,
    )
    entered = [_add_child(referral, referred, by=by) for referred in children]
    for named in adults:
        _add_adult(referral, named, entered)
    trail.record(
        "referred a family",
        referral,
        by=by,
        children=[child.pk for child in entered],
        because=answer.reason,
        changed={
            "reasons": reasons,
            "why_now": why_now,
            "tried": tried,
            "family_says": family_says,
        },
    )
    if urgency == Urgency.DANGER:
        _to_duty(referral, entered, by=by)
    return referral


def _add_child(referral: Referral, referred: ReferredChild, *, by: Worker) -> Child:
    """Enter the child once; from now on both teams work with the child."""
    child = enter_child(
        partnership_id=referral.partnership_id,
        given_name=referred.given_name,
        family_name=referred.family_name,
        born=referred.born,
        by=by,
        preferred_name=referred.preferred_name,
        sex=referred.sex,
    )
    ReferralChild.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        child=child,
        says=referred.says,
        not_asked_because=referred.not_asked_because,
    )
    for team in (referral.from_team, referral.to_team):
        involve_team(child, team, because=f"referral {referral}", by=by, on=localdate())
    return child


def _add_adult(referral: Referral, named: ReferredAdult, children: Sequence[Child]) -> None:
    adult = Adult.objects.create(
        partnership_id=referral.partnership_id,
        name=named.name,
        phone=named.phone,
        safe_contact=named.safe_contact,
        interpreter=named.interpreter,
    )
    ReferralAdult.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        adult=adult,
        kind=named.kind,
        parental_responsibility=named.parental_responsibility,
    )
    Relationship.objects.bulk_create(
        Relationship(
            partnership_id=referral.partnership_id,
            child=child,
            adult=adult,
            kind=named.kind,
            parental_responsibility=named.parental_responsibility,
            period=(localdate(), None),
        )
        for child in children
    )


def _to_duty(referral: Referral, children: Sequence[Child], *, by: Worker) -> None:
    """Immediate danger: the council's duty team sees it at once; the referral goes on as well."""
    duty = Team.objects.get(partnership_id=referral.partnership_id, kind=Team.Kind.DUTY)
    for child in children:
        involve_team(child, duty, because=f"danger now, referral {referral}", by=by, on=localdate())
    open_task(
        team=duty,
        children=children,
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
