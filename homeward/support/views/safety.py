"""The formal decisions of a family: asking the question, and signing the answer."""

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
from homeward.partnership.rules import Function
from homeward.support import actions, queries, rules
from homeward.support.forms import DecideForm
from homeward.support.views.shared import get_episode, opened
from homeward.trail import actions as trail


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    questions = queries.questions(episode.partnership_id, request.worker, localdate())
    form = keeping.form_for(request, DecideForm, questions=questions)
    made, status = take(
        request,
        form,
        lambda typed: actions.prepare_safety_decision(
            episode, function=Function(typed["function"]), due=typed["due"], by=request.user
        ),
    )
    if made:
        messages.success(request, "The decision is begun. Add what the child says first.")
        return redirect("decisions:decision", pk=made.pk)
    context = {
        **opened(request, episode, "opened the questions to decide"),
        "form": form,
        "answer": rules.may_prepare_safety_decision(request.worker, episode),
    }
    return render(request, "support/decide.html", context, status=status)


def sign(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    children = list(decision.children.all())
    form = keeping.form_for(
        request,
        SignForm,
        options=list(decision.options.all()),
        signer=request.user.name,
        names=decision_queries.names(children),
    )
    made, status = take(request, form, lambda typed: _sign(decision, typed, request))
    if made:
        messages.success(
            request, "Signed. The team has a task to tell the family what was decided and why."
        )
        return redirect("decisions:decision", pk=pk)
    decision = _get_decision(request, pk)
    form.saw(decision.version)
    ids = [child.pk for child in children]
    trail.looked("read the decision to sign it", by=request.user, children=ids, subject=decision)
    paper = decision_queries.paper(decision, request.worker, localdate())
    context = {**paper, "form": form, "overtaken": status == 409}
    return render(request, "support/sign.html", context, status=status)


def _sign(decision: Decision, typed: dict[str, Any], request: HttpRequest) -> Decision:
    return actions.sign_safety_decision(
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
    mine = Decision.objects.visible_to(request.worker, localdate()).filter(
        safety__isnull=False, going_home=None
    )
    related = ("prepared_by", "sent_by", "signed_by", "outcome", "safety")
    return get_object_or_404(mine.select_related(*related), pk=pk)
