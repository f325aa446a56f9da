"""The delegation register: who may prepare and who decides what, today and before; and changing it."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.family.actions import show_to_gateway_deciders
from homeward.locks import unlocked
from homeward.partnership import actions, rules
from homeward.partnership.choosing import partnership_of
from homeward.partnership.forms import LineForm
from homeward.partnership.models import Arrangement, Partnership, Registration, Worker
from homeward.partnership.rules import Function, OrganisationKind
from homeward.support.actions import show_to_deciders


def register(request: HttpRequest) -> HttpResponse:
    """Everyone with a post may read it: it says who decides about the children they work with."""
    today = localdate()
    partnership = partnership_of(request)
    lines = list(
        Arrangement.objects.filter(partnership=partnership)
        .select_related("supervised_by")
        .order_by("number")
    )
    holding = [line for line in lines if line.holds_on(today)]
    context = {
        "partnership": partnership,
        "today": today,
        "holding": holding,
        "coming": sorted((line for line in lines if line.start > today), key=_start),
        "ended": sorted(
            (line for line in lines if line.end is not None and line.end <= today),
            key=_start,
            reverse=True,
        ),
        "nobody": _without_decider(holding),
        "answer": rules.may_change_register(request.worker, partnership.pk),
    }
    return render(request, "web/register.html", context)


def change_register(request: HttpRequest) -> HttpResponse:
    partnership, today = partnership_of(request), localdate()
    council = Worker.objects.filter(
        memberships__partnership=partnership,
        memberships__employer__kind=OrganisationKind.COUNCIL,
        memberships__period__contains=today,
        registrations__in=Registration.objects.filter(partnership=partnership).checked_on_day(
            today
        ),
    )
    form = keeping.form_for(request, LineForm, workers=council.distinct().order_by("name"))
    line, status = take(request, form, lambda _: _write(partnership, form.line(), request.user))
    if line:
        messages.success(request, f"Written: line {line.number} of the register.")
        return redirect("web:register")
    context = {
        "form": form,
        "answer": rules.may_change_register(request.worker, partnership.pk),
        "back_url": reverse("web:register"),
    }
    return render(request, "web/change_register.html", context, status=status)


@unlocked()
def _write(partnership: Partnership, typed: dict, by: Worker) -> Arrangement:
    """A line that begins today is what waits to be signed today; a later one, on its day (`tasks`, of both)."""
    line = actions.change_register(partnership, **typed, by=by)
    if line.holds_on(localdate()):
        show_to_deciders(partnership.pk, Function(line.function), by=by)
        if line.function == Function.LEGAL_GATEWAY:
            show_to_gateway_deciders(partnership.pk, by=by)
    return line


def _start(line: Arrangement) -> date:
    return line.start


def _without_decider(holding: Iterable[Arrangement]) -> list[str]:
    """What nobody may lawfully decide today, since no line holds for it."""
    held = {line.function for line in holding}
    return [rules.FUNCTIONS[function].what for function in Function if function not in held]
