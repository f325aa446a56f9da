"""Closing a child's record to some, and opening it again."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.sharing import actions, rules
from homeward.sharing.models import Restriction, entitled
from homeward.sharing.rules import RestrictionKind
from homeward.trail import actions as trail
from homeward.web import queries
from homeward.web.sight.children import asked_of
from homeward.web.sight.forms import CloseRecordForm, OpenRecordForm


def restrictions_of(request: HttpRequest, child: Child, today: date) -> dict:
    """For the tab that says who looked: what is closed, to those who close and open. A restriction can say of
    a colleague that they are a relative, so others are not told."""
    sight = entitled(request.worker, child, today)
    answer = rules.may_close_record(request.worker, sight, child.partnership_id)
    if not answer:
        return {"may_close": answer}
    held = (
        Restriction.objects.filter(child=child, period__contains=today)
        .select_related("set_by")
        .prefetch_related("named__worker")
        .order_by("pk")
    )
    return {"may_close": answer, "restrictions": list(held)}


def close_record(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child, answer = _closable(request, pk, today)
    workers = [
        (could.worker.worker_id, f"{could.worker.name}, {could.worker.role_line}")
        for could in queries.sight.who_could(child, today)
    ]
    form = keeping.form_for(request, CloseRecordForm, workers=workers)
    made, status = take(
        request,
        form,
        lambda typed: actions.close_record(
            child,
            kind=RestrictionKind(typed["kind"]),
            because=typed["because"],
            named=Worker.objects.filter(pk__in=typed["named"]),
            until=typed["until"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The record is closed from now on, as you said.")
        return redirect(_back(request, child, today))
    trail.looked(
        "opened the page to close the record", by=request.user, children=[pk], subject=child
    )
    context = {
        "child": child,
        "form": form,
        "answer": answer,
        "back_url": _back(request, child, today),
    }
    return render(request, "web/close_record.html", context, status=status)


def open_record(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    restriction = get_object_or_404(
        Restriction.objects.filter(partnership_id__in=request.worker.partnership_ids), pk=pk
    )
    child, answer = _closable(request, restriction.child_id, today)
    if not answer:  # who may not open it is not told why it is closed: see `restrictions_of`
        raise Http404
    answer = rules.may_end(restriction.end, today)
    form = keeping.form_for(request, OpenRecordForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.open_record(restriction, because=typed["because"], by=request.user),
    )
    if made:
        messages.success(request, "This restriction ends tonight.")
        return redirect(_back(request, child, today))
    trail.looked(
        "opened the page to open the record", by=request.user, children=[child.pk], subject=child
    )
    context = {
        "child": child,
        "restriction": restriction,
        "form": form,
        "answer": answer,
        "back_url": _back(request, child, today),
    }
    return render(request, "web/open_record.html", context, status=status)


def _closable(request: HttpRequest, pk: int, today: date) -> tuple[Child, Answer]:
    """Who neither sees the child nor keeps the sharing agreement is not told that there is one; nor is a lead
    to whom the record is closed by what nothing opens."""
    child, sight = asked_of(request, pk, today)
    answer = rules.may_close_record(request.worker, sight, child.partnership_id)
    if not answer and not sight.may_see():
        raise Http404
    return child, answer


def _back(request: HttpRequest, child: Child, today: date) -> str:
    """To the child's page, unless whoever closed it closed it to themselves or never saw it."""
    if entitled(request.worker, child, today).may_see():
        return reverse("web:who_looked", args=[child.pk])
    return reverse("web:home")
