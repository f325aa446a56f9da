"""Telling a decision to those it is about, and asking for it when nobody has."""

from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.decisions.models import Decision
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Adult, Child
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail
from homeward.voice.models import DecisionTold, as_person
from homeward.voice.queries import telling
from homeward.voice.rules.telling import Way, may_have_told, may_leave_untold


@unlocked()
def tell_decision(
    decision: Decision,
    person: Child | Adult,
    *,
    on: date,
    who: str,
    way: Way,
    said: str,
    by: Worker,
) -> DecisionTold:
    """`who` told them; `said`: what they said to it."""
    decision = _locked(decision)
    answer = require(may_have_told(telling.signed_on(decision), on, localdate()))
    told = DecisionTold.objects.create(
        partnership_id=decision.partnership_id,
        decision=decision,
        **as_person(person),
        on=on,
        who=who,
        way=way,
        said=said,
        recorded_by=by,
    )
    is_child = isinstance(person, Child)
    trail.record(
        "told the child what was decided" if is_child else "told an adult what was decided",
        told,
        by=by,
        children=_in_whose_record(decision, person),
        because=answer.reason,
        # What an adult said is read on the decision; what the child said is the child's own.
        changed={"words" if is_child else "said": said, "who": who, "way": way.label},
        on=on,
    )
    _all_told(decision, by)
    return told


@unlocked()
def leave_untold(
    decision: Decision, person: Child | Adult, *, because: str, by: Worker
) -> DecisionTold:
    """Nobody tells this person, and this is why. They can be told all the same later."""
    decision = _locked(decision)
    told = decision.told.filter(on__isnull=False, **as_person(person)).exists()
    answer = require(may_leave_untold(telling.signed_on(decision), because, told=told))
    line = DecisionTold.objects.create(
        partnership_id=decision.partnership_id,
        decision=decision,
        **as_person(person),
        not_told_because=because,
        recorded_by=by,
    )
    trail.record(
        "wrote why somebody is not told what was decided",
        line,
        by=by,
        children=_in_whose_record(decision, person),
        because=answer.reason,
        changed={"not_told": because},
    )
    _all_told(decision, by)
    return line


@unlocked()
def ask_to_tell(decision: Decision, *, by: Worker | None) -> Task | None:
    """A task for those who work with the family, once; None where there is one, or nobody to ask."""
    decision = _locked(decision)
    due, today = telling.due_of(decision), localdate()
    whose = telling.tellers(decision, today)
    waiting = Task.objects.open().filter(doing=Doing.TELL_DECISION, subject_id=decision.pk)
    if whose is None or due is None or waiting.exists() or telling.nobody_left(decision, today):
        return None
    team, worker = whose
    return open_task(
        team=team,
        worker=worker,
        children=decision.children.all(),
        what="Tell the child and each adult what was decided",
        because=f"Signed on {telling.signed_on(decision):%-d %B %Y}, and somebody has not been told",
        due=due.day,
        by=by,
        doing=Doing.TELL_DECISION,
        subject=decision,
    )


def _locked(decision: Decision) -> Decision:
    return Decision.objects.select_for_update().get(pk=decision.pk)


def _in_whose_record(decision: Decision, person: Child | Adult) -> list[int]:
    """What a child said to it stands in that child's record alone."""
    if isinstance(person, Child):
        return [person.pk]
    return list(decision.about.values_list("child_id", flat=True))


def _all_told(decision: Decision, by: Worker) -> None:
    if telling.nobody_left(decision, localdate()):
        finish_doing(
            Doing.TELL_DECISION, decision, how="Everybody was told, or why not is written", by=by
        )
