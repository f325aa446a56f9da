"""What the partnership has agreed in numbers: read by all who work in it, changed by the head of service."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.models import Team
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.numbers import may_agree_numbers
from homeward.referrals import actions, queries
from homeward.referrals.forms.standards import PanelTermsForm, ScreeningStandardForm
from homeward.referrals.rules import QuorumTerms, ScreeningTerms


def standards(request: HttpRequest) -> HttpResponse:
    context = {
        "lines": queries.standards.lines(_here(request), localdate()),
        "may_set": _may_set(request),
    }
    return render(request, "referrals/standards.html", context)


def set_screening(request: HttpRequest) -> HttpResponse:
    form = keeping.form_for(
        request, ScreeningStandardForm, teams=queries.standards.teams(_here(request))
    )

    def save(held: dict[str, Any]) -> object:
        return actions.set_screening_standard(
            partnership_of(request),
            ScreeningTerms(
                held["days"], held["cut_off"], held["asking_stops"], held["answer_days"]
            ),
            **_for_whom(held),
            by=request.user,
        )

    return _set(request, form, save, "set_screening", "When is a referral screened?")


def set_quorum(request: HttpRequest) -> HttpResponse:
    form = keeping.form_for(request, PanelTermsForm, teams=queries.standards.teams(_here(request)))

    def save(held: dict[str, Any]) -> object:
        return actions.set_panel_terms(
            partnership_of(request),
            QuorumTerms(held["members"], held["of_each"]),
            **_for_whom(held),
            by=request.user,
        )

    return _set(request, form, save, "set_quorum", "With whom may the panel decide?")


def _for_whom(held: dict[str, Any]) -> dict[str, Any]:
    return {
        "team": Team.objects.get(pk=held["team"]) if held["team"] else None,
        "from_day": held["from_day"],
        "decided_under": held["decided_under"],
    }


def _set(request: HttpRequest, form: Any, save: Any, name: str, heading: str) -> HttpResponse:
    may_set = _may_set(request)
    saved, status = take(request, form, save, may_set)
    if saved:
        messages.success(request, f"It holds from {saved.start.day} {saved.start:%B %Y}.")
        return redirect("referrals:standards")
    context = {
        "form": form,
        "answer": may_set,
        "heading": heading,
        "back": reverse("referrals:standards"),
    }
    return render(request, f"referrals/{name}.html", context, status=status)


def _may_set(request: HttpRequest) -> Answer:
    return may_agree_numbers(request.worker, chosen_id(request))


def _here(request: HttpRequest) -> WorkerOnDay:
    """The worker in the partnership that the page is about."""
    return request.worker.within([chosen_id(request)])
