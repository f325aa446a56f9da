"""One disagreement, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.disagreements import actions, queries
from homeward.disagreements.forms import (
    AnswerForm,
    FurtherForm,
    SettleForm,
    SideForm,
    WithdrawForm,
)
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Level
from homeward.disagreements.views.raising import page_of_decision
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.forms import HomewardForm
from homeward.trail import actions as trail


def disagreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    _looked(request, found, "read a disagreement")
    context = {
        "page": queries.page_of(found, request.worker, localdate()),
        "disagreement": found,
        "children": list(found.children.all()),
        "decision_url": page_of_decision(found.decision) if found.decision else "",
    }
    return render(request, "disagreements/disagreement.html", context)


@answers_script
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    is_last = found.standing().level.is_last
    act = actions.answer_disagreement
    return _ask(request, found, "answer", AnswerForm, act, is_last=is_last)


@answers_script
def add_side(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(request, _get(request, pk), "add_side", SideForm, actions.add_side)


@answers_script
def raise_further(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(request, _get(request, pk), "raise_further", FurtherForm, actions.raise_further)


@answers_script
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(request, _get(request, pk), "settle", SettleForm, actions.settle_disagreement)


@answers_script
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    act = actions.withdraw_disagreement
    return _ask(request, _get(request, pk), "withdraw", WithdrawForm, act)


DONE = {
    "answer": "Answered. They read it on this page.",
    "add_side": "Your side is written down.",
    "raise_further": "It is raised to the next level.",
    "settle": "Settled. What was agreed stays here.",
    "withdraw": "Withdrawn. It stays in the record.",
}


def _ask(
    request: HttpRequest,
    found: Disagreement,
    name: str,
    form_class: type[HomewardForm],
    act: Callable[..., object],
    **offered: Any,
) -> HttpResponse:
    """`act` takes what the form asks. The answer `may_<name>` of the disagreement's own page says whether it
    may be done."""
    form = keeping.form_for(request, form_class, **offered)
    made, status = take(request, form, lambda typed: act(found, **typed, by=request.user))
    if made:
        messages.success(request, DONE[name])
        return redirect("disagreements:disagreement", pk=found.pk)
    found = _get(request, found.pk)
    _looked(request, found, "opened a disagreement to act on it")
    page = queries.page_of(found, request.worker, localdate())
    context = {
        "page": page,
        "disagreement": found,
        "form": form,
        "answer": getattr(page, f"may_{name}"),
        "names": page.names,
        "next_level": None if page.standing.level.is_last else Level(page.standing.level + 1),
    }
    return render(request, f"disagreements/{name}.html", context, status=status)


def _get(request: HttpRequest, pk: int) -> Disagreement:
    mine = Disagreement.objects.visible_to(request.worker, localdate())
    related = queries.whole(mine).select_related("decision__agenda_item")
    return get_object_or_404(related, pk=pk)


def _looked(request: HttpRequest, found: Disagreement, what: str) -> None:
    children = [child.pk for child in found.children.all()]
    trail.looked(what, by=request.user, children=children, subject=found)
