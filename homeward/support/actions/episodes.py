"""Beginning, allocating, agreeing and ending an episode of help."""

from datetime import date, timedelta

from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.clocks.rules import months_after, working_days_after
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.referrals.actions import let_team_go
from homeward.referrals.models import Referral
from homeward.support import rules
from homeward.support.actions.safety_plans import nobody_looks_again
from homeward.support.actions.shared import record, writing
from homeward.support.models import (
    AgreementToEngage,
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    FollowUp,
    taken_on_by_panel,
)
from homeward.support.rules import FOLLOW_UP_MONTHS, Happened
from homeward.tasks.actions import finish_doing, hand_over, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


@unlocked()
def start_help(referral: Referral, *, key_worker: Worker, by: Worker) -> EpisodeOfHelp:
    """The panel took the family on: begin the episode and give it a key worker."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    today = localdate()
    answer = require(
        rules.may_start_help(
            by.on(today),
            referral.to_team_id,
            agreed=taken_on_by_panel(referral),
            started=EpisodeOfHelp.objects.filter(referral=referral).exists(),
        )
    )
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
    record("began an episode of help", episode, by, answer.reason)
    allocate(episode, key_worker=key_worker, by=by)
    finish_doing(Doing.ALLOCATE, referral, how=f"{key_worker} is the key worker", by=by)
    return episode


@unlocked()
def allocate(
    episode: EpisodeOfHelp, *, key_worker: Worker, by: Worker, because: str = ""
) -> Allocation:
    """Make someone the family's key worker from today. A change says why."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    current = episode.allocations.filter(period__contains=today).select_related("worker").first()
    require(rules.may_allocate(by.on(today), episode.team_id, closed_on=episode.closed_on))
    if current and current.worker_id == key_worker.pk:
        return current
    if episode.team_id not in key_worker.on(today).team_ids:
        raise Refused(
            refuse(f"{key_worker} is not in {episode.team} today: choose someone of the team")
        )
    had = episode.allocations.exists()
    answer = require(
        rules.may_change_key_worker(by.on(today), episode.team_id, had=had, because=because)
    )
    at_work = episode.allocations.held_on(today).exists()
    if current and current.start == today:
        _hand_over(episode, current.worker, key_worker, by)
        current.worker, current.allocated_by, current.because = key_worker, by, because
        current.save(update_fields=["worker", "allocated_by", "because"])
        _tell_allocated(episode, key_worker, because, by, answer.reason)
        return current
    if current:
        current.period = (current.start, today)
        current.save(update_fields=["period"])
    allocation = Allocation.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        worker=key_worker,
        because=because,
        allocated_by=by,
        period=(today, None),
    )
    if current and not at_work:
        _hand_over(episode, current.worker, key_worker, by)
    _open_first_visit(episode, key_worker, current.worker if current and at_work else None, by)
    _tell_allocated(episode, key_worker, because, by, answer.reason)
    return allocation


def _open_first_visit(
    episode: EpisodeOfHelp, key_worker: Worker, before: Worker | None, by: Worker
) -> None:
    """The first key worker comes to agree to work together; the next comes with the one who leaves, if that
    one is still there."""
    asked = Task.objects.open().filter(doing=Doing.AGREE, subject_id=episode.pk)
    if before is None and asked.exists():
        return
    new = (
        {
            "what": "Visit the family and agree to work together",
            "doing": Doing.AGREE,
            "subject": episode,
        }
        if before is None
        else {"what": f"Visit the family together with {before}: a hello and a goodbye"}
    )
    open_task(
        team=episode.team,
        worker=key_worker,
        children=episode.children.all(),
        because=f"{by} made you their key worker",
        due=working_days_after(localdate(), 3),
        by=by,
        **new,
    )


def _hand_over(episode: EpisodeOfHelp, left: Worker, to: Worker, by: Worker) -> None:
    """Who was key worker for some hours, or has left the team, has nothing more to do there."""
    hand_over(episode.children.all(), team=episode.team, left=left, to=to, by=by)


def _tell_allocated(
    episode: EpisodeOfHelp, key_worker: Worker, because: str, by: Worker, reason: str
) -> None:
    record(
        "allocated a key worker",
        episode,
        by,
        reason,
        key_worker=key_worker.name,
        why_changed=because,
    )


@unlocked()
def record_agreement(
    episode: EpisodeOfHelp, *, who: str, agrees: bool, words: str, on: date, by: Worker
) -> AgreementToEngage:
    episode, reason = writing(episode, by)
    agreement = AgreementToEngage.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        who=who,
        agrees=agrees,
        words=words,
        on=on,
        recorded_by=by,
    )
    record(
        "recorded an agreement to engage",
        episode,
        by,
        reason,
        on=on,
        who=who,
        agrees=agrees,
        words=words,
    )
    said = "agrees to work with us" if agrees else "does not agree to work with us"
    finish_doing(Doing.AGREE, episode, how=f"{who} {said}", by=by)
    return agreement


@unlocked()
def close_episode(episode: EpisodeOfHelp, *, because: str, by: Worker) -> EpisodeOfHelp:
    """End support. Follow-ups are made for each child who lives; the team goes on seeing the record until
    they are done."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today, ending = localdate(), episode.ending()
    answer = require(
        rules.may_close(
            by.on(today),
            episode,
            end_decided=ending.decided,
            happened=ending.happened,
            since=ending.since,
            promised=episode.promised(today),
        )
    )
    episode.closed_on, episode.closed_at, episode.closed_by = today, now(), by
    episode.closed_because = because
    episode.save(update_fields=["closed_on", "closed_at", "closed_by", "closed_because"])
    for going_on in (
        *episode.allocations.filter(period__contains=today),
        *episode.intensities.filter(period__contains=today),
    ):
        # What began today was for a day.
        going_on.period = (going_on.start, max(today, going_on.start + timedelta(days=1)))
        going_on.save(update_fields=["period"])
    planned = episode.intensities.filter(period__startswith__gt=today)
    fallen_away = [f"{one.said} from {one.start:%-d %B %Y}" for one in planned]
    planned.delete()
    for child in episode.children.exclude(happenings__kind=Happened.DIED):
        for months in FOLLOW_UP_MONTHS:
            FollowUp.objects.create(
                partnership_id=episode.partnership_id,
                episode=episode,
                child=child,
                months=months,
                due=months_after(today, months),
            )
    for doing in (Doing.AGREE, Doing.REVIEW_PLAN):
        finish_doing(doing, episode, how="Support ended", by=by)
    nobody_looks_again(episode, by=by)
    told = {"hours_that_fell_away": fallen_away} if fallen_away else {}
    record("ended support", episode, by, answer.reason, closed_because=because, **told)
    let_team_go(episode.referral, by=by)
    return episode
