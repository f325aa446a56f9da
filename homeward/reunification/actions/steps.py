"""The steps home: planning one, and what happened, planned or not.

Coming home is an event like every other: it is recorded through `support`, with the urgent tasks that follow it,
whoever tells of it and whatever was decided.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.reunification import queries, rules
from homeward.reunification.actions.shared import record, telling, writing
from homeward.reunification.models import ReturnPlan, StepHome
from homeward.reunification.rules import StepKind, Went
from homeward.support.actions import record_happening
from homeward.support.rules import Happened


@dataclass(frozen=True)
class Told:
    """What came of a step: on which day, how it went, what happened, and what the child said."""

    on: date
    went: Went
    what: str
    words: str = ""


@unlocked()
def plan_step(plan: ReturnPlan, *, kind: StepKind, day: date, planned: str, by: Worker) -> StepHome:
    plan, _ = writing(plan, by)
    answer = require(rules.may_plan_step(queries.facts_of_one(plan), kind, day, today=localdate()))
    step = StepHome.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        kind=kind,
        day=day,
        planned=planned,
        written_by=by,
    )
    record(f"planned a step home: {kind}", step, plan, by, answer.reason, what=planned, for_day=day)
    return step


@unlocked()
def tell_step(step: StepHome, told: Told, *, by: Worker) -> StepHome:
    """What came of a step that was planned."""
    plan, reason = telling(step.plan, by, told.on)
    step = StepHome.objects.get(pk=step.pk)
    require(rules.may_tell_step(told=step.told_at is not None))
    return _told(plan, step, told, by, reason)


@unlocked()
def tell_unplanned(plan: ReturnPlan, kind: StepKind, told: Told, *, by: Worker) -> StepHome:
    """It happened, and nobody had planned it."""
    plan, reason = telling(plan, by, told.on)
    step = StepHome(
        partnership_id=plan.partnership_id,
        plan=plan,
        kind=kind,
        day=told.on,
        was_planned=False,
        written_by=by,
    )
    return _told(plan, step, told, by, reason)


def _told(plan: ReturnPlan, step: StepHome, told: Told, by: Worker, reason: str) -> StepHome:
    step.happened_on, step.went, step.what_happened = told.on, told.went, told.what
    step.words, step.told_at, step.told_by = told.words, now(), by
    step.save()
    record(
        f"told what came of a step home: {step.kind}",
        step,
        plan,
        by,
        reason,
        on=told.on,
        what=told.what,
        words=told.words,
        outcome=told.went.value,
    )
    came_home = step.kind == StepKind.HOME and told.went != Went.NOT_AT_ALL
    if came_home and not queries.facts_of_one(plan).is_home:
        record_happening(
            plan.child,
            kind=Happened.RETURNED_HOME,
            on=told.on,
            what=told.what,
            episode=plan.episode,
            by=by,
        )
    return step
