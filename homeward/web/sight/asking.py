"""Who could see this child on a day, and what could this worker see that day: each with its reason."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.sharing import rules
from homeward.trail import actions as trail
from homeward.web import queries
from homeward.web.child_bar import child_with_bar
from homeward.web.sight.forms import OnDayForm, WhatCouldForm
from homeward.web.sight.where import require_somewhere


PAGE = 50
SEALED = "A sealed record"


def who_could(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child, bar, _ = child_with_bar(request, pk, today, "who_looked")
    trail.looked("asked who could see the child", by=request.user, children=[pk], subject=child)
    form = OnDayForm(request.GET if "on_0" in request.GET else None, initial={"on": today})
    asked = not form.is_bound or form.is_valid()
    day = form.cleaned_data["on"] if form.is_bound and asked else today
    found = queries.sight.who_could(child, day) if asked else []
    context = {
        "child": child,
        "bar": bar,
        "form": form,
        "asked": asked,
        "day": day,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "web/who_could.html", context)


def what_could(request: HttpRequest) -> HttpResponse:
    today = localdate()
    partnerships = require_somewhere(request.worker, rules.may_ask_what_could)
    colleagues = Worker.objects.filter(memberships__partnership_id__in=partnerships)
    form = WhatCouldForm(
        request.GET if "worker" in request.GET else None,
        initial={"on": today},
        workers=colleagues.distinct().order_by("name", "pk").values_list("pk", "name"),
    )
    context: dict = {"form": form}
    if form.is_valid():
        colleague = get_object_or_404(Worker, pk=form.cleaned_data["worker"])
        context |= _found(request, colleague, form.cleaned_data["on"], partnerships, today)
    return render(request, "web/what_could.html", context)


def _found(
    request: HttpRequest, colleague: Worker, day: date, partnerships: list[int], today: date
) -> dict:
    """A record that is closed to the asker today is not named, and one of which nobody is told is left out."""
    sealed, untold = queries.sight.closed_to(request.worker, today)
    groups, children = queries.sight.what_could(colleague.pk, day, partnerships)
    # The asker works with none of them: the rule was asked before (`may_ask_what_could`).
    with unlocked():
        known = set(children.exclude(pk__in=untold).values_list("pk", flat=True))
        page = Paginator(Child.objects.filter(pk__in=known), PAGE).get_page(request.GET.get("page"))
        listed = list(page.object_list)
    then = colleague.on(day).within(partnerships)
    why = queries.sight.why_of(then, {child.pk: child.partnership_id for child in listed}, day)
    trail.looked(
        "asked what a colleague could see",
        by=request.user,
        children=[child.pk for child in listed if child.pk not in sealed],
        subject=colleague,
    )
    return {
        "colleague": colleague,
        "then": then,
        "day": day,
        "page": page,
        "counts": [(group.label, len(ids & known)) for group, ids in groups.items()],
        "rows": [
            {
                "child": SEALED if child.pk in sealed else child.name,
                "level": queries.sight.LEVELS[why[child.pk].level],
                "why": "; ".join(why[child.pk].why),
            }
            for child in listed
        ],
    }
