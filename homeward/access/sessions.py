"""What a session knows of its worker: half in, in, since when, and for how long yet.

Half in is whoever has given the right password and still has the second step to do. For ten minutes, and no
page but those of the second step knows them.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model, login
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now

from homeward.drafts import keeping
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.partnership.models import Worker

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF_IN = "half_in"
BEGAN = "signed_in_at"
CONFIRMED = "confirmed_at"
HALF_IN_SECONDS = 10 * 60
CONFIRMED_SECONDS = 5 * 60


@dataclass(frozen=True)
class HalfIn:
    worker: "Worker"
    next: str
    kept: str  # what was typed when the session had ended, sealed


def renew(request: HttpRequest) -> None:
    """Only the time at which it ends is written. To write all of it would put back what another request has
    changed meanwhile: a message that was not shown yet, a sign-out."""
    ends = now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.filter(pk=request.session.session_key).update(expire_date=ends)


def wait_for_second_step(request: HttpRequest, worker: "Worker", *, next: str, kept: str) -> None:
    if request.user.is_authenticated:
        request.session.flush()
    request.session.cycle_key()
    request.session[HALF_IN] = {"worker": worker.pk, "at": time.time(), "next": next, "kept": kept}


def half_in(request: HttpRequest) -> HalfIn | None:
    held = request.session.get(HALF_IN)
    if not held or time.time() - held["at"] > HALF_IN_SECONDS:
        return None
    worker = get_user_model().objects.filter(pk=held["worker"], is_active=True).first()
    return HalfIn(worker, held["next"], held["kept"]) if worker else None


def let_in(
    request: HttpRequest, worker: "Worker", *, how: str, next: str, kept: str
) -> HttpResponse:
    """Signed in, and led on: to the form that was open when the session ended, with what was typed in it."""
    login(request, worker, backend=BACKEND)
    request.session.pop(HALF_IN, None)
    request.session[BEGAN] = request.session[CONFIRMED] = time.time()
    trail.record("signed in", worker, by=worker, because=how)
    typed = keeping.unsealed(kept, worker.pk)
    if typed:
        path, posted = typed
        keeping.keep(worker.pk, path, posted)
    response = redirect(typed[0] if typed else next)
    response.set_signed_cookie(
        keeping.LAST_WORKER,
        str(worker.pk),
        max_age=keeping.DAY,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends though it is in use."""
    began = request.session.setdefault(BEGAN, time.time())
    return int(began + settings.SESSION_LONGEST - time.time())


def confirm(request: HttpRequest) -> None:
    request.session[CONFIRMED] = time.time()


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether it is surely the worker who sits there, and not somebody who found the computer open."""
    return time.time() - request.session.get(CONFIRMED, 0) < CONFIRMED_SECONDS


def end_all(worker: "Worker") -> int:
    """End every session of a worker, on every device; how many there were. A request that is under way cannot
    bring its session back: saving one that is gone fails."""
    theirs = []
    for session in Session.objects.filter(expire_date__gt=now()).iterator():
        held = session.get_decoded()
        if held.get(SESSION_KEY) == str(worker.pk) or (
            held.get(HALF_IN, {}).get("worker") == worker.pk
        ):
            theirs.append(session.pk)
    ended, _ = Session.objects.filter(pk__in=theirs).delete()
    return ended
