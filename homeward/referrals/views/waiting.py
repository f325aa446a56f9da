"""The waiting list of a team, putting a family on it, and looking again at one that waits."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.waiting import ReviewWaitingForm, WaitForm
from homeward.referrals.models import Waiting
from homeward.referrals.rules import Need, Outcome
from homeward.referrals.views.referrals import about_referral, get_referral
from homeward.trail import actions as trail


A_PAGE = 25


def waiting(request: HttpRequest) -> HttpResponse:
    today = localdate()
    page = Paginator(queries.waiting_list(request.worker, today), A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [_line(waits, request) for waits in page]
    shown = {child.pk for row in rows for child in row["children"]}
    if shown:
        trail.looked("read the waiting list", by=request.user, children=shown)
    return render(request, "referrals/waiting.html", {"page": page, "rows": rows})


def _line(waits: Waiting, request: HttpRequest) -> dict[str, Any]:
    referral, today = waits.referral, localdate()
    children = list(referral.children.all())
    return {
        "waits": waits,
        "referral": referral,
        "children": children,
        "names": ", ".join(child.name for child in children),
        "need": Need(waits.need).words,
        "how_long": rules.waits_in_words(waits.since, today),
        "tag": rules.due_tag(waits.review_on, today),
        "reviews": list(waits.reviews.all())[:1],
        "may_review": rules.may_look_again(request.worker, referral, waits=True),
    }


def wait(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_referral(request, pk)
    form = keeping.form_for(request, WaitForm)
    about = about_referral(request, asked)
    answer = about["may_screen"] and rules.may_follow(asked.outcome_now(), Outcome.NO_CAPACITY)
    saved, status = take(
        request,
        form,
        lambda typed: actions.screen_referral(
            asked,
            outcome=Outcome.NO_CAPACITY,
            reasons=typed["reasons"],
            waits=form.waits(),
            by=request.user,
        ),
        answer,
    )
    if saved:
        messages.success(request, f"The family of referral {asked} is on the waiting list.")
        return redirect("referrals:waiting")
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {
        **about,
        "form": form,
        "answer": answer,
        "heading": "How does the family wait?",
        "save": "Put the family on the waiting list",
    }
    return render(request, "referrals/wait.html", context, status=status)


def review_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_referral(request, pk)
    waits = get_object_or_404(Waiting, referral=asked)
    held = ["need", "interim_what", "interim_who", "interim_since"]
    form = keeping.form_for(
        request,
        ReviewWaitingForm,
        need_now=Need(waits.need),
        initial={name: getattr(waits, name) for name in held},
    )
    answer = rules.may_look_again(request.worker, asked, waits.left_at is None)
    saved, status = take(
        request,
        form,
        lambda typed: actions.review_waiting(
            waits,
            words=typed["words"],
            waits=form.waits(),
            why_moved=typed["why_moved"],
            by=request.user,
        ),
        answer,
    )
    if saved:
        messages.success(request, "You looked again. The next day to look is a task of your team.")
        return redirect("referrals:waiting")
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {
        **about_referral(request, asked),
        "waits": waits,
        "how_long": rules.waits_in_words(waits.since, localdate()),
        "reviews": waits.reviews.select_related("by"),
        "form": form,
        "answer": answer,
        "heading": f"Look again at the family of referral {asked}",
    }
    return render(request, "referrals/review_waiting.html", context, status=status)
