"""The door of the family's pages: its two cookies, how many tries there are, and what every page of theirs sends.

No session of Django's is used, so nothing here is a worker's session, nor becomes one. The address with the secret is
left at once, so that no page has it in its address, and none is passed on as where somebody came from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from homeward.voice.rules.links import READS_FOR, STATEMENTS, TRIES


LINK, SESSION = "page_link", "page_open"
PATH = "/page/"
LINK_SECONDS = 20 * 60  # to type the code
# A page that nobody connects with children's services: the weather.
AWAY = "https://www.bbc.co.uk/weather"

View = Callable[..., HttpResponse]


def for_family(referrer: str = "no-referrer") -> Callable[[View], View]:
    """A page without an account. A page with a form says `same-origin`: from one that sends no referrer at all a
    browser says of a form that it comes from nowhere, and Django's guard against forged forms refuses it."""

    def decorated(view: View) -> View:
        @login_not_required
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = referrer
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return shown

    return decorated


def keep(response: HttpResponse, name: str, secret: str) -> None:
    """Until the browser is closed, and no longer than it is of use. Lax: the link is followed from elsewhere."""
    seconds = LINK_SECONDS if name == LINK else int(READS_FOR.total_seconds())
    response.set_cookie(
        name,
        secret,
        max_age=seconds,
        path=PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget(response: HttpResponse, *names: str) -> None:
    for name in names:
        response.delete_cookie(name, path=PATH, samesite="Lax")


def may_try(request: HttpRequest, secret: str) -> bool:
    """Counted for a link that there is not as well, so that being stopped tells nothing."""
    usage = ratelimit.consume(
        request, app="voice", action="family_code", config={"family_code": TRIES}, key=secret
    )
    return usage is not None


def may_say_more(request: HttpRequest, secret: str) -> bool:
    usage = ratelimit.consume(
        request, app="voice", action="family_says", config={"family_says": STATEMENTS}, key=secret
    )
    return usage is not None
