"""Asking the next question of a return plan, and signing the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.decisions import queries as decision_queries
from homeward.decisions.forms import SignForm
from homeward.decisions.models import Decision
from homeward.drafts import keeping
from homeward.partnership.rules import FUNCTIONS
from homeward.reunification import actions, queries, rules
from homeward.reunification.forms.plans import AskForm
from homeward.reunification.rules import Question
from homeward.reunification.views.shared import get_plan, may_write, opened
from homeward.trail import actions as trail


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    facts = queries.to_ask(plan, queries.facts_of_one(plan))
    question = rules.next_question(facts)
    form = keeping.form_for(request, AskForm)
    answer = may_write(request, plan)
    made, status = take(
        request,
        form,
        lambda typed: actions.ask_question(plan, due=typed["due"], by=request.user),
        answer,
    )
    if made:
        messages.success(request, "The decision is begun. Add what the child says first.")
        return redirect("decisions:decision", pk=made.pk)
    function = queries.function_of(plan, question)
    context = {
        **opened(request, plan, "opened a question of a return plan"),
        "form": form,
        "answer": answer and rules.may_ask(facts),
        "asked": rules.ASKED[question][0],
        "law": FUNCTIONS[function].law,
    }
    return render(request, "reunification/ask.html", context, status=status)


def sign(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    plan = decision.going_home.plan
    form = keeping.form_for(
        request,
        SignForm,
        options=list(decision.options.all()),
        signer=request.user.name,
        names=plan.child.first_name,
    )
    made, status = take(request, form, lambda typed: _sign(decision, typed, request))
    if made:
        messages.success(
            request, "Signed. The team has a task to tell the family what was decided and why."
        )
        return redirect("decisions:decision", pk=pk)
    decision = _get_decision(request, pk)
    form.saw(decision.version)
    trail.looked(
        "read the decision to sign it",
        by=request.user,
        children=[plan.child_id],
        subject=decision,
    )
    paper = decision_queries.paper(decision, request.worker, localdate())
    asks_return = decision.going_home.question == Question.RETURN
    context = {
        **paper,
        "form": form,
        "overtaken": status == 409,
        "plan": plan,
        "gate": queries.as_judged(plan, queries.facts_of_one(plan)) if asks_return else None,
    }
    return render(request, "reunification/sign.html", context, status=status)


def _sign(decision: Decision, typed: dict[str, Any], request: HttpRequest) -> Decision:
    return actions.sign_return_decision(
        decision,
        outcome=decision.options.get(pk=typed["outcome"]),
        reasons=typed["reasons"],
        look_again_if=typed["look_again_if"],
        look_again_by=typed["look_again_by"],
        dissent=typed["dissent"],
        signed_name=typed["signed_name"],
        version=typed["version"],
        by=request.user,
    )


def _get_decision(request: HttpRequest, pk: int) -> Decision:
    mine = Decision.objects.visible_to(request.worker, localdate())
    related = ("prepared_by", "sent_by", "signed_by", "outcome", "safety")
    return get_object_or_404(
        mine.select_related(*related, "going_home__plan__child").filter(going_home__isnull=False),
        pk=pk,
    )
