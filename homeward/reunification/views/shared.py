"""What every page of a return plan does: fetch what this worker may see, act on a form, tell the trail."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.forms import HomewardForm
from homeward.reunification import rules
from homeward.reunification.models import ReturnPlan
from homeward.reunification.models.plans import OfPlan
from homeward.trail import actions as trail


Row = TypeVar("Row", bound=OfPlan)


def get_plan(request: HttpRequest, pk: int) -> ReturnPlan:
    mine = ReturnPlan.objects.visible_to(request.worker, localdate())
    related = ("child", "episode__team", "begun_by", "ended_by", "after")
    return get_object_or_404(mine.select_related(*related), pk=pk)


def get_of_plan(request: HttpRequest, model: type[Row], pk: int, *related: str) -> Row:
    """A row of a plan that this worker may see."""
    mine = model.objects.visible_to(request.worker, localdate())
    return get_object_or_404(mine.select_related("plan__child", "plan__episode", *related), pk=pk)


def opened(request: HttpRequest, plan: ReturnPlan, what: str) -> dict[str, Any]:
    trail.looked(what, by=request.user, children=[plan.child_id], subject=plan)
    return {
        "plan": plan,
        "child": plan.child,
        "names": plan.child.first_name,
        "back_url": reverse("reunification:plan", args=[plan.pk]),
        "back_text": "The return plan",
    }


def may_write(request: HttpRequest, plan: ReturnPlan) -> Answer:
    return rules.may_write(
        in_partnership=plan.partnership_id in request.worker.partnership_ids,
        ended_on=plan.ended_on,
    )


def ask_form(
    request: HttpRequest,
    plan: ReturnPlan,
    form: HomewardForm,
    template: str,
    act: Callable[[dict[str, Any]], Model | None],
    said: str,
    answer: Answer | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form of a plan; on POST act and go back to the plan, or say why not and keep what was typed."""
    made, status = take(request, form, lambda typed: act(typed) or plan, answer)
    if made:
        messages.success(request, said)
        return redirect("reunification:plan", pk=plan.pk)
    page = {
        **opened(request, plan, "opened a return plan to write in it"),
        "form": form,
        "answer": answer,
        **context,
    }
    return render(request, f"reunification/{template}.html", page, status=status)
