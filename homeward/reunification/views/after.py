"""After coming home: support that is promised, the checks, and looking back."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from homeward.clocks.rules import months_after
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.people.models import Child
from homeward.reunification import actions, queries, rules
from homeward.reunification.forms.working import (
    AnswerEarlyEndForm,
    CheckForm,
    EarlyEndForm,
    LookBackForm,
    PromiseForm,
)
from homeward.reunification.models import ReturnPlan
from homeward.reunification.rules import CHECKS
from homeward.reunification.views.shared import ask_form, get_plan, may_write
from homeward.support import actions as support
from homeward.support.models import EarlyEnd, Promise
from homeward.support.rules.promises import (
    MANAGERS,
    may_agree_early_end,
    may_propose_early_end,
)


USUAL = 6  # months: what is offered


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    form = keeping.form_for(
        request, PromiseForm, initial={"until": months_after(localdate(), USUAL)}
    )
    return ask_form(
        request,
        plan,
        form,
        "promise",
        lambda typed: support.promise_support(
            plan.episode,
            plan.child,
            what=typed["what"],
            until=typed["until"],
            by=request.user,
        ),
        "What is promised is written down.",
        may_write(request, plan),
    )


def end_sooner(request: HttpRequest, pk: int) -> HttpResponse:
    promised = get_object_or_404(_promises(request), pk=pk)
    form = keeping.form_for(request, EarlyEndForm)
    return ask_form(
        request,
        _plan_of(promised),
        form,
        "end_sooner",
        lambda typed: support.propose_early_end(
            promised, because=typed["because"], by=request.user
        ),
        "It is proposed. The other organisation answers.",
        may_propose_early_end(
            request.worker,
            promised,
            localdate(),
            ended=promised.early_ends.agreed().exists(),
            waiting=promised.early_ends.waiting().exists(),
        ),
        promised=promised,
    )


def answer_early_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The other organisation agrees, or either keeps the promise."""
    ends = EarlyEnd.objects.filter(promise__in=_promises(request))
    ending = get_object_or_404(
        ends.select_related("proposed_for", "proposed_by", "promise__child", "promise__episode"),
        pk=pk,
    )
    form = keeping.form_for(request, AnswerEarlyEndForm)

    def act(typed: dict[str, Any]) -> Model:
        if typed["agrees"]:
            return support.agree_early_end(ending, by=request.user)
        return support.keep_promise(ending, because=typed["because"], by=request.user)

    return ask_form(
        request,
        _plan_of(ending.promise),
        form,
        "answer_early_end",
        act,
        "It is decided, and written down.",
        may_agree_early_end(request.worker, ending.standing())
        if not MANAGERS.sides(request.worker, ending.partnership_id)
        else None,
        ending=ending,
        promised=ending.promise,
    )


def _promises(request: HttpRequest):
    seen = Child.objects.visible_to(request.worker, localdate())
    return Promise.objects.filter(child__in=seen).select_related("child", "episode")


def _plan_of(promised: Promise) -> ReturnPlan:
    plan = queries.last_plan(promised.child)
    if plan is None:
        raise Http404
    return plan


@answers_script
def check(request: HttpRequest, pk: int, months: int) -> HttpResponse:
    if months not in CHECKS:
        raise Http404
    plan = get_plan(request, pk)
    facts = queries.facts_of_one(plan)
    home_on = facts.home.home_on if facts.home and facts.is_home else None
    form = keeping.form_for(request, CheckForm, initial={"on": localdate()})
    today = localdate()
    return ask_form(
        request,
        plan,
        form,
        "check",
        lambda typed: actions.record_check(plan, months, form.found(), by=request.user),
        "How it is, is written down.",
        rules.may_check(months, home_on, facts.checks, today, today),
        months=months,
        home_on=home_on,
    )


@answers_script
def look_back(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    home = queries.facts_of_one(plan).home
    form = keeping.form_for(request, LookBackForm)
    return ask_form(
        request,
        plan,
        form,
        "look_back",
        lambda typed: actions.look_back(plan, form.learned(), by=request.user),
        "What was learned is written down. A return plan can be begun again when the time has come.",
        rules.may_look_back(
            back=home is not None and home.back_on is not None,
            done=home is not None and plan.looks_back.filter(home_on=home.home_on).exists(),
        ),
        home=home,
    )
