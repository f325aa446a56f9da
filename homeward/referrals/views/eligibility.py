"""For whom the service is: read by all who work in the partnership, agreed by the heads of service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.rules.numbers import may_agree_numbers
from homeward.referrals import actions, queries
from homeward.referrals.forms.eligibility import EligibilityForm


VERSIONS = 20


def eligibility(request: HttpRequest) -> HttpResponse:
    here = chosen_id(request)
    context = {
        "versions": queries.eligibility_versions(here)[:VERSIONS],
        "today": localdate(),
        "answer": may_agree_numbers(request.worker, here),
    }
    return render(request, "referrals/eligibility.html", context)


def agree_eligibility(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    answer = may_agree_numbers(request.worker, partnership.pk)
    form = keeping.form_for(request, EligibilityForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.agree_eligibility(
            partnership,
            form.criteria(),
            from_day=typed["from_day"],
            decided_under=typed["decided_under"],
            by=request.user,
        ),
        answer,
    )
    if made:
        messages.success(request, f"{made} holds from {made.start:%-d %B %Y}.")
        return redirect("referrals:eligibility")
    context = {
        "form": form,
        "answer": answer,
        "heading": "For whom is the service?",
        "lede": "It advises whoever screens, and the panel. It decides nothing: who sees a family otherwise says why.",
        "back": reverse("referrals:eligibility"),
        "save": "Agree the next version",
    }
    return render(request, "referrals/agree_eligibility.html", context, status=status)
