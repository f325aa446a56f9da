"""Promising support up to a day, and deciding together that it ends sooner."""

from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.proposing import side_of, write_agreed
from homeward.partnership.models import Worker
from homeward.partnership.rules import sides
from homeward.people.models import Child
from homeward.support.models import EarlyEnd, EpisodeOfHelp, Promise
from homeward.support.rules import promises as rules
from homeward.trail import actions as trail


@unlocked()
def promise_support(
    episode: EpisodeOfHelp, child: Child, *, what: str, until: date, by: Worker
) -> Promise:
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    held = Promise.objects.holding(today).filter(episode=episode, child=child).first()
    answer = require(
        rules.may_promise(
            by.on(today), episode, until=until, held=held.until if held else None, today=today
        )
    )
    promise = Promise.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        child=child,
        what=what,
        until=until,
        made_by=by,
    )
    _record("promised support up to a day", promise, by, answer.reason, what=what, until=until)
    return promise


@unlocked()
def propose_early_end(promise: Promise, *, because: str, by: Worker) -> EarlyEnd:
    promise = _locked(promise)
    today = localdate()
    answer = require(
        rules.may_propose_early_end(
            by.on(today),
            promise,
            today,
            ended=promise.early_ends.agreed().exists(),
            waiting=promise.early_ends.waiting().exists(),
        )
    )
    ending = EarlyEnd.objects.create(
        partnership_id=promise.partnership_id,
        promise=promise,
        because=because,
        proposed_by=by,
        proposed_for=side_of(by, promise.partnership_id, rules.MANAGERS),
    )
    _record("proposed to end promised support sooner", promise, by, answer.reason, reasons=because)
    return ending


@unlocked()
def agree_early_end(ending: EarlyEnd, *, by: Worker) -> EarlyEnd:
    """The other organisation agrees: from now support may end."""
    ending, promise = _both(ending)
    answer = require(rules.may_agree_early_end(by.on(localdate()), ending.standing()))
    write_agreed(ending, by=by)
    _record("decided together to end promised support sooner", promise, by, answer.reason)
    return ending


@unlocked()
def keep_promise(ending: EarlyEnd, *, because: str, by: Worker) -> EarlyEnd:
    """Either organisation takes the proposal back, or says no to it: the promise stays."""
    ending, promise = _both(ending)
    answer = require(sides.may_take_back(by.on(localdate()), ending.standing()))
    ending.taken_back_by, ending.taken_back_at = by, now()
    ending.taken_back_because = because
    ending.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_because"])
    _record("kept the promise of support", promise, by, answer.reason, reasons=because)
    return ending


def _locked(promise: Promise) -> Promise:
    return Promise.objects.select_for_update().get(pk=promise.pk)


def _both(ending: EarlyEnd) -> tuple[EarlyEnd, Promise]:
    promise = _locked(ending.promise)
    return EarlyEnd.objects.select_related("proposed_for").get(pk=ending.pk), promise


def _record(what: str, promise: Promise, by: Worker, because: str, /, **changed: object) -> None:
    trail.record(
        what, promise, by=by, children=[promise.child_id], because=because, changed=changed
    )
