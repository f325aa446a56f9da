"""Settling which of two policies is followed: one side proposes it, the other agrees."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.actions import policies as actions
from homeward.partnership.forms.policies import SettleForm
from homeward.partnership.forms.proposing import AgreeForm
from homeward.partnership.models import PolicyVersion
from homeward.partnership.queries import organisations
from homeward.partnership.queries import policies as queries
from homeward.partnership.rules import policies as rules
from homeward.partnership.rules import sides
from homeward.partnership.rules.policies import Subject
from homeward.partnership.views.policies import asking, get_settlement
from homeward.partnership.views.shared import taking_back


def settle(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """`pk` is the council's version, `other_pk` the charity's."""
    mine = PolicyVersion.objects.visible_to(request.worker).select_related("policy__organisation")
    council = get_object_or_404(mine, pk=pk)
    charity = get_object_or_404(mine, pk=other_pk, partnership=council.partnership_id)
    form = keeping.form_for(request, SettleForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.propose_settlement(council, charity, **typed, by=request.user),
    )
    subject = Subject(council.policy.subject)
    if made:
        messages.success(request, "It is proposed. It holds when the other side has agreed.")
        return redirect(_at(subject))
    answer = sides.may_speak(request.worker, council.partnership_id) and rules.may_settle(
        council.as_source(), charity.as_source()
    )
    more = {"council": council, "charity": charity, **_back(subject)}
    return asking(request, "settle", form, answer, status, more)


def agree_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    settlement = get_settlement(request, pk)
    agrees = organisations(settlement.partnership_id)[settlement.waits_for]
    form = keeping.form_for(request, AgreeForm, organisation=agrees)
    made, status = take(
        request, form, lambda typed: actions.agree_settlement(settlement, **typed, by=request.user)
    )
    subject = Subject(settlement.council_version.policy.subject)
    if made:
        messages.success(request, f"It is settled, from {made.start:%-d %B %Y}.")
        return redirect(_at(subject))
    answer = queries.may_agree_settlement(settlement, request.worker, localdate())
    more = {"settlement": settlement, **_back(subject)}
    return asking(request, "agree_settlement", form, answer, status, more)


def take_back_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    settlement = get_settlement(request, pk)
    subject = Subject(settlement.council_version.policy.subject)
    more = {"settlement": settlement, "back_text": subject.label}
    return taking_back(request, "take_back_settlement", settlement, _at(subject), more)


def _at(subject: Subject) -> str:
    return reverse("partnership:policy_subjects", query={"subject": subject.value})


def _back(subject: Subject) -> dict[str, Any]:
    return {"back_url": _at(subject), "back_text": subject.label}
