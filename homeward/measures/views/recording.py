"""Writing down an SDQ, another score, or attendance at school."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.forms import HomewardForm
from homeward.measures import actions, queries, rules
from homeward.measures.forms import AttendanceForm, SdqAnswersForm, SdqForm, ToolScoreForm
from homeward.measures.models import Attendance, Sdq, ToolScore
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@answers_script
def add_sdq(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = _child(request, child_pk)
    more = {"licence": queries.licence_on(child.partnership_id, localdate())}
    return _added(request, child, SdqForm, actions.record_sdq, Sdq.GROUP, "add_sdq", more)


@answers_script
def add_answers(request: HttpRequest, child_pk: int) -> HttpResponse:
    """Only under a licence: without one the page says how else."""
    child = _child(request, child_pk)
    licence = queries.licence_on(child.partnership_id, localdate())
    return _added(
        request,
        child,
        SdqAnswersForm,
        actions.record_sdq,
        Sdq.GROUP,
        "add_answers",
        {"licence": licence},
        rules.may_enter_answers(licence.reference if licence else None),
    )


@answers_script
def add_score(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = _child(request, child_pk)
    act = actions.record_tool_score
    return _added(request, child, ToolScoreForm, act, ToolScore.GROUP, "add_score")


@answers_script
def add_attendance(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = _child(request, child_pk)
    act = actions.record_attendance
    return _added(request, child, AttendanceForm, act, Attendance.GROUP, "add_attendance")


def _added(
    request: HttpRequest,
    child: Child,
    form_class: type[HomewardForm],
    act: Callable[..., Any],
    group: DataGroup,
    name: str,
    more: dict[str, Any] | None = None,
    allowed: Answer | None = None,
) -> HttpResponse:
    form: Any = keeping.form_for(request, form_class)
    answer = entitled(request.worker, child, localdate()).may_see(group)
    if answer and allowed is not None:
        answer = allowed
    made, status = take(
        request, form, lambda typed: act(child, form.facts(), by=request.user), answer
    )
    if made:
        messages.success(request, "It is written down.")
        return redirect("web:measures", pk=child.pk)
    trail.looked("opened a form for a measure", by=request.user, children=[child.pk])
    context = {**asked_of(child), **(more or {}), "form": form, "answer": answer}
    return render(request, f"measures/{name}.html", context, status=status)


def asked_of(child: Child) -> dict[str, Any]:
    return {
        "child": child,
        "back_url": reverse("web:measures", args=[child.pk]),
        "back_text": f"{child.first_name}’s measures",
    }


def _child(request: HttpRequest, pk: int) -> Child:
    return get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)
