"""What every page of support does: fetch what this worker may see, act on a form, tell the trail."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.access.rules import refuse
from homeward.access.telling import tell
from homeward.decisions.actions import Overtaken
from homeward.decisions.queries import names
from homeward.drafts import keeping, sending
from homeward.forms import HomewardForm
from homeward.support.models import EpisodeOfHelp
from homeward.trail import actions as trail


Made = TypeVar("Made")


def get_episode(request: HttpRequest, pk: int) -> EpisodeOfHelp:
    mine = EpisodeOfHelp.objects.visible_to(request.worker, localdate())
    related = ("team", "referral__referred_by", "partnership", "closed_by", "started_by")
    return get_object_or_404(mine.select_related(*related), pk=pk)


def episode_seen(request: HttpRequest, pk: int | None) -> EpisodeOfHelp | None:
    """The family's page is for those who see every child of it: others get no link to it."""
    return EpisodeOfHelp.objects.visible_to(request.worker, localdate()).filter(pk=pk).first()


def take(
    request: HttpRequest, form: HomewardForm, act: Callable[[dict[str, Any]], Made]
) -> tuple[Made | None, int]:
    """Act on a form that is well formed. Gives what was made, or None and the status of the page that
    says why not: what was typed stays in the form."""
    if request.method != "POST" or not form.is_valid():
        return None, 200
    try:
        made = _once(request, form, lambda: act(form.cleaned_data))
    except Refused as no:
        tell(request, form, no)
        return None, 409 if isinstance(no, Overtaken) else 403
    keeping.sent(request)
    return made, 200


def _once(request: HttpRequest, form: HomewardForm, act: Callable[[], Made]) -> Made:
    """A form that is sent again because its answer was lost is taken once (`drafts.sending`)."""
    try:
        return sending.once(request, act)
    except sending.Changed as when:
        form.sending = sending.new_key(request.user.pk)  # sent again from the page, it is meant
        raise Overtaken(
            refuse(
                f"this was sent at {when} and is in the record, and what is typed here has changed since",
                "Look first at what is in the record. Only send this if it has to be there as well.",
            )
        ) from when
    except sending.NotTheirs as theirs:
        raise Refused(
            refuse(
                "this page was opened by somebody else, who was signed in here before you",
                "Open the page again under your own name.",
            )
        ) from theirs


def opened(request: HttpRequest, episode: EpisodeOfHelp, what: str) -> dict[str, Any]:
    """Tell the trail that a page of this family was read, and give what all of them show."""
    children = list(episode.children.all())
    trail.looked(what, by=request.user, children=[child.pk for child in children], subject=episode)
    return {"episode": episode, "children": children, "names": names(children)}
