"""What every page with a form does: try the act, and when it is refused say why and lose nothing."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from homeward.access.guard import Overtaken, Refused, require
from homeward.access.rules import Answer
from homeward.access.telling import tell
from homeward.drafts import keeping
from homeward.forms import HomewardForm


Made = TypeVar("Made")


def attempt(
    request: HttpRequest, form: HomewardForm, answer: Answer, act: Callable[[], Made]
) -> tuple[Made | None, int]:
    """What the act made, or None with the status of the page that is shown again.

    `answer` is what the page showed in place of the form; the action asks again, under its lock.
    """
    if request.method != "POST":
        return None, 200
    valid = form.is_valid()
    try:
        require(answer)
        if not valid:
            return None, 200
        made = act()
    except Overtaken as no:
        tell(request, form, no)
        return None, 409
    except Refused as no:
        tell(request, form, no)
        return None, 403
    keeping.sent(request)
    return made, 200
