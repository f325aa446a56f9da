"""Putting a measure right, and taking out what should never have been in this record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.forms import HomewardForm
from homeward.measures import actions, queries, rules
from homeward.measures.forms import (
    CorrectAttendanceForm,
    CorrectSdqAnswersForm,
    CorrectSdqForm,
    CorrectToolScoreForm,
    TakeOutForm,
    as_ticked,
    as_typed,
)
from homeward.measures.models import Attendance, Sdq, ToolScore
from homeward.measures.views.recording import asked_of
from homeward.trail import actions as trail


Row = Sdq | ToolScore | Attendance


@answers_script
def correct_sdq(request: HttpRequest, pk: int) -> HttpResponse:
    """By its answers, where it was entered by them and a licence holds; or else by its scores."""
    sdq = _get(request, Sdq, pk)
    if sdq.answers is not None and queries.licence_on(sdq.partnership_id, localdate()):
        form, typed = CorrectSdqAnswersForm, as_ticked(sdq)
        return _corrected(request, sdq, form, actions.correct_sdq, "correct_sdq", typed)
    return _corrected(request, sdq, CorrectSdqForm, actions.correct_sdq, "correct_sdq")


@answers_script
def correct_score(request: HttpRequest, pk: int) -> HttpResponse:
    score = _get(request, ToolScore, pk)
    form, act = CorrectToolScoreForm, actions.correct_tool_score
    return _corrected(request, score, form, act, "correct_score")


@answers_script
def correct_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    attendance = _get(request, Attendance, pk)
    form, act = CorrectAttendanceForm, actions.correct_attendance
    return _corrected(request, attendance, form, act, "correct_attendance")


@answers_script
def take_out_sdq(request: HttpRequest, pk: int) -> HttpResponse:
    return _taken_out(request, _get(request, Sdq, pk), "take_out_sdq")


@answers_script
def take_out_score(request: HttpRequest, pk: int) -> HttpResponse:
    return _taken_out(request, _get(request, ToolScore, pk), "take_out_score")


@answers_script
def take_out_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    return _taken_out(request, _get(request, Attendance, pk), "take_out_attendance")


def _corrected(
    request: HttpRequest,
    row: Row,
    form_class: type[HomewardForm],
    act: Callable[..., Any],
    name: str,
    typed_before: dict[str, Any] | None = None,
) -> HttpResponse:
    form: Any = keeping.form_for(request, form_class, initial=typed_before or as_typed(row))
    answer = rules.may_be_corrected(row.is_current)
    made, status = take(
        request,
        form,
        lambda typed: act(row, form.facts(), because=typed["because"], by=request.user),
    )
    if made:
        messages.success(request, "It is put right. What was there stays in the record.")
        return redirect("web:measures", pk=row.child_id)
    return _asked(request, row, form, answer, name, status)


def _taken_out(request: HttpRequest, row: Row, name: str) -> HttpResponse:
    form: Any = keeping.form_for(request, TakeOutForm)
    answer = rules.may_be_corrected(row.is_current)
    made, status = take(
        request,
        form,
        lambda typed: actions.take_out(row, because=typed["because"], by=request.user),
    )
    if made:
        messages.success(request, "It is taken out, and stays to be read as such.")
        return redirect("web:measures", pk=row.child_id)
    return _asked(request, row, form, answer, name, status)


def _asked(
    request: HttpRequest, row: Row, form: Any, answer: Answer, name: str, status: int
) -> HttpResponse:
    trail.looked("opened a measure", by=request.user, children=[row.child_id], subject=row)
    context = {**asked_of(row.child), "row": row, "form": form, "answer": answer}
    return render(request, f"measures/{name}.html", context, status=status)


def _get(request: HttpRequest, model: Any, pk: int) -> Any:
    """Of a child whose record, and in it this group of data, the worker sees."""
    mine = model.objects.visible_to(request.worker, localdate())
    return get_object_or_404(mine.select_related("child", "corrected_by"), pk=pk)
