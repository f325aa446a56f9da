"""The partnership's teams: who manages each and who is in it, today, before and to come."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.partnership.actions import teams as actions
from homeward.partnership.forms.posts import CloseTeamForm, ManagementForm
from homeward.partnership.models import Membership, Team
from homeward.partnership.queries import teams as queries
from homeward.partnership.rules import posts as rules
from homeward.partnership.views.shared import get_team, organisations_of


PAGE = 50


def teams(request: HttpRequest) -> HttpResponse:
    today = localdate()
    all_teams = Team.objects.visible_to(request.worker).order_by("name", "pk")
    page = Paginator(all_teams, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "teams": queries.managed(page.object_list, today),
        "today": today,
    }
    return render(request, "partnership/teams.html", context)


def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone with a post may read it: employers are not told here."""
    today = localdate()
    found = get_team(request, pk)
    posts = queries.posts_in(found, today)
    page = Paginator(posts.now, PAGE).get_page(request.GET.get("page"))
    context = {
        "team": found,
        "managed": queries.managed([found], today)[0],
        "posts": posts,
        "page": page,
        "now": _each(request, page.object_list),
        "coming": _each(request, posts.coming[: queries.SHOWN]),
        "before": [(post, False) for post in posts.before],
        "today": today,
        "may_change_posts": rules.may_change_posts(request.worker, found.partnership_id, found.pk),
        "may_manage": rules.may_change_management(request.worker, found.partnership_id),
    }
    return render(request, "partnership/team.html", context)


def _each(request: HttpRequest, posts: Iterable[Membership]) -> list[tuple[Membership, Answer]]:
    """Each with whether this worker may change and end it: links are offered to no one else."""
    return [
        (post, rules.may_end_post(request.worker, post.worker_id, post.as_offered()))
        for post in posts
    ]


def change_management(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_team(request, pk)
    form = keeping.form_for(
        request, ManagementForm, organisations=organisations_of(found.partnership_id)
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.change_management(found, **typed, by=request.user),
    )
    if made:
        messages.success(
            request,
            f"Written: {made.organisation} manages {found} from {made.start:%-d %B %Y}.",
        )
        return redirect("partnership:team", pk=pk)
    return _asking(request, "change_management", found, form, status)


def close_team(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_team(request, pk)
    form = keeping.form_for(request, CloseTeamForm)
    made, status = take(
        request, form, lambda typed: actions.close_team(found, **typed, by=request.user)
    )
    if made:
        messages.success(request, f"Written: {found} is closed from that day on.")
        return redirect("partnership:team", pk=pk)
    return _asking(request, "close_team", found, form, status)


def _asking(
    request: HttpRequest, name: str, found: Team, form: HomewardForm, status: int
) -> HttpResponse:
    context = {
        "team": found,
        "managed": queries.managed([found], localdate())[0],
        "form": form,
        "answer": rules.may_change_management(request.worker, found.partnership_id),
        "back_url": reverse("partnership:team", args=[found.pk]),
        "back_text": found.name,
    }
    return render(request, f"partnership/{name}.html", context, status=status)
