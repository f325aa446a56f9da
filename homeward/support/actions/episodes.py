"""Beginning, allocating, agreeing and ending an episode of help."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
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
from homeward.tasks.actions import finish_doing, finish_task, hand_over, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


# The next key worker comes with the one who leaves.
TOGETHER = "Visit the family together with"


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
    episode: EpisodeOfHelp,
    *,
    key_worker: Worker,
    by: Worker,
    because: str = "",
    from_day: date | None = None,
) -> Allocation:
    """Make someone the family's key worker, from today or from the day of the handover, until which the one before
    stays. A change says why, and replaces one that was still to come. Nothing else ends it while the help goes on:
    the key worker stays when a child enters care, comes home, or lives at home again."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    current = episode.allocations.filter(period__contains=today).select_related("worker").first()
    require(rules.may_allocate(by.on(today), episode.team_id, closed_on=episode.closed_on))
    planned = episode.allocations.filter(period__startswith__gt=today).first()
    if current and current.worker_id == key_worker.pk and planned is None:
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
    day = from_day or today
    require(rules.may_hand_over_on(day, today, at_work=at_work))
    if planned:
        _undo(planned, current, by)
    if current and current.worker_id == key_worker.pk:
        record("kept the key worker", episode, by, answer.reason, why_changed=because)
        return current
    if current and current.start == day == today:
        _hand_over(episode, current.worker, key_worker, by)
        current.worker, current.allocated_by, current.because = key_worker, by, because
        current.save(update_fields=["worker", "allocated_by", "because"])
        _tell_allocated(episode, key_worker, because, by, answer.reason)
        return current
    if current:
        current.period = (current.start, day)
        current.save(update_fields=["period"])
    allocation = Allocation.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        worker=key_worker,
        because=because,
        allocated_by=by,
        period=DateRange(day, None),
    )
    if current and not at_work:
        _hand_over(episode, current.worker, key_worker, by)
    _open_first_visit(episode, key_worker, current.worker if current and at_work else None, day, by)
    _tell_allocated(episode, key_worker, because, by, answer.reason, day)
    return allocation


def _undo(planned: Allocation, current: Allocation | None, by: Worker) -> None:
    """What had not begun does not begin, nor the visit together. That it was planned, and why, stays in the trail."""
    team, who = planned.episode.team, planned.worker
    visits = Task.objects.open().filter(team=team, worker=who, what__startswith=TOGETHER)
    for visit in visits.filter(children__in=planned.episode.children.all()).distinct():
        finish_task(visit, how="The key worker does not change on that day", by=by)
    planned.delete()
    if current:
        current.period = DateRange(current.start, None)
        current.save(update_fields=["period"])


def _open_first_visit(
    episode: EpisodeOfHelp, key_worker: Worker, before: Worker | None, day: date, by: Worker
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
        else {"what": f"{TOGETHER} {before}: a hello and a goodbye"}
    )
    open_task(
        team=episode.team,
        worker=key_worker,
        children=episode.children.all(),
        because=f"{by} made you their key worker",
        due=max(working_days_after(localdate(), 3), day),
        by=by,
        **new,
    )


def _hand_over(episode: EpisodeOfHelp, left: Worker, to: Worker, by: Worker) -> None:
    """Who was key worker for some hours, or has left the team, has nothing more to do there."""
    hand_over(episode.children.all(), team=episode.team, left=left, to=to, by=by)


def _tell_allocated(
    episode: EpisodeOfHelp,
    key_worker: Worker,
    because: str,
    by: Worker,
    reason: str,
    day: date | None = None,
) -> None:
    record(
        "allocated a key worker",
        episode,
        by,
        reason,
        key_worker=key_worker.name,
        why_changed=because,
        **({"from_day": day} if day and day > localdate() else {}),
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
    to_come = episode.allocations.filter(period__startswith__gt=today).select_related("worker")
    not_handed_over = [f"{one.worker} from {one.start:%-d %B %Y}" for one in to_come]
    to_come.delete()
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
    if not_handed_over:
        told["handovers_that_fell_away"] = not_handed_over
    record("ended support", episode, by, answer.reason, closed_because=because, **told)
    let_team_go(episode.referral, by=by)
    return episode
