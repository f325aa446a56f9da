"""How the SDQ is scored, and the licence under which its answers may be entered. Of the partnership, not of a child."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.measures import actions, rules
from homeward.measures.forms import EndLicenceForm, LicenceForm
from homeward.measures.models import TYPED, SdqLicence
from homeward.measures.rules import BANDINGS, RELIABLE, Measured
from homeward.partnership.choosing import chosen_id, partnership_of


SHOWN = 50


def how_scored(request: HttpRequest) -> HttpResponse:
    """The bandings with their sources, and what is known of reliable change: from the same data as the pages."""
    bandings = [
        {
            "banding": banding,
            "rows": [
                {"label": scale.label, "cuts": banding.cuts[scale]}
                for scale in TYPED
                if scale in banding.cuts
            ],
        }
        for banding in BANDINGS
    ]
    context = {
        "bandings": bandings,
        "sdq": RELIABLE[Measured.SDQ_TOTAL],
        "goals": RELIABLE[Measured.GOALS],
    }
    return render(request, "measures/how_scored.html", context)


def licences(request: HttpRequest) -> HttpResponse:
    held = SdqLicence.objects.filter(partnership=chosen_id(request)).select_related("written_by")
    context = {
        "licences": list(held[:SHOWN]),
        "today": localdate(),
        "answer": rules.may_keep_licences(request.worker, chosen_id(request)),
    }
    return render(request, "measures/licences.html", context)


def write_licence(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    form = keeping.form_for(request, LicenceForm)
    answer = rules.may_keep_licences(request.worker, partnership.pk)
    made, status = take(
        request,
        form,
        lambda typed: actions.write_licence(
            partnership,
            holder=typed["holder"],
            reference=typed["reference"],
            from_day=typed["from_day"],
            until=typed["until"],
            by=request.user,
        ),
        answer,
    )
    if made:
        messages.success(request, "The licence is written down.")
        return redirect("measures:licences")
    return render(
        request, "measures/write_licence.html", _page(form=form, answer=answer), status=status
    )


def end_licence(request: HttpRequest, pk: int) -> HttpResponse:
    licence = get_object_or_404(SdqLicence.objects.visible_to(request.worker), pk=pk)
    form = keeping.form_for(request, EndLicenceForm)
    answer = rules.may_keep_licences(request.worker, licence.partnership_id)
    made, status = take(
        request,
        form,
        lambda typed: actions.end_licence(licence, on=typed["on"], by=request.user),
        answer,
    )
    if made:
        messages.success(request, f"It holds until {made.end:%-d %B %Y}.")
        return redirect("measures:licences")
    context = _page(form=form, answer=answer, licence=licence)
    return render(request, "measures/end_licence.html", context, status=status)


def _page(**more: Any) -> dict[str, Any]:
    return {
        "back_url": reverse("measures:licences"),
        "back_text": "Licences for the SDQ",
        **more,
    }
