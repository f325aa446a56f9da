"""Offering a child who was missing an interview, and what came of it. Never refused but what cannot have been."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate, localtime

from homeward.access.guard import require
from homeward.clocks.rules import Duty
from homeward.limits.queries import limit_on
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.shared import council_task
from homeward.support.models import Happening, InterviewOffer, ReturnInterview, died
from homeward.support.rules import SAID, Happened, Said, Why
from homeward.tasks.actions import finish_doing
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@dataclass(frozen=True)
class Talk:
    """An interview that was held: with whom, where, what the child said, and what follows from it."""

    on: date
    who: str
    independent: bool
    where: str
    words: str
    themes: Collection[Why]
    follows: str


@unlocked()
def offer_interview(
    found: Happening, *, at: datetime, who: str, said: Said, words: str, by: Worker
) -> InterviewOffer:
    """`at`: when it was offered; `words`: what the child said to it."""
    found = _locked(found)
    answer = require(
        rules.may_have_been_offered(found.kind, found.on, found.at, localtime(at), localtime())
    )
    offer = InterviewOffer.objects.create(
        partnership_id=found.partnership_id,
        found=found,
        child=found.child,
        offered_at=at,
        who=who,
        said=said,
        words=words,
        recorded_by=by,
    )
    trail.record(
        "offered a return interview",
        offer,
        by=by,
        children=[found.child_id],
        because=answer.reason,
        changed={
            "words": words,
            "offered_at": f"{localtime(at):%-d %B %Y, %H:%M}",
            "who": who,
            "said": SAID[said],
        },
        on=localtime(at).date(),
    )
    told = f"Offered by {who}. The child said: {SAID[said].lower()}"
    finish_doing(Doing.OFFER_INTERVIEW, found, how=told, by=by)
    if said == Said.DECLINES:
        finish_doing(Doing.HOLD_INTERVIEW, found, how=told, by=by)
    elif not _held_on(found) and not died(found.child_id):
        _open_holding(found, said, by)
    return offer


@unlocked()
def hold_interview(found: Happening, talk: Talk, *, by: Worker) -> ReturnInterview:
    """It was held, whoever held it."""
    found = _locked(found)
    answer = require(
        rules.may_have_been_held(found.kind, found.on, talk.on, localdate(), _held_on(found))
    )
    interview = ReturnInterview.objects.create(
        partnership_id=found.partnership_id,
        found=found,
        child=found.child,
        held_on=talk.on,
        who=talk.who,
        independent=talk.independent,
        where=talk.where,
        words=talk.words,
        themes=[why.value for why in talk.themes],
        follows=talk.follows,
        recorded_by=by,
    )
    trail.record(
        "held a return interview",
        interview,
        by=by,
        children=[found.child_id],
        because=answer.reason,
        changed={
            "words": talk.words,
            "who": talk.who,
            "independent": talk.independent,
            "where": talk.where,
            "themes": [why.label for why in talk.themes],
            "follows": talk.follows,
        },
        on=talk.on,
    )
    _nothing_waits([found], f"Held on {talk.on:%-d %B %Y} by {talk.who}", by)
    return interview


@unlocked()
def note_not_held(found: Happening, *, because: str, by: Worker) -> ReturnInterview:
    """There was no interview, and this is why. It can be offered and held all the same later."""
    found = _locked(found)
    answer = require(rules.may_not_have_been_held(found.kind, _held_on(found)))
    interview = ReturnInterview.objects.create(
        partnership_id=found.partnership_id,
        found=found,
        child=found.child,
        not_held_because=because,
        recorded_by=by,
    )
    trail.record(
        "wrote why a return interview was not held",
        interview,
        by=by,
        children=[found.child_id],
        because=answer.reason,
        changed={"reasons": because},
    )
    _nothing_waits([found], "Not held: why is in the record", by)
    return interview


def ask_for_no_interview(children: Sequence[Child], *, by: Worker) -> None:
    """A child has died: nobody is asked any more to talk with them."""
    found = Happening.objects.filter(child__in=children, kind=Happened.FOUND)
    _nothing_waits(found.select_for_update(), "The child died", by)


def _locked(found: Happening) -> Happening:
    known = Happening.objects.select_for_update(of=("self",))
    return known.select_related("child", "episode").get(pk=found.pk)


def _held_on(found: Happening) -> date | None:
    held = found.interviews.filter(held_on__isnull=False)
    return held.values_list("held_on", flat=True).first()


def _nothing_waits(founds: Collection[Happening], how: str, by: Worker) -> None:
    for found in founds:
        for doing in (Doing.OFFER_INTERVIEW, Doing.HOLD_INTERVIEW):
            finish_doing(doing, found, how=how, by=by)


def _open_holding(found: Happening, said: Said, by: Worker) -> None:
    waits = Task.objects.open().filter(doing=Doing.HOLD_INTERVIEW, subject_id=found.pk)
    if waits.exists():
        return
    limit = limit_on(found.partnership_id, Duty.RETURN_INTERVIEW, found.on)
    due = limit.due(found.moment) if limit else None
    task = council_task(
        found.episode,
        [found.child],
        "Hold the return interview, by somebody independent",
        f"Found on {found.on:%-d %B %Y}; it was offered",
        rules.hold_by(said, due, localdate()),
        urgent=False,
        by=by,
        doing=Doing.HOLD_INTERVIEW,
        subject=found,
    )
    found.tasks.add(task)
