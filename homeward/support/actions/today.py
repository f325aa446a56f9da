"""Help today: what the team answers, the signature of whom the register names, and help that begins at once.

The decision is a formal one like any other (`decisions`): it has options, what each child, the council and the
charity say, and it is signed under the register of the day. Signed, help begins: the question whether the
children stay at home is prepared for its own decider, and the panel gets a day by which it looks back.
"""

from datetime import time

from django.utils.timezone import localdate, localtime, now

from homeward.access.guard import require
from homeward.clocks.rules import Duty, working_days_after
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option, View
from homeward.limits.queries import limit_on
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.partnership.rules import Function
from homeward.referrals import actions as referrals
from homeward.referrals import rules as referral_rules
from homeward.referrals.models import Crisis, Referral
from homeward.referrals.rules import Outcome, TodayOutcome
from homeward.support.actions.safety import (
    let_deciders_go,
    let_deciders_see,
    prepare_safety_decision,
)
from homeward.support.actions.shared import record
from homeward.support.models import Allocation, EpisodeChild, EpisodeOfHelp
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


# Why one child was not asked stands in that child’s own file.
NOT_ASKED = "Not asked yet: the referral says why."


@unlocked()
def cannot_go(crisis: Crisis, *, why: str, by: Worker) -> Crisis:
    """Nobody can: the council knows at once, and the referral goes its usual way."""
    crisis, reason = _answering(crisis, by)
    _answer(crisis, why, reason, by, can_go=False)
    open_task(
        team=crisis.referral.from_team,
        children=crisis.referral.children.all(),
        what="Decide what keeps the children safe tonight: the team cannot go",
        because=f"Referral {crisis.referral}: {by} says that nobody can go today",
        due=localdate(),
        urgent=True,
        by=by,
    )
    return crisis


@unlocked()
def say_who_goes(
    crisis: Crisis, *, who: Worker, at: time | None, what: str, by: Worker
) -> Decision:
    """Who goes, when, and what they will do: with it the decision is complete, and waits for its signature."""
    crisis, reason = _answering(crisis, by)
    referral, today = crisis.referral, localdate()
    require(referral_rules.may_go(who.on(today), referral.to_team_id))
    if referral.outcome_now() != Outcome.TAKE_ON:
        referrals.screen_referral(
            referral,
            outcome=Outcome.TAKE_ON,
            reasons=f"Help is needed today. {what}",
            against="Help was needed today. The panel looks at whom the service is for when it looks back.",
            by=by,
        )
    decision = _prepare(crisis, what, by)
    _answer(crisis, what, reason, by, can_go=True, who_goes=who, goes_at=at, decision=decision)
    let_deciders_see(decision.children.all(), Function(decision.function), by=by)
    return decisions.send_for_signing(decision, version=decision.version, by=by)


def _answering(crisis: Crisis, by: Worker) -> tuple[Crisis, str]:
    """Locked from the referral on, as all do who lock both."""
    referral = Referral.objects.select_for_update().get(pk=crisis.referral_id)
    crisis = Crisis.objects.select_for_update().get(pk=crisis.pk)
    crisis.referral = referral
    helped = EpisodeOfHelp.objects.filter(referral=referral).exists()
    answer = require(
        referral_rules.may_say_who_goes(
            by.on(localdate()), referral.to_team_id, can_go=crisis.can_go, helped=helped
        )
    )
    return crisis, answer.reason


def _answer(crisis: Crisis, words: str, reason: str, by: Worker, **answered: object) -> None:
    answered |= {"answer": words, "answered_by": by, "answered_at": now()}
    for name, value in answered.items():
        setattr(crisis, name, value)
    crisis.save(update_fields=list(answered))
    goes = crisis.who_goes.name if crisis.who_goes else "Nobody can"
    trail.record(
        "said who goes today",
        crisis,
        by=by,
        children=crisis.referral.child_ids(),
        because=reason,
        changed={"what": words, "who_goes": goes, "at": crisis.goes_at},
    )
    finish_doing(Doing.ANSWER_CRISIS, crisis, how=f"{goes}, said {by}", by=by)


def _prepare(crisis: Crisis, what: str, by: Worker) -> Decision:
    """With what was said already, so that nobody is asked twice while a child waits."""
    referral = crisis.referral
    decision = decisions.prepare_decision(
        function=Function.OFFER_HELP,
        question=referral_rules.TODAY_QUESTION,
        children=referral.children.all(),
        due=localdate(),
        options=referral_rules.TODAY_OPTIONS,
        by=by,
    )
    views = [
        (View.Whose.CHILD, about.child.first_name, about.says or NOT_ASKED)
        for about in referral.about.select_related("child")
    ]
    views += [
        (View.Whose.FAMILY, "The family", referral.family_says),
        (
            View.Whose.COUNCIL,
            f"{crisis.asked_by}, {referral.from_team}",
            f"{referral.why_now}\n\n{crisis.needed}",
        ),
        (View.Whose.CHARITY, f"{by}, {referral.to_team}", what),
    ]
    for whose, who, words in views:
        decisions.add_view(decision, whose=whose, who=who[:120], words=words, by=by)
    decision.refresh_from_db()
    return decision


