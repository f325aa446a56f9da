"""Supporting a family: allocate, agree, plan, visit, decide, close, follow up, and tell what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.clocks.rules import months_after, working_days_after
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option
from homeward.partnership.models import Arrangement, Team, Worker
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.referrals.rules import PanelOutcome
from homeward.sharing.actions import involve_team
from homeward.support import rules
from homeward.support.models import (
    AgreementToEngage,
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    FollowUp,
    Goal,
    Happening,
    Plan,
    SafetyDecision,
    Visit,
    VisitChild,
)
from homeward.support.rules import FOLLOW_UP_MONTHS, Happened, SafetyOutcome
from homeward.tasks.actions import open_task
from homeward.trail import actions as trail


@transaction.atomic
def start_help(referral: Referral, *, key_worker: Worker, by: Worker) -> EpisodeOfHelp:
    """The panel took the family on: begin the episode and give it a key worker."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    today = localdate()
    answer = require(rules.may_allocate(by.on(today), referral.to_team_id))
    if EpisodeOfHelp.objects.filter(referral=referral).exists():
        raise Refused(refuse("this family has its episode of help already"))
    agreed = referral.agenda_items.filter(
        decision__outcome__code__in=[PanelOutcome.AGREE, PanelOutcome.CONDITIONS]
    ).exists()
    if not agreed:
        raise Refused(refuse("the panel has not taken this family on"))
    episode = EpisodeOfHelp.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        team=referral.to_team,
        started_on=today,
        started_by=by,
    )
    for child in referral.children.all():
        EpisodeChild.objects.create(
            partnership_id=referral.partnership_id, episode=episode, child=child
        )
    _record("began an episode of help", episode, by, answer.reason)
    allocate(episode, key_worker=key_worker, by=by)
    return episode


