"""What these pages share: a team, a post or a worker of one's own partnership; anything else is not there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership import actions
from homeward.partnership.forms import TakeBackForm
from homeward.partnership.models import Membership, Organisation, Partnership, Team, Worker
from homeward.partnership.models.proposed import Proposed
from homeward.partnership.rules import sides


def get_team(request: HttpRequest, pk: int) -> Team:
    teams = Team.objects.visible_to(request.worker).select_related("partnership")
    return get_object_or_404(teams, pk=pk)


def get_post(request: HttpRequest, pk: int) -> Membership:
    posts = Membership.objects.visible_to(request.worker)
    return get_object_or_404(
        posts.select_related("worker", "team", "employer", "partnership"), pk=pk
    )


def get_worker(request: HttpRequest, pk: int) -> tuple[Worker, Partnership]:
    """With the partnership that both are of: of several, the first."""
    worker = get_object_or_404(Worker.objects.visible_to(request.worker), pk=pk)
    shared = Partnership.objects.filter(
        pk__in=request.worker.partnership_ids & {m.partnership_id for m in worker.memberships.all()}
    )
    partnership = shared.order_by("pk").first()
    if partnership is None:
        raise Http404
    return worker, partnership


def organisations_of(partnership_id: int) -> list[Organisation]:
    return list(Organisation.objects.filter(partnership_id=partnership_id).order_by("pk"))


def taking_back(
    request: HttpRequest, name: str, proposed: Proposed, to: str, more: dict[str, Any]
) -> HttpResponse:
    """Whether it is taken back, and why; `to`: where one came from."""
    form = keeping.form_for(request, TakeBackForm)
    made, status = take(
        request, form, lambda typed: actions.take_back(proposed, **typed, by=request.user)
    )
    if made:
        messages.success(request, "It is taken back. It stays to be read, with the reason.")
        return redirect(to)
    answer = sides.may_take_back(request.worker, proposed.standing())
    context = {**more, "form": form, "answer": answer, "back_url": to}
    return render(request, f"partnership/{name}.html", context, status=status)
