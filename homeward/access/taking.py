"""Acting on a form that was sent: once, and with nothing typed lost when the answer is no."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from homeward.access.guard import Overtaken, Refused
from homeward.access.rules import refuse
from homeward.access.telling import tell
from homeward.drafts import keeping, sending
from homeward.forms import HomewardForm


Made = TypeVar("Made")


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
