"""Of which partnership the pages are that hold for all of one: the worker's only one, or the one they chose.

A page about a child is about the child's partnership, and lists of children are about all that the worker sees.
"""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from homeward.partnership.models import Partnership


KEPT_AS = "partnership"


def chosen_id(request: HttpRequest) -> int:
    """Of several the chosen one, or else the first; 0 without a post."""
    mine = request.worker.partnership_ids
    kept = request.session.get(KEPT_AS)
    return kept if kept in mine else min(mine, default=0)


def partnership_of(request: HttpRequest) -> Partnership:
    return get_object_or_404(Partnership, pk=chosen_id(request))


def choose(request: HttpRequest, partnership_id: int) -> None:
    """For the rest of the session. One's own alone."""
    if partnership_id not in request.worker.partnership_ids:
        raise Http404
    request.session[KEPT_AS] = partnership_id