@unlocked()
def sign_crisis(
    decision: Decision,
    *,
    outcome: Option,
    reasons: str,
    instead: str,
    signed_name: str,
    version: int,
    by: Worker,
) -> Decision:
    """Whom the register names signs. Yes: help begins now. No: what happens instead is the council's today."""
    crisis = Crisis.objects.select_related("referral").get(decision=decision)
    Referral.objects.select_for_update().get(pk=crisis.referral_id)
    signed = decisions.sign_decision(
        decision,
        outcome=outcome,
        reasons=reasons,
        look_again_if="",
        look_again_by=None,
        dissent="",
        signed_name=signed_name,
        version=version,
        by=by,
    )
    # After who may sign: everybody else is told who decides, and not about the form.
    begun = EpisodeOfHelp.objects.filter(referral=crisis.referral_id).first()
    begun_on = begun.started_on if begun else None
    require(referral_rules.may_save_today_outcome(outcome.code, instead, begun_on))
    crisis = Crisis.objects.select_for_update(of=("self",)).get(pk=crisis.pk)
    if outcome.code == TodayOutcome.TODAY:
        _begin(crisis, signed, by)
    else:
        crisis.instead = instead
        crisis.save(update_fields=["instead"])
        open_task(
            team=crisis.referral.from_team,
            children=crisis.referral.children.all(),
            what="See that what was decided instead keeps the children safe tonight",
            because=f"{by}: {instead}",
            due=localdate(),
            urgent=True,
            by=by,
        )
    let_deciders_go(signed.children.all(), by=by)
    return signed


def _begin(crisis: Crisis, signed: Decision, by: Worker) -> None:
    referral, today, goes = crisis.referral, localdate(), crisis.who_goes
    assert goes is not None  # a decision is prepared with it
    limit = limit_on(referral.partnership_id, Duty.LOOK_BACK, today)
    due = limit.due(localtime()) if limit else None
    crisis.look_back_by = due.day if due else working_days_after(today, 5)
    crisis.save(update_fields=["look_back_by"])
    episode = _episode(referral, signed, by)
    Allocation.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        worker=goes,
        allocated_by=crisis.answered_by or by,
        period=(today, None),
    )
    record("allocated a key worker", episode, by, signed.authority, key_worker=goes.name)
    children = list(referral.children.all())
    when = f", at {crisis.goes_at:%H:%M}" if crisis.goes_at else ""
    _open_tasks(episode, crisis, when, by)
    open_task(
        team=referral.to_team,
        children=children,
        what="Bring the family to the panel, which looks back at help that began today",
        because=f"Help began before the panel: referral {referral}",
        due=crisis.look_back_by,
        doing=Doing.LOOK_BACK,
        subject=referral,
        by=by,
    )
    _ask_whether_home(episode, by)


def _episode(referral: Referral, signed: Decision, by: Worker) -> EpisodeOfHelp:
    episode = EpisodeOfHelp.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        team=referral.to_team,
        started_on=localdate(),
        started_by=by,
    )
    EpisodeChild.objects.bulk_create(
        EpisodeChild(partnership_id=referral.partnership_id, episode=episode, child=child)
        for child in referral.children.all()
    )
    record("began an episode of help", episode, by, signed.authority)
    return episode


def _open_tasks(episode: EpisodeOfHelp, crisis: Crisis, when: str, by: Worker) -> None:
    """What the key worker does tonight, and in the days after."""
    today = localdate()
    steps = (
        (f"See the family today{when}: {crisis.needed}"[:200], today, True, Doing.BY_HAND),
        ("Write the safety plan with the family", today, True, Doing.WRITE_SAFETY_PLAN),
        ("Agree to work together", working_days_after(today, 3), False, Doing.AGREE),
    )
    for what, due, urgent, doing in steps:
        open_task(
            team=episode.team,
            worker=crisis.who_goes,
            children=episode.children.all(),
            what=what,
            because="Help began today, before the panel",
            due=due,
            urgent=urgent,
            doing=doing,
            subject=None if doing == Doing.BY_HAND else episode,
            by=by,
        )


def _ask_whether_home(episode: EpisodeOfHelp, by: Worker) -> None:
    """Help is offered; whether the children stay at home is another question, and its decider's alone."""
    due = working_days_after(localdate(), 1)
    question = prepare_safety_decision(episode, function=Function.STAY_AT_HOME, due=due, by=by)
    open_task(
        team=episode.referral.from_team,
        children=episode.children.all(),
        what="Complete the question whether the children stay at home, and send it for signing",
        because="Help began today, before the panel",
        due=due,
        urgent=True,
        doing=Doing.COMPLETE_DECISION,
        subject=question,
        by=by,
    )
