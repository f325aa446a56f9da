"""Writing a referral: a draft is kept section by section, and becomes a referral when it is sent.

A draft that its writer leaves alone is removed, as the page promises: it holds a family's words and is in
nobody's record (UK GDPR, Article 5(1)(e): kept no longer than is needed).
"""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.drafts.models import DAYS_KEPT, Draft
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.referrals import rules
from homeward.referrals.actions.referring import ReferredAdult, ReferredChild, refer
from homeward.referrals.models import Referral, ReferralDraft
from homeward.referrals.rules import Urgency
from homeward.trail import actions as trail


KNOWN = {"yes": True, "no": False}
NOT_KNOWN = "U"


@unlocked()
def start_draft(*, from_team: Team, to_team: Team, by: Worker) -> ReferralDraft:
    answer = require(rules.may_refer(by.on(localdate()), from_team.pk))
    require(rules.may_send_to(to_team.kind, to_team.partnership_id, from_team.partnership_id))
    draft = ReferralDraft.objects.create(
        partnership_id=from_team.partnership_id,
        worker=by,
        answers={"from_team": from_team.pk, "to_team": to_team.pk},
    )
    trail.record("began to write a referral", draft, by=by, because=answer.reason)
    return draft


@unlocked()
def save_section(
    draft: ReferralDraft, section: str, held: dict[str, Any], *, by: Worker
) -> ReferralDraft:
    """Keep one section. Locked, so that two open windows do not undo each other's sections."""
    draft = _own(draft, by)
    draft.answers[section] = held
    draft.save(update_fields=["answers", "saved_at"])
    return draft


@unlocked()
def save_person(
    draft: ReferralDraft, section: str, number: int, held: dict[str, Any], *, by: Worker
) -> ReferralDraft:
    """Keep one child or adult under its number: a number is never used again after a removal."""
    draft = _own(draft, by)
    others = [person for person in draft.answers.get(section, []) if person["number"] != number]
    draft.answers[section] = sorted(
        [*others, {**held, "number": number}], key=lambda p: p["number"]
    )
    draft.answers[f"{section}_last"] = max(number, draft.answers.get(f"{section}_last", 0))
    draft.save(update_fields=["answers", "saved_at"])
    return draft


@unlocked()
def remove_person(draft: ReferralDraft, section: str, number: int, *, by: Worker) -> ReferralDraft:
    draft = _own(draft, by)
    draft.answers[section] = [p for p in draft.answers.get(section, []) if p["number"] != number]
    draft.save(update_fields=["answers", "saved_at"])
    return draft


@unlocked()
def throw_away_draft(draft: ReferralDraft, *, by: Worker) -> None:
    draft = _own(draft, by)
    trail.record("threw away a referral that was not sent", draft, by=by)
    draft.delete()


@unlocked()
def send_draft(draft: ReferralDraft, *, by: Worker) -> Referral:
    """The draft becomes a referral and goes. What it held is in the record from now on."""
    draft = _own(draft, by)
    held = draft.answers
    require(rules.may_send(rules.lacking(held)))
    referral = refer(
        from_team=Team.objects.get(pk=held["from_team"]),
        to_team=Team.objects.get(pk=held["to_team"]),
        children=[_child(child) for child in held["children"]],
        adults=[_adult(adult) for adult in held["adults"]],
        reasons=held["why_now"]["reasons"],
        why_now=held["why_now"]["why_now"],
        tried=held["tried"]["tried"],
        going_well=held["tried"]["going_well"],
        family_says=held["family"]["family_says"],
        urgency=Urgency(held["urgency"]["urgency"]),
        danger=held["urgency"]["danger"],
        by=by,
        draft_number=draft.pk,
    )
    draft.delete()
    return referral


def _own(draft: ReferralDraft, by: Worker) -> ReferralDraft:
    """The draft, locked, if `by` writes it. Another window may have sent it a moment ago."""
    locked = ReferralDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise Refused(
            refuse(
                "this referral was sent or thrown away already",
                "If you sent it, it is on your list of referrals.",
            )
        )
    require(rules.may_write_draft(by.on(localdate()), locked))
    return locked


@unlocked()
def remove_old_drafts() -> None:
    """Remove the drafts that nobody changed for `DAYS_KEPT` days. What was sent is no draft any more."""
    long_ago = now() - timedelta(days=DAYS_KEPT)
    old = ReferralDraft.objects.select_for_update(skip_locked=True).filter(saved_at__lt=long_ago)
    for draft in old:
        # What the page saved while somebody typed lies beside the draft, and counts as a change of it.
        typed = Draft.objects.filter(
            worker_id=draft.worker_id, path__startswith=reverse("referrals:draft", args=[draft.pk])
        )
        if typed.filter(saved_at__gte=long_ago).exists():
            continue
        trail.record(
            "removed a referral that was not sent",
            draft,
            by=None,
            because=f"nobody changed it for {DAYS_KEPT} days",
        )
        typed.delete()
        draft.delete()


def _child(held: dict[str, Any]) -> ReferredChild:
    return ReferredChild(
        given_name=held["given_name"],
        family_name=held["family_name"],
        preferred_name=held["preferred_name"],
        born=date.fromisoformat(held["born"]),
        sex=held.get("sex", NOT_KNOWN),  # a draft begun before this was asked does not say
        says=held["says"],
        not_asked_because=held["not_asked_because"],
    )


def _adult(held: dict[str, Any]) -> ReferredAdult:
    return ReferredAdult(
        name=held["name"],
        kind=held["kind"],
        phone=held["phone"],
        safe_contact=held["safe_contact"],
        interpreter=held["interpreter"],
        parental_responsibility=KNOWN.get(held["parental_responsibility"]),
    )
