"""To the sign-in of an organisation, and back from it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from homeward.access import actions, providers, queries, sessions
from homeward.access.guard import Refused
from homeward.access.models import IdentityProvider
from homeward.trail import actions as trail


def to_provider(request: HttpRequest, *, next: str, kept: str) -> HttpResponse:
    """A page of its own between us and them: the content security policy forbids that what is sent to us be
    sent on to anybody else, and that is so for a redirect too."""
    wanted = request.POST.get("organisation", "")
    provider = get_object_or_404(queries.providers(), pk=wanted if wanted.isdecimal() else 0)
    try:
        address = providers.way_there(request, provider, next=next, kept=kept)
    except providers.ProviderDown:
        return _does_not_work(request, provider, next=next, kept=kept)
    context = {"organisation": provider.organisation, "address": address}
    response = render(request, "access/to_provider.html", context)
    response["Refresh"] = f"0; url={address}"
    return response


@login_not_required
def back_from_provider(request: HttpRequest, pk: int) -> HttpResponse:
    provider = get_object_or_404(queries.providers(), pk=pk)
    asked = providers.asked(request, provider)
    if asked is None:
        return _not_in(request, provider, why="it took too long, or this page was opened twice")
    back = {"next": asked.next, "kept": asked.kept}
    try:
        vouched = providers.answered(request, provider, asked)
        worker = actions.recognise_worker(provider, vouched)
    except providers.ProviderDown:
        return _does_not_work(request, provider, **back)
    except providers.Stopped:
        return _not_in(request, provider, why="you or your organisation stopped it", **back)
    except Refused as no:
        trail.refused("sign in", by=None, because=no.answer.reason)
        return _not_in(
            request, provider, why=no.answer.reason, instead=no.answer.instead, status=403, **back
        )
    return sessions.let_in(request, worker, how="their organisation’s sign-in", **back)


def _does_not_work(
    request: HttpRequest, provider: IdentityProvider, *, next: str, kept: str
) -> HttpResponse:
    trail.refused("sign in", by=None, because="the organisation’s sign-in does not answer")
    context = {"provider": provider, "next": next, "kept": kept}
    return render(request, "access/provider_down.html", context, status=503)


def _not_in(
    request: HttpRequest,
    provider: IdentityProvider,
    *,
    why: str,
    instead: str = "Try again.",
    next: str = "",
    kept: str = "",
    status: int = 400,
) -> HttpResponse:
    context = {"provider": provider, "why": why, "instead": instead, "next": next, "kept": kept}
    return render(request, "access/not_in.html", context, status=status)
