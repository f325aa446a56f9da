"""Giving somebody a post, and changing its role or employer. Ending one shows what is left: `web.leaving`."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.actions import posts as actions
from homeward.partnership.forms.posts import NEW, ChangePostForm, FillPostForm
from homeward.partnership.models import Membership, Team, Worker
from homeward.partnership.rules import posts as rules
from homeward.partnership.views.shared import get_post, get_team, organisations_of


def fill_post(request: HttpRequest, pk: int) -> HttpResponse:
    team = get_team(request, pk)
    form = keeping.form_for(
        request,
        FillPostForm,
        workers=_who_may_come(request, team),
        organisations=organisations_of(team.partnership_id),
    )

    def act(typed: dict[str, Any]) -> Membership:
        if typed["worker"] != NEW:
            chosen = form.workers[typed["worker"]]
            return actions.fill_post(team, chosen, **form.post(), by=request.user)
        new = {name: typed[name] for name in ("email", "name", "phone")}
        return actions.fill_post_with_new_worker(team, **new, **form.post(), by=request.user)

    made, status = take(request, form, act)
    if made:
        messages.success(
            request,
            f"Written: {made.worker} is {made.role} in {team} from {made.start:%-d %B %Y}."
            + (_how_in(made) if form.cleaned_data["worker"] == NEW else ""),
        )
        return redirect("partnership:team", pk=pk)
    context = {
        "team": team,
        "form": form,
        "answer": rules.may_change_posts(request.worker, team.partnership_id, team.pk),
        "back_url": reverse("partnership:team", args=[pk]),
        "back_text": team.name,
    }
    return render(request, "partnership/fill_post.html", context, status=status)


def _who_may_come(request: HttpRequest, team: Team) -> QuerySet[Worker]:
    """By name; those too who had a post once: some come back."""
    known = Worker.objects.visible_to(request.worker.within([team.partnership_id]))
    return known.filter(is_active=True).exclude(pk=request.user.pk).order_by("name", "pk")


def _how_in(post: Membership) -> str:
    """How somebody new signs in: nobody who gives a post ever knows a password of theirs."""
    if hasattr(post.employer, "identity_provider"):
        return f" They sign in with {post.employer}."
    return (
        " They have no password yet: whoever runs Homeward gives them one "
        "with “homeward changepassword”."
    )


def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    organisations = organisations_of(post.partnership_id)
    form = keeping.form_for(
        request,
        ChangePostForm,
        organisations=organisations,
        initial={"role": post.role, "employer": str(post.employer_id)},
    )
    made, status = take(
        request, form, lambda typed: actions.change_post(post, **typed, by=request.user)
    )
    if made:
        messages.success(
            request, f"Written: {made.worker} is {made.role} from {made.start:%-d %B %Y}."
        )
        return redirect("partnership:team", pk=post.team_id)
    context = {
        "post": post,
        "form": form,
        "answer": rules.may_end_post(request.worker, post.worker_id, post.as_offered()),
        "back_url": reverse("partnership:team", args=[post.team_id]),
        "back_text": post.team.name,
    }
    return render(request, "partnership/change_post.html", context, status=status)
