"""Three guards on every request: sign in first, keep nothing in caches, keep every refusal."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.access.guard import Refused
from homeward.access.telling import asked_for
from homeward.drafts import keeping
from homeward.trail import actions as trail


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says otherwise. What was posted after the session
    had ended travels through the sign-in page, so that nothing typed is lost, with or without script."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        from homeward.access.views import sign_in_page

        return sign_in_page(request, kept=keeping.sealed_away(request), status=401)


class NothingCachedMiddleware:
    """A shared computer must not show a child's record to the next person who presses Back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response


class RefusalsKeptMiddleware:
    """A refused request is in the trail too, what was typed is kept, and the page says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if isinstance(exception, Http404):
            trail.refused(
                asked_for(request), by=request.user, because="not there, or not theirs to see"
            )
            return None
        if not isinstance(exception, Refused):
            return None
        if request.method == "POST":
            keeping.keep(request.user.pk, request.path, request.POST)
        answer = exception.answer
        trail.refused(asked_for(request), by=request.user, because=answer.reason)
        context = {"reason": answer.reason, "can_do": [answer.instead] if answer.instead else []}
        return render(request, "403.html", context, status=403)
