"""What every page of support does: fetch what this worker may see, act on a form, tell the trail."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from homeward.access.rules import allow
from homeward.decisions.queries import names
from homeward.support.models import EpisodeOfHelp
from homeward.trail import actions as trail


RECORDED = allow("what happened is recorded by whoever knows it")


def get_episode(request: HttpRequest, pk: int) -> EpisodeOfHelp:
    mine = EpisodeOfHelp.objects.visible_to(request.worker, localdate())
    related = ("team", "referral__referred_by", "partnership", "closed_by", "started_by")
    return get_object_or_404(mine.select_related(*related), pk=pk)


def episode_seen(request: HttpRequest, pk: int | None) -> EpisodeOfHelp | None:
    """The family's page is for those who see every child of it: others get no link to it."""
    return EpisodeOfHelp.objects.visible_to(request.worker, localdate()).filter(pk=pk).first()


def opened(request: HttpRequest, episode: EpisodeOfHelp, what: str) -> dict[str, Any]:
    """Tell the trail that a page of this family was read, and give what all of them show."""
    children = list(episode.children.all())
    trail.looked(what, by=request.user, children=[child.pk for child in children], subject=episode)
    return {"episode": episode, "children": children, "names": names(children)}