@transaction.atomic
def allocate(episode: EpisodeOfHelp, *, key_worker: Worker, by: Worker) -> Allocation:
    """Make someone the family's key worker from today."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    answer = require(rules.may_allocate(by.on(today), episode.team_id))
    if episode.team_id not in key_worker.on(today).team_ids:
        raise Refused(refuse(f"{key_worker} is not in {episode.team} today: choose someone of the team"))
    current = episode.allocations.filter(period__contains=today).first()
    if current and current.worker_id == key_worker.pk:
        return current
    if current and current.start == today:
        current.worker, current.allocated_by = key_worker, by
        current.save(update_fields=["worker", "allocated_by"])
        _record("allocated a key worker", episode, by, answer.reason, key_worker=key_worker.name)
        return current
    if current:
        current.period = (current.start, today)
        current.save(update_fields=["period"])
    allocation = Allocation.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        worker=key_worker,
        allocated_by=by,
        period=(today, None),
    )
    open_task(
        team=episode.team,
        worker=key_worker,
        child=episode.children.first(),
        what="Visit the family and agree to work together",
        because=f"{by} made you their key worker",
        due=working_days_after(today, 3),
        by=by,
    )
    _record("allocated a key worker", episode, by, answer.reason, key_worker=key_worker.name)
    return allocation


@transaction.atomic
def record_agreement(
    episode: EpisodeOfHelp, *, who: str, agrees: bool, words: str, on: date, by: Worker
) -> AgreementToEngage:
    episode, reason = _writing(episode, by)
    agreement = AgreementToEngage.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        who=who,
        agrees=agrees,
        words=words,
        on=on,
        recorded_by=by,
    )
    _record("recorded an agreement to engage", episode, by, reason, who=who, agrees=agrees, words=words)
    return agreement


@dataclass(frozen=True)
class NewGoal:
    whose: str
    words: str
    steps: str = ""


@transaction.atomic
def write_plan(
    episode: EpisodeOfHelp,
    *,
    starts_on: date,
    review_on: date,
    if_it_goes_wrong: str,
    goals: Sequence[NewGoal],
    seen_version: int,
    by: Worker,
) -> Plan:
    """A new version of the plan. `seen_version` is the newest the writer saw (0: none)."""
    episode, reason = _writing(episode, by)
    newest = episode.plans.aggregate(newest=Max("version"))["newest"] or 0
    if newest != seen_version:
        raise decisions.Overtaken(
            refuse(
                f"someone else wrote version {newest} of this plan while you had it open",
                "Read theirs, then save yours as the next version: what you typed is kept.",
            )
        )
    if not goals:
        raise Refused(refuse("a plan needs at least one goal in the family's own words"))
    plan = Plan.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        version=newest + 1,
        starts_on=starts_on,
        review_on=review_on,
        if_it_goes_wrong=if_it_goes_wrong,
        written_by=by,
    )
    for goal in goals:
        Goal.objects.create(
            partnership_id=episode.partnership_id,
            plan=plan,
            whose=goal.whose,
            words=goal.words,
            steps=goal.steps,
        )
    _record(
        f"wrote version {plan.version} of the plan",
        episode,
        by,
        reason,
        goals=[goal.words for goal in goals],
        if_it_goes_wrong=if_it_goes_wrong,
    )
    return plan


@dataclass(frozen=True)
class ChildSeen:
    child: Child
    seen: str
    why_not_alone: str = ""
    words: str = ""


@transaction.atomic
def write_up_visit(
    episode: EpisodeOfHelp,
    *,
    on: date,
    where: str,
    who_was_there: str,
    what_happened: str,
    what_next: str,
    unsafe_tonight: bool,
    children: Iterable[ChildSeen],
    by: Worker,
) -> Visit:
    episode, reason = _writing(episode, by)
    visit = Visit.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        on=on,
        where=where,
        who_was_there=who_was_there,
        what_happened=what_happened,
        what_next=what_next,
        unsafe_tonight=unsafe_tonight,
        written_by=by,
    )
    for seen in children:
        VisitChild.objects.create(
            partnership_id=episode.partnership_id,
            visit=visit,
            child=seen.child,
            seen=seen.seen,
            why_not_alone=seen.why_not_alone,
            words=seen.words,
        )
        trail.record(
            "wrote up a visit",
            visit,
            by=by,
            children=[seen.child.pk],
            because=reason,
            changed={
                "on": on,
                "what_happened": what_happened,
                "what_next": what_next,
                "seen": seen.seen,
                "words": seen.words,
            },
        )
    if unsafe_tonight:
        _council_task(
            episode,
            episode.children.first(),
            "A child may be unsafe tonight: phone the worker and decide what to do",
            f"{by} wrote up a visit",
            localdate(),
            urgent=True,
            by=by,
        )
    return visit


@transaction.atomic
def record_happening(
    child: Child, *, kind: Happened, on: date, what: str, by: Worker, episode: EpisodeOfHelp | None = None
) -> Happening:
    """What happened is always recorded, at once, by whoever knows it; it opens the tasks that follow."""
    happening = Happening.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        episode=episode,
        kind=kind,
        on=on,
        what=what,
        recorded_by=by,
    )
    trail.record(
        f"recorded what happened: {kind}", happening, by=by, children=[child.pk], changed={"on": on, "what": what}
    )
    for follows in rules.AFTER_HAPPENING[kind]:
        due = working_days_after(localdate(), follows.working_days) if follows.working_days else localdate()
        because = f"{kind.value.capitalize()}, {on:%-d %B %Y}"
        if follows.for_council or episode is None:
            _council_task(episode, child, follows.what, because, due, urgent=follows.urgent, by=by)
        else:
            open_task(
                team=episode.team,
                child=child,
                what=follows.what,
                because=because,
                due=due,
                urgent=follows.urgent,
                by=by,
            )
    return happening


@transaction.atomic
def prepare_safety_decision(episode: EpisodeOfHelp, *, function: Function, due: date, by: Worker) -> Decision:
    """Begin the decision and let the team of its lawful decider see the children."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    require(rules.may_prepare_safety_decision(by.on(today), episode))
    question, options = rules.QUESTIONS[function]
    decision = decisions.prepare_decision(
        function=function,
        question=question,
        children=episode.children.all(),
        due=due,
        options=options,
        by=by,
    )
    SafetyDecision.objects.create(
        partnership_id=episode.partnership_id, episode=episode, decision=decision
    )
    arrangement = Arrangement.objects.in_force(episode.partnership_id, function, today)
    if arrangement:
        deciders = Team.objects.filter(
            partnership_id=episode.partnership_id,
            memberships__role=arrangement.decides_role,
            memberships__employer__kind=arrangement.decides_kind,
            memberships__period__contains=today,
        ).distinct()
        for team in deciders:
            for child in episode.children.all():
                involve_team(child, team, because="a decision that is theirs to sign", by=by, on=today)
    return decision


