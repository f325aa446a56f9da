"""Beginning and ending a return plan, assessing it, and what it rests on."""

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.reunification import queries, rules
from homeward.reunification.actions.judging import nobody_answers
from homeward.reunification.actions.shared import locked, record, writing
from homeward.reunification.models import (
    Assessment,
    Factor,
    ReturnPlan,
)
from homeward.reunification.rules import Kind
from homeward.support.models import EpisodeOfHelp


@unlocked()
def begin_plan(child: Child, *, home_to: str, why: str, by: Worker) -> ReturnPlan:
    """In the family's episode of help that goes on, after the plan before it: what was tried stays joined to it."""
    before = queries.last_plan(child)
    if before:  # before the child, as every other action does
        locked(before)
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    today = localdate()
    episode = EpisodeOfHelp.objects.filter(about__child=child, closed_at=None).first()
    before = queries.last_plan(child)
    answer = require(
        rules.may_begin(
            in_partnership=child.partnership_id in by.on(today).partnership_ids,
            helped=episode is not None,
            other=queries.facts_of_one(before) if before else None,
        )
    )
    assert episode is not None
    if before and before.ended_at is None:
        _end(before, "Another return plan follows it", by, answer.reason)
    plan = ReturnPlan.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        episode=episode,
        after=before,
        home_to=home_to,
        why=why,
        begun_by=by,
    )
    record("began a return plan", plan, plan, by, answer.reason, what=why, home_to=home_to)
    return plan


@unlocked()
def end_plan(plan: ReturnPlan, *, because: str, by: Worker) -> ReturnPlan:
    plan, _ = writing(plan, by)
    answer = require(rules.may_end(queries.facts_of_one(plan)))
    _end(plan, because, by, answer.reason)
    return plan


def _end(plan: ReturnPlan, because: str, by: Worker, reason: str) -> None:
    plan.ended_at, plan.ended_by, plan.ended_because = now(), by, because
    plan.save(update_fields=["ended_at", "ended_by", "ended_because"])
    nobody_answers(plan, plan.classes.all(), "The return plan ended", by=by)
    record("ended a return plan", plan, plan, by, reason, reasons=because)


@unlocked()
def write_assessment(
    plan: ReturnPlan,
    *,
    words: str,
    parents_say: str,
    history_tells: str,
    changed_since: str,
    by: Worker,
) -> Assessment:
    plan, reason = writing(plan, by)
    written = Assessment.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        words=words,
        parents_say=parents_say,
        history_tells=history_tells,
        changed_since=changed_since,
        written_by=by,
    )
    record(
        "assessed going home",
        written,
        plan,
        by,
        reason,
        words=words,
        parents_say=parents_say,
        history_tells=history_tells,
        changed_since=changed_since,
    )
    return written


@unlocked()
def add_factor(
    plan: ReturnPlan, *, kind: Kind, what: str, evidence: str, source: str, by: Worker
) -> Factor:
    plan, reason = writing(plan, by)
    require(rules.may_add_factor(what, evidence))
    factor = Factor.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        kind=kind,
        what=what,
        evidence=evidence,
        source=source,
        added_by=by,
    )
    record(
        "added what a return home rests on",
        factor,
        plan,
        by,
        reason,
        what=what,
        evidence=evidence,
        source=source,
        kind=kind.heading,
    )
    return factor


@unlocked()
def end_factor(factor: Factor, *, because: str, by: Worker) -> Factor:
    """It is no longer so. That it was stays."""
    plan, _ = writing(factor.plan, by)
    factor = Factor.objects.get(pk=factor.pk)
    answer = require(rules.may_end_factor(ended=factor.over_at is not None))
    factor.over_at, factor.over_by, factor.over_because = now(), by, because
    factor.save(update_fields=["over_at", "over_by", "over_because"])
    record(
        "wrote that something is no longer so",
        factor,
        plan,
        by,
        answer.reason,
        what=factor.what,
        reasons=because,
    )
    return factor
