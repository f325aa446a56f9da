"""The waiting list: beginning to wait, looking again, and leaving the list."""

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.referrals import rules
from homeward.referrals.models import Referral, Waiting, WaitingReview
from homeward.referrals.rules import Need, Waits
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


def begin_waiting(referral: Referral, waits: Waits, *, by: Worker) -> Waiting:
    """Part of screening: the outcome was that there is no room."""
    waiting = Waiting(
        partnership_id=referral.partnership_id, referral=referral, since=localdate(), put_by=by
    )
    waiting.take(waits)
    waiting.save()
    _look_again_on(waiting, by=by)
    return waiting


def leave_list(referral: Referral, outcome: str, *, by: Worker) -> None:
    """Part of screening: a final outcome takes the family off the list, if it was on it."""
    waiting = Waiting.objects.select_for_update().now().filter(referral=referral).first()
    if waiting is None:
        return
    waiting.left_at, waiting.left_by = now(), by
    waiting.save(update_fields=["left_at", "left_by"])
    finish_doing(Doing.REVIEW_WAITING, referral, how=f"Left the waiting list: {outcome}", by=by)


@unlocked()
def review_waiting(
    waiting: Waiting, *, words: str, waits: Waits, why_moved: str, by: Worker
) -> WaitingReview:
    """Somebody has looked again: how the family is, what helps now, and the next day to look."""
    waiting = (
        Waiting.objects.select_for_update(of=("self",))
        .select_related("referral__to_team")
        .get(pk=waiting.pk)
    )
    referral, today = waiting.referral, localdate()
    answer = require(rules.may_look_again(by.on(today), referral, waiting.left_at is None))
    require(rules.may_wait(waits, today))
    before = Need(waiting.need)
    require(rules.may_move(before, waits.need, why_moved))
    waiting.take(waits)
    waiting.save()
    review = WaitingReview.objects.create(
        partnership_id=waiting.partnership_id,
        waiting=waiting,
        words=words,
        need_before=before,
        need=waits.need,
        why_moved=why_moved if waits.need != before else "",
        by=by,
    )
    trail.record(
        "looked again at a family on the waiting list",
        referral,
        by=by,
        children=referral.child_ids(),
        because=answer.reason,
        changed={
            "words": words,
            "need": waits.need.words,
            "why_moved": review.why_moved,
            "interim": waits.interim_what,
            "review_on": waits.review_on,
        },
    )
    finish_doing(Doing.REVIEW_WAITING, referral, how="Somebody looked again", by=by)
    _look_again_on(waiting, by=by)
    return review


def _look_again_on(waiting: Waiting, *, by: Worker) -> None:
    referral = waiting.referral
    open_task(
        team=referral.to_team,
        children=referral.children.all(),
        doing=Doing.REVIEW_WAITING,
        subject=referral,
        what=f"Look again at a family on the waiting list: referral {referral}",
        because="Nobody waits without being looked at again",
        due=waiting.review_on,
        by=by,
    )
