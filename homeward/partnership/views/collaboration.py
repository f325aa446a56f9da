"""The collaboration agreement: what is in force, its versions and what changed, the steps, and the reviews."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.partnership.actions import collaboration as actions
from homeward.partnership.choosing import partnership_of
from homeward.partnership.forms.collaboration import (
    CollaborationForm,
    ReviewForm,
    StepForm,
    begin_with,
)
from homeward.partnership.models import CollaborationAgreement, ReviewPoint
from homeward.partnership.queries import collaboration as queries
from homeward.partnership.rules import collaboration as rules
from homeward.partnership.rules import sides
from homeward.partnership.views.shared import taking_back


PAGE = 50


def collaboration(request: HttpRequest) -> HttpResponse:
    """What holds today, and how it came to be. Everyone with a post may read it."""
    today, partnership = localdate(), partnership_of(request)
    versions = list(queries.versions_of(partnership.pk)[:PAGE])
    now = next((v for v in versions if v.agreed_at and v.holds_on(today)), None)
    waiting = next((v for v in versions if not v.agreed_at and not v.taken_back_at), None)
    steps = Paginator(queries.steps_of(partnership.pk), PAGE).get_page(request.GET.get("page"))
    context = {
        "shown": queries.shown(now) if now else None,
        "waiting": waiting,
        "versions": versions,
        "agreed": [version for version in versions if version.agreed_at],
        "page": steps,
        "steps": [
            {
                "title": step.get_kind_display()
                + (f": {step.organisation}" if step.organisation else ""),
                "when": step.on,
                "by": f"recorded by {step.recorded_by}",
                "text": "\n".join(
                    filter(None, [step.agreement and f"{step.agreement}.", step.minute, step.words])
                ),
            }
            for step in steps.object_list
        ],
        "may_speak": sides.may_speak(request.worker, partnership.pk),
        "today": today,
    }
    return render(request, "partnership/collaboration.html", context)


def collaboration_version(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _get(request, pk)
    steps = [step.as_step() for step in agreement.steps.all()]
    context = {
        "agreement": agreement,
        "shown": queries.shown(agreement),
        "ready": rules.may_be_agreed(steps),
        "may_speak": sides.may_speak(request.worker, agreement.partnership_id),
        "may_agree": sides.may_agree_to(request.worker, agreement.standing()),
        "today": localdate(),
    }
    return render(request, "partnership/collaboration_version.html", context)


def collaboration_changes(request: HttpRequest) -> HttpResponse:
    """What a version says differently from another; without being asked, the newest from the one before it."""
    versions = list(queries.versions_of(partnership_of(request).pk)[:PAGE])
    known = {version.version: version for version in versions}
    before, after = _asked(request, known)
    context = {
        "before": before,
        "after": after,
        "changes": (rules.changes(before.wording(), after.wording()) if before and after else []),
        "pairs": [
            (new, old)
            for new, old in zip(versions, versions[1:], strict=False)
            if (old, new) != (before, after)
        ],
    }
    return render(request, "partnership/collaboration_changes.html", context)


def _asked(
    request: HttpRequest, known: dict[int, CollaborationAgreement]
) -> tuple[CollaborationAgreement | None, CollaborationAgreement | None]:
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not any(asked):
        newest = sorted(known, reverse=True)[:2]
        return (known[newest[1]], known[newest[0]]) if len(newest) == 2 else (None, None)
    found = [known.get(int(number)) if number.isdecimal() else None for number in asked]
    if None in found:
        raise Http404
    return found[0], found[1]


def propose_collaboration(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    agreed = queries.versions_of(partnership.pk).agreed().first()
    form = keeping.form_for(
        request, CollaborationForm, initial=begin_with(agreed.wording()) if agreed else {}
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.propose_collaboration(partnership, **form.version(), by=request.user),
    )
    if made:
        messages.success(
            request,
            f"{made} is proposed. It holds when both committees and the other side have agreed.",
        )
        return redirect("partnership:collaboration_version", pk=made.pk)
    answer = sides.may_speak(request.worker, partnership.pk)
    return _asking(request, "propose_collaboration", form, answer, status, {"agreed": agreed})


def agree_collaboration(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _get(request, pk)
    form = keeping.form_for(request, HomewardForm)
    made, status = take(
        request, form, lambda typed: actions.agree_collaboration(agreement, by=request.user)
    )
    if made:
        messages.success(request, f"Both have agreed to it: {made}, from {made.start:%-d %B %Y}.")
        return redirect("partnership:collaboration_version", pk=pk)
    steps = [step.as_step() for step in agreement.steps.all()]
    answer = sides.may_agree_to(request.worker, agreement.standing()) and rules.may_be_agreed(steps)
    return _asking(request, "agree_collaboration", form, answer, status, {"agreement": agreement})


def take_back_collaboration(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _get(request, pk)
    to = reverse("partnership:collaboration")
    more = {"agreement": agreement, "back_text": "What the two organisations agreed"}
    return taking_back(request, "take_back_collaboration", agreement, to, more)


def record_step(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    form = keeping.form_for(request, StepForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.record_step(partnership, **typed, by=request.user),
    )
    if made:
        messages.success(request, "The step is recorded.")
        return redirect("partnership:collaboration")
    answer = sides.may_speak(request.worker, partnership.pk)
    waiting = queries.versions_of(partnership.pk).waiting().first()
    return _asking(request, "record_step", form, answer, status, {"waiting": waiting})


def record_review(request: HttpRequest, pk: int) -> HttpResponse:
    reviews = ReviewPoint.objects.visible_to(request.worker).select_related("agreement")
    review = get_object_or_404(reviews, pk=pk)
    form = keeping.form_for(request, ReviewForm)
    made, status = take(
        request, form, lambda typed: actions.record_review(review, **typed, by=request.user)
    )
    if made:
        messages.success(request, "The review is recorded.")
        return redirect("partnership:collaboration")
    today = localdate()
    answer = sides.may_speak(request.worker, review.partnership_id) and rules.may_record_review(
        agreed=review.agreement.agreed_at is not None,
        done=review.done_at is not None,
        held_on=today,
        today=today,
        next_on=None,
        others=(),
        end=review.agreement.end,
    )
    return _asking(request, "record_review", form, answer, status, {"review": review})


def _get(request: HttpRequest, pk: int) -> CollaborationAgreement:
    mine = CollaborationAgreement.objects.visible_to(request.worker)
    found = get_object_or_404(mine, pk=pk)
    return queries.versions_of(found.partnership_id).get(pk=pk)


def _asking(
    request: HttpRequest,
    name: str,
    form: HomewardForm,
    answer: Answer,
    status: int,
    more: dict[str, Any],
) -> HttpResponse:
    context = {
        **more,
        "form": form,
        "answer": answer,
        "back_url": reverse("partnership:collaboration"),
        "back_text": "What the two organisations agreed",
    }
    return render(request, f"partnership/{name}.html", context, status=status)
