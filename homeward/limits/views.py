"""By when what must be done: read by all who work in the partnership, agreed by the head of service."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.clocks.rules import LIMITS, TimeLimit
from homeward.drafts import keeping
from homeward.limits import actions, queries
from homeward.limits.forms import AgreeLimitForm
from homeward.limits.rules import WATCHED
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.rules.numbers import may_agree_numbers


def limits(request: HttpRequest) -> HttpResponse:
    today = localdate()
    context = {
        "lines": queries.lines(chosen_id(request), today),
        "today": today,
        "answer": may_agree_numbers(request.worker, chosen_id(request)),
    }
    return render(request, "limits/limits.html", context)


def agree_limit(request: HttpRequest, duty: str) -> HttpResponse:
    law, partnership = _law(duty), partnership_of(request)
    form = keeping.form_for(request, AgreeLimitForm, law=law)
    made, status = take(
        request,
        form,
        lambda typed: actions.agree_limit(
            partnership,
            law.duty,
            form.limit(),
            from_day=typed["from_day"],
            decided_under=typed["decided_under"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, f"It is {made.limit} from {made.start:%-d %B %Y}.")
        return redirect("limits:limits")
    context = {
        "law": law,
        "form": form,
        "answer": may_agree_numbers(request.worker, partnership.pk),
        "back_url": reverse("limits:limits"),
        "back_text": "By when it is done",
    }
    return render(request, "limits/agree_limit.html", context, status=status)


def _law(slug: str) -> TimeLimit:
    today = localdate()
    for law in LIMITS:
        if law.duty.slug == slug and law.duty in WATCHED and law.holds_on(today):
            return law
    raise Http404
