"""Judging how safe going home would be, the council's signature, and an officer's override."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.drafts import keeping
from homeward.partnership.rules import Function
from homeward.reunification import actions, queries, rules
from homeward.reunification.forms.plans import (
    AskOverrideForm,
    ClassifyForm,
    OverrideForm,
    SignOffForm,
)
from homeward.reunification.models import Assessment, Classification, Factor
from homeward.reunification.rules import Kind, Level
from homeward.reunification.views.shared import ask_form, get_of_plan, get_plan, may_write


def classify(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    words = queries.class_words(plan.partnership_id, localdate())
    form = keeping.form_for(request, ClassifyForm, words=words)
    inputs = queries.inputs_of(plan)
    factors = list(Factor.objects.filter(plan=plan, over_at=None))
    may = may_write(request, plan) and rules.may_classify(
        inputs,
        assessed=Assessment.objects.filter(plan=plan).exists(),
        reasons="asked on this page",
    )
    pointed = rules.points_to(inputs)
    return ask_form(
        request,
        plan,
        form,
        "classify",
        lambda typed: actions.classify(
            plan, level=Level(typed["level"]), reasons=typed["reasons"], by=request.user
        ),
        "It is judged. A manager of the council has a task to sign it off.",
        may,
        factors=[(kind, [one for one in factors if one.kind == kind]) for kind in Kind],
        pointed=words[pointed] if pointed else "",
    )


def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    judged = _get_judged(request, pk)
    may = may_write(request, judged.plan) and rules.may_sign_off(
        request.worker,
        judged_by=judged.judged_by_id,
        is_last=queries.is_last_class(judged),
        signed=judged.signed_off_at is not None,
        lawful=_lawful(request, judged, Function.SIGN_OFF_RISK),
    )
    form = keeping.form_for(request, SignOffForm)
    return _about_class(
        request,
        judged,
        form,
        "sign_off",
        lambda typed: actions.sign_off_class(
            judged, signed_name=typed["signed_name"], by=request.user
        ),
        "It is signed off.",
        may,
    )


def ask_override(request: HttpRequest, pk: int) -> HttpResponse:
    judged = _get_judged(request, pk)
    form = keeping.form_for(request, AskOverrideForm)
    return _about_class(
        request,
        judged,
        form,
        "ask_override",
        lambda typed: actions.ask_for_override(judged, by=request.user),
        "The council’s officer has a task, and sees the child until it is answered.",
        may_write(request, judged.plan),
    )


def override(request: HttpRequest, pk: int) -> HttpResponse:
    judged = _get_judged(request, pk)
    may = may_write(request, judged.plan) and rules.may_override(
        Level(judged.level),
        is_last=queries.is_last_class(judged),
        signed=judged.signed_off_at is not None,
        overridden=hasattr(judged, "override"),
        lawful=_lawful(request, judged, Function.OVERRIDE_RISK),
    )
    form = keeping.form_for(request, OverrideForm)
    return _about_class(
        request,
        judged,
        form,
        "override",
        lambda typed: actions.override_class(
            judged,
            reasons=typed["reasons"],
            signed_name=typed["signed_name"],
            by=request.user,
        ),
        "It is overridden, with your name and your reason. The return itself is still to be decided.",
        may,
    )


def _about_class(request, judged, form, template, act, said, may) -> HttpResponse:
    words = queries.class_words(judged.partnership_id, localdate(judged.judged_at))
    return ask_form(
        request,
        judged.plan,
        form,
        template,
        act,
        said,
        may,
        judged=judged,
        label=words[Level(judged.level)],
    )


def _get_judged(request: HttpRequest, pk: int) -> Classification:
    return get_of_plan(request, Classification, pk, "judged_by", "signed_off_by")


def _lawful(request: HttpRequest, judged: Classification, function: Function) -> Answer:
    return queries.lawful(judged.partnership_id, function, request.worker, localdate())
