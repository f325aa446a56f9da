"""Screening a referral, and answering what was asked about it."""

from collections.abc import Mapping

from django.utils.timezone import localdate, localtime

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.referrals import rules
from homeward.referrals.actions.eligibility import ask_criteria, keep_check
from homeward.referrals.actions.ending import let_team_go
from homeward.referrals.actions.waiting import begin_waiting, leave_list
from homeward.referrals.models import Referral, Reply, Screening
from homeward.referrals.rules import Judgement, Outcome, Waits
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@unlocked()
def screen_referral(
    referral: Referral,
    *,
    outcome: Outcome,
    reasons: str,
    by: Worker,
    taken_back_by: Worker | None = None,
    redirected_to: str = "",
    waits: Waits | None = None,
    answers: Mapping[int, Judgement] | None = None,
    against: str = "",
) -> Screening:
    """Save an outcome. `waits` says how a family waits for which there is no room; `answers`, what was answered
    of the criteria of whom the service is for; `against`, why it is seen otherwise than they advise."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    today = localdate()
    latest = referral.outcome_now()
    answer = require(rules.may_screen(by.on(today), referral, latest))
    require(rules.may_follow(latest, outcome, referral.question_open() is not None))
    if outcome == Outcome.NO_CAPACITY:
        require(rules.may_wait(waits, today))
    version, judged = ask_criteria(
        localdate(referral.sent_at),
        partnership_id=referral.partnership_id,
        born=list(referral.children.values_list("born", flat=True)),
        reasons=referral.reasons,
        outcome=outcome,
        answers=answers or {},
        against=against,
    )
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
        changed={
            "reasons": reasons,
            "redirected_to": redirected_to,
            **({"interim": waits.interim_what, "review_on": waits.review_on} if waits else {}),
        },
    )
    # Who is put on the list was not asked about on that page; who leaves it is.
    if version is not None and outcome != Outcome.NO_CAPACITY:
        keep_check(screening, version, judged, against, by=by)
    if outcome == Outcome.NO_CAPACITY and waits is not None:
        begin_waiting(referral, waits, by=by)
    else:
        leave_list(referral, outcome, by=by)
    if outcome != Outcome.ASK_FOR_MORE:
        # Nothing is being asked now, so nothing can be answered: what was asked before waits no longer.
        finish_doing(Doing.ANSWER, referral, how=f"No answer is needed now: {outcome}", by=by)
    _after_screening(referral, screening, by=by)
    let_team_go(referral, by=by)
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
            due=working_days_after(today, referral.standard.answer_days),
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


@unlocked()
def answer_question(referral: Referral, *, words: str, by: Worker) -> Reply:
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    screening = referral.question_open()
    latest = screening.outcome if screening else None
    answer = require(rules.may_answer(by.on(localdate()), referral, latest))
    reply = Reply.objects.create(
        partnership_id=referral.partnership_id, screening=screening, words=words, by=by
    )
    due = referral.standard.clock.due(localtime(referral.sent_at), referral.stops())
    if due is not None:  # None: an older question is still open
        Referral.objects.filter(pk=referral.pk).update(screen_by=due)
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
