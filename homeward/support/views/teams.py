"""The team: families without a key worker first, then everybody's families and what is late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.support import queries
from homeward.support.rules import FULL_LOAD
from homeward.trail import actions as trail


def team(request: HttpRequest) -> HttpResponse:
    today = localdate()
    page = queries.team_page(request.worker, today, request.GET.get("page"))
    trail.looked("read the team page", by=request.user, children=page.children)
    context = {
        "team": page,
        "page": page.page,
        "today": today,
        "full_load": FULL_LOAD,
        "teams": sorted({post.team_name for post in request.worker.posts}),
    }
    return render(request, "support/team.html", context)
