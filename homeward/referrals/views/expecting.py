"""A member says, before the panel decides, what would happen without the help; and reads only their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.expecting import ExpectForm
from homeward.referrals.models import Expectation
from homeward.referrals.rules import WEEKLY_COST
from homeward.referrals.views.deciding import about_item, get_item


def expect(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    form = keeping.form_for(request, ExpectForm)
    about = about_item(request, shown)
    saved, status = take(
        request,
        form,
        lambda _typed: actions.seal_expectation(shown, form.expected(), by=request.user),
        about["may_expect"],
    )
    if saved:
        messages.success(request, "It is sealed.")
        return redirect("referrals:expect", pk)
    mine = shown.expectations.filter(worker=request.user).first()
    context = {
        **about,
        "form": form,
        "answer": about["may_expect"],
        "mine": mine,
        "rows": _rows(mine) if mine else [],
        "seal": rules.seal_in_words(mine.seal) if mine else "",
        "broken": rules.SEAL_BROKEN if mine and not queries.as_sealed([mine]) else "",
        "opens_on": rules.opens_on(shown.sitting.held_on),
        "heading": "What would happen without the help?",
        "save": "Seal it",
    }
    return render(request, "referrals/expect.html", context, status=status)


def _rows(mine: Expectation) -> list[dict[str, str]]:
    return [
        {"key": "Without the help", "value": mine.expected.in_words},
        {"key": "Cost in a week", "value": WEEKLY_COST[mine.weekly_cost]},
        {"key": "How sure", "value": f"{mine.confidence} of 100"},
        {"key": "Why", "value": mine.why},
    ]
