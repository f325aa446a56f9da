"""The partnership's workers: how each is reached, what they do, to whom they answer, what they know."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.partnership.actions import relations as actions
from homeward.partnership.forms.workers import ContactForm, RelationForm
from homeward.partnership.models import Partnership, Registration, Relation, Worker
from homeward.partnership.queries import expertise as known
from homeward.partnership.queries import teams as queries
from homeward.partnership.rules import expertise, relations
from homeward.partnership.rules.relations import RelationKind
from homeward.partnership.views.shared import get_worker


PAGE = 50


def workers(request: HttpRequest) -> HttpResponse:
    today = localdate()
    everybody = queries.colleagues(request.worker, today)
    page = Paginator(everybody, PAGE).get_page(request.GET.get("page"))
    roles = queries.roles_of(page.object_list, request.worker, today)
    context = {"page": page, "people": [(one, roles[one.pk]) for one in page.object_list]}
    return render(request, "partnership/workers.html", context)


def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone with a post may read it, but for who employs them and who their line manager is."""
    today = localdate()
    subject, partnership = get_worker(request, pk)
    on_day = subject.on(today)
    lines = list(
        Relation.objects.filter(
            Q(period__contains=today) | Q(period__startswith__gt=today),
            worker=subject,
            partnership=partnership,
        )
        .select_related("other")
        .order_by("kind", "period")
    )
    context = {
        "subject": subject,
        "today": today,
        "posts": queries.posts_of(subject, [partnership.pk], today),
        "employment": relations.may_see_employment(request.worker, subject.pk, [partnership.pk]),
        "line_manager": [line for line in lines if line.kind == RelationKind.LINE_MANAGER],
        "others": [line for line in lines if line.kind != RelationKind.LINE_MANAGER],
        "may_relate": relations.may_set_relations(request.worker, on_day, partnership.pk),
        "may_enter": expertise.may_enter_expertise(request.worker, on_day, partnership.pk),
        "known": [(line, line.holds_on(today)) for line in known.known_by(subject, request.worker)],
        "registration": Registration.objects.filter(
            worker=subject, partnership=partnership, period__contains=today
        )
        .select_related("checked_by")
        .first(),
    }
    return render(request, "partnership/worker.html", context)


def set_relation(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    subject, partnership = get_worker(request, pk)
    form = keeping.form_for(
        request,
        RelationForm,
        workers=queries.at_work(partnership.pk, today).exclude(pk=pk),
    )
    done, status = take(
        request,
        form,
        lambda typed: _set(subject, partnership, typed, request),
    )
    if done:
        messages.success(request, "Written. The line before it ends with that day.")
        return redirect("partnership:worker", pk=pk)
    answer = relations.may_set_relations(request.worker, subject.on(today), partnership.pk)
    return _asking(request, "set_relation", subject, form, answer, status)


def _set(subject: Worker, partnership: Partnership, typed: dict, request: HttpRequest) -> Worker:
    actions.set_relation(subject, partnership=partnership, **typed, by=request.user)
    return subject


def change_contact(request: HttpRequest, pk: int) -> HttpResponse:
    subject, partnership = get_worker(request, pk)
    form = keeping.form_for(
        request, ContactForm, initial={"phone": subject.phone, "days": subject.days}
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.change_contact(
            subject, partnership=partnership, **typed, by=request.user
        ),
    )
    if made:
        messages.success(request, "Written.")
        return redirect("partnership:worker", pk=pk)
    answer = expertise.may_enter_expertise(request.worker, subject.on(localdate()), partnership.pk)
    return _asking(request, "change_contact", subject, form, answer, status)


def _asking(
    request: HttpRequest,
    name: str,
    subject: Worker,
    form: HomewardForm,
    answer: Answer,
    status: int,
) -> HttpResponse:
    context = {
        "subject": subject,
        "form": form,
        "answer": answer,
        "back_url": reverse("partnership:worker", args=[subject.pk]),
        "back_text": subject.name,
    }
    return render(request, f"partnership/{name}.html", context, status=status)
