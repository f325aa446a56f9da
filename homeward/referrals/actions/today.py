"""Asking for help today. What the team answers, and who signs it, is in `support`, where help begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.referrals import rules
from homeward.referrals.actions.referring import ReferredAdult, ReferredChild, refer
from homeward.referrals.models import Crisis, Referral
from homeward.referrals.rules import Night, Urgency
from homeward.tasks.actions import open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


NOT_ASKED = "Not asked yet: help was needed today."


@dataclass(frozen=True)
class NeededToday:
    """Who told us, what is needed today, and where the children can sleep tonight."""

    told_by: str
    needed: str
    night: Night


@unlocked()
def refer_crisis(
    needed: NeededToday,
    *,
    from_team: Team,
    to_team: Team,
    children: Sequence[ReferredChild],
    adults: Sequence[ReferredAdult],
    reasons: Sequence[str],
    what_happened: str,
    family_says: str,
    danger: bool,
    by: Worker,
) -> Crisis:
    """A family nobody has referred, with the least that is needed to go: the rest is written when they are safe."""
    referral = refer(
        from_team=from_team,
        to_team=to_team,
        children=children,
        adults=adults,
        reasons=reasons,
        why_now=what_happened,
        tried=NOT_ASKED,
        going_well="",
        family_says=family_says or NOT_ASKED,
        urgency=Urgency.DANGER if danger else Urgency.SOON,
        danger=what_happened if danger else "",
        by=by,
    )
    return ask_for_today(referral, needed, by=by)


@unlocked()
def ask_for_today(referral: Referral, needed: NeededToday, *, by: Worker) -> Crisis:
    """The team that was referred to is asked who can go today."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    today = localdate()
    answer = require(
        rules.may_ask_for_today(
            by.on(today),
            referral.from_team_id,
            latest=referral.outcome_now(),
            decided=referral.panel_decided(),
            asked=Crisis.objects.filter(referral=referral).exists(),
            helped=Referral.objects.filter(pk=referral.pk, episode__isnull=False).exists(),
        )
    )
    crisis = Crisis.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        told_by=needed.told_by,
        needed=needed.needed,
        night=needed.night,
        asked_by=by,
    )
    trail.record(
        "asked for help today",
        crisis,
        by=by,
        children=referral.child_ids(),
        because=answer.reason,
        changed={
            "what": needed.needed,
            "told_by": needed.told_by,
            "tonight": needed.night.words,
        },
    )
    children = referral.children.all()
    open_task(
        team=referral.to_team,
        children=children,
        what="Say who goes today, and when",
        because=f"Help today was asked for: referral {referral}",
        due=today,
        urgent=True,
        doing=Doing.ANSWER_CRISIS,
        subject=crisis,
        by=by,
    )
    if needed.night in rules.COUNCIL_DECIDES:
        open_task(
            team=referral.from_team,
            children=children,
            what="Decide today where the children sleep tonight (Children Act 1989, section 20)",
            because=f"{needed.night.words}: referral {referral}",
            due=today,
            urgent=True,
            by=by,
        )
    return crisis
