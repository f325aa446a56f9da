"""What these pages share: a team, a post or a worker of one's own partnership; anything else is not there."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from homeward.partnership.models import Membership, Organisation, Partnership, Team, Worker


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
