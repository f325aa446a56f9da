"""Judging how safe a return would be, the council's signature below it, and a named officer's override."""

from collections.abc import Iterable

from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import working_days_after
from homeward.decisions.rules import may_sign_as
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.partnership.rules import Function
from homeward.reunification import queries, rules
from homeward.reunification.actions.shared import record, writing
from homeward.reunification.models import Assessment, Classification, Override, ReturnPlan
from homeward.reunification.rules import Level
from homeward.support.actions import let_deciders_go, let_deciders_see
from homeward.support.actions.shared import council_task
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing


# Within how many working days the council signs off. Ours: no source sets it.
SIGN_OFF_WITHIN = 5


@unlocked()
def classify(plan: ReturnPlan, *, level: Level, reasons: str, by: Worker) -> Classification:
    """A professional's judgement. What the inputs point to is kept beside it, and decides nothing."""
    plan, _ = writing(plan, by)
    inputs = queries.inputs_of(plan)
    answer = require(
        rules.may_classify(
            inputs, assessed=Assessment.objects.filter(plan=plan).exists(), reasons=reasons
        )
    )
    words = queries.class_words(plan.partnership_id, localdate())
    judged = Classification.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        level=level,
        reasons=reasons,
        risks=inputs.risks,
        protects=inputs.protects,
        changes=inputs.changes,
        pointed=rules.mismatch(level, inputs, words),
        judged_by=by,
    )
    record(
        "judged how safe a return home would be",
        judged,
        plan,
        by,
        answer.reason,
        outcome=words[level],
        reasons=reasons,
        pointed=judged.pointed,
    )
    nobody_answers(
        plan,
        Classification.objects.filter(plan=plan).exclude(pk=judged.pk),
        "It was judged again",
        by=by,
    )
    council_task(
        plan.episode,
        [plan.child],
        "Sign off how safe a return home is judged to be",
        f"{by} judged it",
        working_days_after(localdate(), SIGN_OFF_WITHIN),
        urgent=False,
        by=by,
        doing=Doing.SIGN_OFF_RISK,
        subject=judged,
    )
    return judged


def nobody_answers(
    plan: ReturnPlan, classes: Iterable[Classification], how: str, *, by: Worker
) -> None:
    """Nobody is asked about these any more, and who saw the child only to answer goes."""
    for judged in classes:
        for doing in (Doing.SIGN_OFF_RISK, Doing.OVERRIDE_RISK):
            finish_doing(doing, judged, how=how, by=by)
    let_deciders_go([plan.child], by=by)


@unlocked()
def sign_off_class(judged: Classification, *, signed_name: str, by: Worker) -> Classification:
    plan, judged = _last(judged, by)
    answer = require(
        rules.may_sign_off(
            by.on(localdate()),
            judged_by=judged.judged_by_id,
            is_last=queries.is_last_class(judged),
            signed=judged.signed_off_at is not None,
            lawful=_lawful(plan, Function.SIGN_OFF_RISK, by),
        )
    )
    require(may_sign_as(signed_name, by.name))
    judged.signed_off_at, judged.signed_off_by = now(), by
    judged.signed_off_under = answer.reason
    judged.save(update_fields=["signed_off_at", "signed_off_by", "signed_off_under"])
    record("signed off how safe a return home is judged", judged, plan, by, answer.reason)
    finish_doing(Doing.SIGN_OFF_RISK, judged, how="It was signed off", by=by)
    return judged


@unlocked()
def ask_for_override(judged: Classification, *, by: Worker) -> None:
    """Let the council's officer see it who may override the class, and open their task."""
    plan, judged = _last(judged, by)
    require(_may_override(judged, allow("whoever works with the child may ask for it")))
    teams = let_deciders_see([plan.child], Function.OVERRIDE_RISK, by=by)
    if not teams:
        raise Refused(
            refuse(
                "nobody of the council may override it today",
                "See who may decide what, or work on until it is judged anew.",
            )
        )
    for team in teams:
        open_task(
            team=team,
            children=[plan.child],
            what="Say whether a return home may be decided in spite of its class",
            because=f"{by} asks for it",
            due=working_days_after(localdate(), SIGN_OFF_WITHIN),
            by=by,
            doing=Doing.OVERRIDE_RISK,
            subject=judged,
        )
    record("asked for an override of a class", judged, plan, by, "the class stands in the way")


@unlocked()
def override_class(
    judged: Classification, *, reasons: str, signed_name: str, by: Worker
) -> Override:
    plan, judged = _last(judged, by)
    answer = require(_may_override(judged, _lawful(plan, Function.OVERRIDE_RISK, by)))
    require(may_sign_as(signed_name, by.name))
    override = Override.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        classification=judged,
        reasons=reasons,
        authority=answer.reason,
        signed_name=signed_name,
        signed_by=by,
    )
    record(
        "overrode how safe a return home is judged",
        override,
        plan,
        by,
        answer.reason,
        reasons=reasons,
        signed_name=signed_name,
    )
    finish_doing(Doing.OVERRIDE_RISK, judged, how="It was overridden, with the reason", by=by)
    let_deciders_go([plan.child], by=by)
    return override


def _may_override(judged: Classification, who: Answer) -> Answer:
    return rules.may_override(
        Level(judged.level),
        is_last=queries.is_last_class(judged),
        signed=judged.signed_off_at is not None,
        overridden=Override.objects.filter(classification=judged).exists(),
        lawful=who,
    )


def _lawful(plan: ReturnPlan, function: Function, by: Worker) -> Answer:
    today = localdate()
    return queries.lawful(plan.partnership_id, function, by.on(today), today)


def _last(judged: Classification, by: Worker) -> tuple[ReturnPlan, Classification]:
    plan, _ = writing(judged.plan, by)
    return plan, Classification.objects.get(pk=judged.pk)
