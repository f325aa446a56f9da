"""Screening a referral, and answering what was asked about it."""

from django.db import transaction
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.partnership.models import Worker
from homeward.referrals import rules
from homeward.referrals.models import Referral, Reply, Screening
from homeward.referrals.rules import Outcome
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


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
    answer = require(rules.may_screen(by.on(today), referral, referral.outcome_now()))
    officer = taken_back_by.on(today) if taken_back_by else None
    require(rules.may_save_outcome(outcome, officer, referral.partnership_id, redirected_to))
    screening = Screening.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        outcome=outcome,
        reasons=reasons,
        by=by,
        taken_back_by=taken_back_by if outcome == Outcome.TOO_RISKY else None,
        redirected_to=redirected_to if outcome == Outcome.REDIRECTED else "",
    )
    trail.record(
        f"screened a referral: {outcome}",
        referral,
        by=by,
        children=referral.child_ids(),
        because=answer.reason,
        changed={"reasons": reasons, "redirected_to": redirected_to},
    )
    _after_screening(referral, screening, by=by)
    return screening


def _after_screening(referral: Referral, screening: Screening, *, by: Worker) -> None:
    today = localdate()
    children = referral.children.all()
    if screening.outcome == Outcome.ASK_FOR_MORE:
        open_task(
            team=referral.from_team,
            children=children,
            doing=Doing.ANSWER,
            subject=referral,
            what=f"Answer what was asked about referral {referral}",
            because=f"{by} asked for more",
            due=working_days_after(today, rules.ANSWER_WORKING_DAYS),
            by=by,
        )
    elif screening.outcome == Outcome.TOO_RISKY:
        open_task(
            team=referral.from_team,
            worker=screening.taken_back_by,
            children=children,
            what=f"Take back the family of referral {referral}: too risky for this service",
            because=f"{by} screened it as too risky",
            due=today,
            urgent=True,
            by=by,
        )


@transaction.atomic
def answer_question(referral: Referral, *, words: str, by: Worker) -> Reply:
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    screening = referral.question_open()
    latest = screening.outcome if screening else None
    answer = require(rules.may_answer(by.on(localdate()), referral, latest))
    reply = Reply.objects.create(
        partnership_id=referral.partnership_id, screening=screening, words=words, by=by
    )
    trail.record(
        "answered what was asked about a referral",
        referral,
        by=by,
        children=referral.child_ids(),
        because=answer.reason,
        changed={"words": words},
    )
    finish_doing(Doing.ANSWER, referral, how="It was answered", by=by)
    return reply
