"""Ending a team's work with a child, on the child's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.models import Team
from homeward.people.models import Child
from homeward.trail import actions as trail
from homeward.web import actions, queries
from homeward.web.sight.forms import EndWorkForm


def end_work(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    today = localdate()
    child = get_object_or_404(Child.objects.visible_to(request.worker, today), pk=pk)
    team = get_object_or_404(Team, pk__in=request.worker.team_ids, id=team_pk)
    form = keeping.form_for(request, EndWorkForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.end_work(child, team, because=typed["because"], by=request.user),
    )
    if made:
        messages.success(
            request,
            f"{team} sees {child.first_name}’s record until midnight. All that was done stays.",
        )
        return redirect("web:child", pk=pk)
    trail.looked(
        "opened the page to end the team’s work", by=request.user, children=[pk], subject=child
    )
    context = {
        "child": child,
        "team": team,
        "form": form,
        "answer": queries.working.may_end_work(request.worker, child, team, today),
        "back_url": reverse("web:child", args=[pk]),
    }
    return render(request, "web/end_work.html", context, status=status)
