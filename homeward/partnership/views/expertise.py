"""Who knows what, found in two steps that are plain links; entering it; and registration as a social worker."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.partnership.actions import expertise as actions
from homeward.partnership.forms.workers import (
    ExpertiseForm,
    OwnRegistrationForm,
    RegistrationForm,
)
from homeward.partnership.models import Expertise, Registration, Topic, Worker
from homeward.partnership.queries import expertise as queries
from homeward.partnership.queries.teams import roles_of
from homeward.partnership.rules import expertise as rules
from homeward.partnership.rules.expertise import ExpertiseKind
from homeward.partnership.views.shared import get_worker


PAGE = 50
REGISTERED = "registered"


def expertise(request: HttpRequest) -> HttpResponse:
    """First what kind; then, of a kind, which."""
    today, asked = localdate(), request.GET.get("kind", "")
    if not asked:
        context: dict[str, Any] = {"kinds": queries.kinds(request.worker, today)}
        return render(request, "partnership/expertise.html", context)
    if asked == REGISTERED:
        page = Paginator(queries.registered(request.worker, today), PAGE).get_page(
            request.GET.get("page")
        )
        roles = roles_of(page.object_list, request.worker, today)
        people = [(worker, roles.get(worker.pk, ""), "") for worker in page.object_list]
        context = {"people": people, "page": page, "query": "kind=registered&"}
        return render(request, "partnership/registered.html", context)
    if asked not in list(ExpertiseKind):
        raise Http404
    kind = ExpertiseKind(asked)
    page = Paginator(queries.topics(kind, request.worker, today), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"kind": kind, "page": page, "query": f"kind={kind}&"}
    return render(request, "partnership/topics.html", context)


def topic(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    found = get_object_or_404(Topic.objects.visible_to(request.worker), pk=pk)
    page = Paginator(queries.who_knows(found, request.worker, today), PAGE).get_page(
        request.GET.get("page")
    )
    roles = roles_of([line.worker for line in page.object_list], request.worker, today)
    context = {
        "topic": found,
        "kind": ExpertiseKind(found.kind),
        "page": page,
        "people": [(line.worker, roles.get(line.worker_id, ""), line) for line in page.object_list],
    }
    return render(request, "partnership/topic.html", context)


def enter_expertise(request: HttpRequest, pk: int) -> HttpResponse:
    subject, partnership = get_worker(request, pk)
    form = keeping.form_for(request, ExpertiseForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.enter_expertise(
            subject,
            partnership=partnership,
            **{**typed, "from_day": typed["from_day"] or localdate()},
            by=request.user,
        ),
    )
    if made:
        messages.success(request, f"Written: {made.topic}.")
        return redirect("partnership:worker", pk=pk)
    answer = rules.may_enter_expertise(request.worker, subject.on(localdate()), partnership.pk)
    context = {"answer": answer, "form": form}
    return _asking(request, "enter_expertise", subject, context, status)


def end_expertise(request: HttpRequest, pk: int) -> HttpResponse:
    lines = Expertise.objects.visible_to(request.worker).select_related("worker", "topic")
    line = get_object_or_404(lines, pk=pk)
    today = localdate()
    answer = rules.may_enter_expertise(
        request.worker, line.worker.on(today), line.partnership_id
    ) and rules.may_end(line.end, today)
    form = keeping.form_for(request, HomewardForm)

    def act(typed: dict[str, Any]) -> Worker:
        actions.end_expertise(line, by=request.user)
        return line.worker

    made, status = take(request, form, act)
    if made:
        messages.success(request, f"Written: {line.topic} is no longer shown.")
        return redirect("partnership:worker", pk=line.worker_id)
    context = {"line": line, "answer": answer, "form": form}
    return _asking(request, "end_expertise", line.worker, context, status)


def registration(request: HttpRequest, pk: int) -> HttpResponse:
    subject, partnership = get_worker(request, pk)
    today, own = localdate(), pk == request.user.pk
    current = Registration.objects.filter(
        worker=subject, partnership=partnership, period__contains=today
    ).first()
    asked = OwnRegistrationForm if own else RegistrationForm
    initial = {"number": current.register_number} if current else {}
    form = keeping.form_for(request, asked, initial=initial)

    def act(typed: dict[str, Any]) -> Worker:
        if typed.get("registered") is False:
            actions.end_registration(subject, partnership=partnership, by=request.user)
            return subject
        actions.enter_registration(
            subject,
            partnership=partnership,
            number=typed["number"],
            checked_on=typed.get("checked_on"),
            by=request.user,
        )
        return subject

    made, status = take(request, form, act)
    if made:
        messages.success(request, "Written.")
        return redirect("partnership:worker", pk=pk)
    answer = rules.may_enter_expertise(request.worker, subject.on(today), partnership.pk)
    context = {"answer": answer, "form": form, "own": own, "current": current}
    return _asking(request, "registration", subject, context, status)


def _asking(
    request: HttpRequest, name: str, subject: Worker, context: dict[str, Any], status: int
) -> HttpResponse:
    context |= {
        "subject": subject,
        "back_url": reverse("partnership:worker", args=[subject.pk]),
        "back_text": subject.name,
    }
    return render(request, f"partnership/{name}.html", context, status=status)
