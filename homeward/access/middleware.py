"""Guards on every request: sign in first, not for ever, with a post today; keep nothing in caches, keep every
refusal."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.access import rules, sessions
from homeward.access.guard import Refused
from homeward.access.telling import asked_for, no_post_page
from homeward.drafts import keeping
from homeward.trail import actions as trail


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says otherwise. What was posted after the session
    had ended travels through the sign-in page, so that nothing typed is lost, with or without script."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        from homeward.access.views.signing_in import sign_in_page

        return sign_in_page(request, kept=keeping.sealed_away(request), status=401)


class SessionsEndMiddleware:
    """A session is renewed by every request, and ends an hour after the last. However busy it is, it ends some
    hours after it began: then one signs in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and sessions.seconds_left(request) <= 0:
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated and not request.session.modified:
            sessions.renew(request)
        return response


class PostRequiredMiddleware:
    """A worker without a post today sees one page, which says so: also in a session that is still open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        public = not getattr(view, "login_required", True)
        if public or not request.user.is_authenticated:
            return None
        answer = rules.may_be_in(request.worker.posts)
        if answer or request.resolver_match.view_name == "access:sign_out":
            return None
        trail.refused(asked_for(request), by=request.user, because=answer.reason)
        return no_post_page(request, answer)


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