@transaction.atomic
def sign_safety_decision(
    decision: Decision,
    *,
    outcome: Option,
    reasons: str,
    look_again_if: str,
    look_again_by: date,
    dissent: str,
    signed_name: str,
    version: int,
    by: Worker,
) -> Decision:
    signed = decisions.sign_decision(
        decision,
        outcome=outcome,
        reasons=reasons,
        look_again_if=look_again_if,
        look_again_by=look_again_by,
        dissent=dissent,
        signed_name=signed_name,
        version=version,
        by=by,
    )
    episode = signed.safety.episode
    child = episode.children.first()
    if outcome.code == SafetyOutcome.COME_INTO_CARE:
        _council_task(
            episode,
            child,
            "Find where the child will live, and record legal status and placement",
            f"{by} signed that coming into care is right",
            localdate(),
            urgent=True,
            by=by,
        )
    open_task(
        team=episode.team,
        child=child,
        what="Tell the family what was decided and why",
        because=f"{by} signed: {outcome.what}",
        due=working_days_after(localdate(), 1),
        by=by,
    )
    open_task(
        team=episode.team,
        child=child,
        what="Look again at the decision",
        because=look_again_if or "The decision says when to look again",
        due=look_again_by,
        by=by,
    )
    return signed


@transaction.atomic
def close_episode(episode: EpisodeOfHelp, *, because: str, by: Worker) -> EpisodeOfHelp:
    """End support. Follow-ups are made for each child; the team goes on seeing the record for them."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    answer = require(
        rules.may_close(
            by.on(today),
            episode,
            end_decided=episode.safety_decisions.filter(
                decision__outcome__code=SafetyOutcome.END_SUPPORT
            ).exists(),
            happened=list(episode.happenings.values_list("kind", flat=True)),
        )
    )
    episode.closed_on, episode.closed_at, episode.closed_by = today, now(), by
    episode.closed_because = because
    episode.save(update_fields=["closed_on", "closed_at", "closed_by", "closed_because"])
    current = episode.allocations.filter(period__contains=today).first()
    if current and current.start < today:
        current.period = (current.start, today)
        current.save(update_fields=["period"])
    for child in episode.children.all():
        for months in FOLLOW_UP_MONTHS:
            FollowUp.objects.create(
                partnership_id=episode.partnership_id,
                episode=episode,
                child=child,
                months=months,
                due=months_after(today, months),
            )
    _record("ended support", episode, by, answer.reason, closed_because=because)
    return episode


@transaction.atomic
def record_follow_up(
    follow_up: FollowUp, *, living: str, in_care: bool | None, how_it_is: str, by: Worker
) -> FollowUp:
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.episode.team_id not in by.on(localdate()).team_ids:
        raise Refused(refuse("the team that supported this family follows it up"))
    if follow_up.done_at:
        raise Refused(refuse(f"{follow_up.done_by} did this on {follow_up.done_at:%-d %B %Y}"))
    follow_up.living, follow_up.in_care, follow_up.how_it_is = living, in_care, how_it_is
    follow_up.done_at, follow_up.done_by = now(), by
    follow_up.save()
    trail.record(
        f"followed up after {follow_up.months} months",
        follow_up,
        by=by,
        children=[follow_up.child_id],
        changed={"living": living, "in_care": in_care, "how_it_is": how_it_is},
    )
    return follow_up


def _writing(episode: EpisodeOfHelp, by: Worker) -> tuple[EpisodeOfHelp, str]:
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    answer = require(rules.may_write(by.on(localdate()), episode))
    return episode, answer.reason


def _council_task(
    episode: EpisodeOfHelp | None,
    child: Child,
    what: str,
    because: str,
    due: date,
    *,
    urgent: bool,
    by: Worker,
) -> None:
    """For the council's team that referred the family; duty when there is none."""
    if episode is not None:
        team = episode.referral.from_team
    else:
        team = Team.objects.get(partnership_id=child.partnership_id, kind=Team.Kind.DUTY)
        involve_team(child, team, because=because, by=by, on=localdate())
    open_task(team=team, child=child, what=what, because=because, due=due, urgent=urgent, by=by)


def _record(what: str, episode: EpisodeOfHelp, by: Worker, because: str, **changed: object) -> None:
    ids = list(episode.about.values_list("child_id", flat=True))
    trail.record(what, episode, by=by, children=ids, because=because, changed=changed)
