"""The delegation register: who may prepare and who decides what, today and before; and changing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.access.telling import tell
from homeward.drafts import keeping
from homeward.locks import unlocked
from homeward.partnership import actions, rules
from homeward.partnership.forms import LineForm
from homeward.partnership.models import Arrangement, Partnership, Registration, Worker
from homeward.partnership.rules import Function, OrganisationKind
from homeward.support.actions import show_to_deciders


def register(request: HttpRequest) -> HttpResponse:
    """Everyone with a post may read it: it says who decides about the children they work with."""
    today = localdate()
    partnership = _partnership(request)
    lines = Arrangement.objects.filter(partnership=partnership).select_related("supervised_by")
    context = {
        "partnership": partnership,
        "today": today,
        "holding": [line for line in lines.order_by("number") if line.holds_on(today)],
        "coming": [line for line in lines.order_by("period") if line.start > today],
        "ended": [
            line for line in lines.order_by("-period") if line.end is not None and line.end <= today
        ],
        "nobody": _without_decider(lines),
        "answer": rules.may_change_register(request.worker, partnership.pk),
    }
    return render(request, "web/register.html", context)


def change_register(request: HttpRequest) -> HttpResponse:
    partnership = _partnership(request)
    today = localdate()
    council = Worker.objects.filter(
        memberships__partnership=partnership,
        memberships__employer__kind=OrganisationKind.COUNCIL,
        memberships__period__contains=today,
        registrations__in=Registration.objects.checked_on_day(partnership.pk, today),
    )
    form = keeping.form_for(request, LineForm, workers=council.distinct().order_by("name"))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with unlocked():
                line = actions.change_register(partnership, **form.line(), by=request.user)
                if line.holds_on(today):
                    show_to_deciders(partnership.pk, Function(line.function), by=request.user)
        except Refused as no:
            tell(request, form, no)
            status = 403
        else:
            keeping.sent(request)
            messages.success(request, f"Written: line {line.number} of the register.")
            return redirect("web:register")
    context = {
        "form": form,
        "answer": rules.may_change_register(request.worker, partnership.pk),
    }
    return render(request, "web/change_register.html", context, status=status)


def _partnership(request: HttpRequest) -> Partnership:
    return get_object_or_404(Partnership, pk__in=sorted(request.worker.partnership_ids)[:1])


def _without_decider(lines) -> list[str]:
    """What nobody may lawfully decide today, since no line holds for it."""
    today = localdate()
    held = {line.function for line in lines if line.holds_on(today)}
    return [rules.FUNCTIONS[function].what for function in Function if function not in held]
