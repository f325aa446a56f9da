"""Ending a post. The page shows what they still hold through it, so that somebody takes it over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.decisions.queries import names
from homeward.drafts import keeping
from homeward.partnership.actions import posts as actions
from homeward.partnership.forms.posts import EndPostForm
from homeward.partnership.models import Team
from homeward.partnership.rules.posts import may_end_post
from homeward.partnership.views.shared import get_post
from homeward.trail import actions as trail
from homeward.web.queries.leaving import left_by


def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    post = get_post(request, pk)
    answer = may_end_post(request.worker, post.worker_id, post.as_offered())
    form = keeping.form_for(request, EndPostForm)

    def act(typed: dict[str, Any]) -> Team:
        actions.end_post(post, **typed, by=request.user)
        return post.team

    made, status = take(request, form, act)
    if made:
        messages.success(request, f"Written: the post of {post.worker} in {made} ends as you said.")
        return redirect("partnership:team", pk=made.pk)
    left = left_by(post, request.worker, today) if answer else None
    shown = [(episode, list(episode.children.all())) for episode in left.shown] if left else []
    if shown:
        children = {child.pk for _episode, children in shown for child in children}
        trail.looked(
            "opened the page to end a post", by=request.user, children=children, subject=post
        )
    context = {
        "post": post,
        "form": form,
        "answer": answer,
        "left": left,
        "begun": post.start <= today,
        "families": [(episode, names(children)) for episode, children in shown],
        "back_url": reverse("partnership:team", args=[post.team_id]),
        "back_text": post.team.name,
    }
    return render(request, "web/end_post.html", context, status=status)
