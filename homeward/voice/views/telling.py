"""Who was told a decision, and who still has to be."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.decisions.models import Decision
from homeward.decisions.queries import sees_all
from homeward.drafts import keeping
from homeward.people.models import Adult, Child
from homeward.trail import actions as trail
from homeward.voice.actions import telling as actions
from homeward.voice.forms.workers import NotToldForm, ToldForm
from homeward.voice.queries import telling as queries
from homeward.voice.queries.persons import adults_of
from homeward.voice.rules.telling import may_have_told, may_leave_untold
from homeward.voice.views.shared import name_of, person_among


def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody whom the decision is about: told or not, by whom, how, and what they said."""
    decision = _get_decision(request, pk)
    _looked(request, decision, "read who was told what was decided")
    today = localdate()
    context = {
        "decision": decision,
        "hearings": queries.hearings(decision, today),
        "due": queries.due_of(decision),
        "today": today,
        "answer": may_have_told(queries.signed_on(decision), today, today),
    }
    return render(request, "voice/told.html", context)


def tell(request: HttpRequest, pk: int, kind: str, person_pk: int) -> HttpResponse:
    decision, person = _get_person(request, pk, kind, person_pk)
    form = keeping.form_for(
        request, ToldForm, initial={"on": localdate(), "who": request.user.name}
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.tell_decision(
            decision,
            person,
            on=typed["on"],
            who=typed["who"],
            way=typed["way"],
            said=typed["said"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, f"It is written down that {name_of(person)} was told.")
        return redirect("voice:told", pk=pk)
    today = localdate()
    answer = may_have_told(queries.signed_on(decision), today, today)
    return _asked(request, "tell", decision, person, form, answer, status)


def leave_untold(request: HttpRequest, pk: int, kind: str, person_pk: int) -> HttpResponse:
    decision, person = _get_person(request, pk, kind, person_pk)
    form = keeping.form_for(request, NotToldForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.leave_untold(
            decision, person, because=typed["because"], by=request.user
        ),
    )
    if made:
        messages.success(request, f"It is written down why {name_of(person)} is not told.")
        return redirect("voice:told", pk=pk)
    was_told = decision.told.filter(on__isnull=False, **{kind: person.pk}).exists()
    answer = may_leave_untold(queries.signed_on(decision), "asked below", told=was_told)
    return _asked(request, "leave_untold", decision, person, form, answer, status)


def _asked(
    request: HttpRequest,
    name: str,
    decision: Decision,
    person: Child | Adult,
    form: Any,
    answer: Any,
    status: int,
) -> HttpResponse:
    _looked(request, decision, "opened who was told what was decided, to write")
    context = {
        "decision": decision,
        "person": name_of(person),
        "form": form,
        "answer": answer,
        "is_child": isinstance(person, Child),
    }
    return render(request, f"voice/{name}.html", context, status=status)


def _looked(request: HttpRequest, decision: Decision, what: str) -> None:
    children = decision.about.values_list("child_id", flat=True)
    trail.looked(what, by=request.user, children=children, subject=decision)


def _get_decision(request: HttpRequest, pk: int) -> Decision:
    """Of those who see every child of it: who only signed it reads it in the log."""
    today = localdate()
    decision = get_object_or_404(Decision.objects.visible_to(request.worker, today), pk=pk)
    if not sees_all(decision, request.worker, today):
        raise Http404
    return decision


def _get_person(
    request: HttpRequest, pk: int, kind: str, person_pk: int
) -> tuple[Decision, Child | Adult]:
    decision = _get_decision(request, pk)
    children = list(decision.children.all())
    return decision, person_among(children, adults_of(children, localdate()), kind, person_pk)
