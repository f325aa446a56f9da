"""Taking a form once, however often it is sent.

A telephone loses its connection after the server took a form and before the answer came back, so the page
sends it again. Every rendering of a form carries a key of its own, signed for the worker it was made for.
The second time a key comes, nothing is done again: what was made the first time is given back. When what it
holds has changed since, or what it made has gone, it is refused and nothing typed is lost.

Two at once are told apart by the database: the second waits at the unique key until the first has finished.
"""

import hashlib
import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime, now

from homeward.drafts.models import Sending


Made = TypeVar("Made")
SALT = "homeward.drafts.sending"
FIELD = "sending"
SHOWN = "shown"  # the same key in a form that may be saved as often as one likes: it is only timed
FIRST, AGAIN = "first", "again"  # opened empty; or from what was typed before and kept


class Changed(Exception):
    """This form was taken before, and holds something else now. The message says when."""


class Gone(Exception):
    """This form was taken before, and what it made is there no more. The message says when it was taken."""


class NotTheirs(Exception):
    """This form was made for somebody else, who was signed in at this browser before."""


def new_key(worker_id: int, how: str = FIRST) -> str:
    """It holds when the form was shown, so that `drafts.timing` can say how long it was open."""
    shown = int(now().timestamp())
    return signing.Signer(salt=SALT).sign(f"{worker_id}.{uuid.uuid4()}.{shown}.{how}")


def key_in(request: HttpRequest) -> uuid.UUID | None:
    """The key that the form carries; None when it carries none, or one that is not ours."""
    try:
        worker_id, key, *_shown = (
            signing.Signer(salt=SALT).unsign(request.POST.get(FIELD, "")).split(".")
        )
    except (signing.BadSignature, ValueError):
        return None
    if worker_id != str(request.user.pk):
        raise NotTheirs
    return uuid.UUID(key)


def is_theirs(request: HttpRequest) -> bool:
    """Whether the form was made for who sends it. One without a key of ours is."""
    try:
        key_in(request)
    except NotTheirs:
        return False
    return True


def was_taken(request: HttpRequest) -> bool:
    key = key_in(request)
    return key is not None and Sending.objects.filter(worker=request.user, key=key).exists()


def once(request: HttpRequest, act: Callable[[], Made]) -> Made:
    """Do it, unless this very form was taken before: then what was made of it then. Of one that was done now,
    the request is told (`was_first`)."""
    key = key_in(request)
    if key is None:
        made = act()
        _rows(made)
        request.was_first = True
        return made
    digest = _digest(request)
    with transaction.atomic():
        mine = Sending(worker_id=request.user.pk, key=key, digest=digest)
        Sending.objects.bulk_create([mine], ignore_conflicts=True)
        claimed = Sending.objects.select_for_update().get(worker=request.user, key=key)
        if claimed.made:
            if claimed.digest != digest:
                raise Changed(_when(claimed))
            return _made_before(claimed)
        made = act()
        rows = _rows(made)
        claimed.made = rows[0]._meta.label_lower
        claimed.made_ids = [row.pk for row in rows] if isinstance(made, list) else rows[0].pk
        claimed.save(update_fields=["made", "made_ids"])
        request.was_first = True
        return made


def _rows(made: Any) -> list[Any]:
    """Asked of every form, so that a test that sends none of our keys finds an action that tells nothing."""
    rows = made if isinstance(made, list) else [made]
    if not rows or not all(isinstance(row, models.Model) for row in rows):
        raise TypeError("Give the row that a form made, or the rows: the form may be sent again")
    return rows


def _when(claimed: Sending) -> str:
    return f"{localtime(claimed.sent_at):%-I.%M%p}".lower()


def _made_before(claimed: Sending) -> Any:
    model: type[models.Model] = apps.get_model(claimed.made)
    several = isinstance(claimed.made_ids, list)
    ids = claimed.made_ids if several else [claimed.made_ids]
    rows = model._default_manager.in_bulk(ids)
    if len(rows) < len(set(ids)):
        raise Gone(_when(claimed))
    return [rows[pk] for pk in ids] if several else rows[claimed.made_ids]


def _digest(request: HttpRequest) -> str:
    """Of what was typed and of the files, not of tokens that change between two sendings."""
    typed = sorted(
        (name, values)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", FIELD)
    )
    held = hashlib.sha256(json.dumps([request.path, typed]).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            for chunk in file.chunks():
                held.update(chunk)
            file.seek(0)
    return held.hexdigest()


def answers_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell the page's script where to go instead of sending it there: it could not read a redirect, and
    following it would read the next page twice."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.headers.get("X-Requested-With") == "send" and response.status_code == 302:
            return JsonResponse({"go": response.headers["Location"]})
        return response

    answered.answers_script = True  # type: ignore[attr-defined]
    return answered
