"""Taking a form that was posted: the action is asked once, and a refusal loses nothing that was typed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from homeward.access.guard import Overtaken, Refused, require
from homeward.access.rules import Answer, refuse
from homeward.access.telling import tell
from homeward.drafts import keeping, sending, timing
from homeward.forms import HomewardForm


Made = TypeVar("Made")


def take(
    request: HttpRequest,
    form: HomewardForm,
    act: Callable[[dict[str, Any]], Made],
    answer: Answer | None = None,
) -> tuple[Made | None, int]:
    """Act on a form that is well formed. Gives what was made, or None and the status of the page that
    says why not: what was typed stays in the form. With the `answer` that the page showed in place of the
    form, who may not is told so first, whatever is wrong with the form; the action asks again."""
    if request.method != "POST":
        return None, 200
    valid = form.is_valid()
    try:
        if answer is not None:
            require(answer)
        if not valid:
            return None, 200
        made = _once(request, form, lambda: act(form.cleaned_data))
    except Refused as no:
        tell(request, form, no)
        return None, 409 if isinstance(no, Overtaken) else 403
    keeping.sent(request)
    if getattr(request, "was_first", False):
        request.taken = timing.taken(request, form, made)
    return made, 200


def _once(request: HttpRequest, form: HomewardForm, act: Callable[[], Made]) -> Made:
    """A form that is sent again because its answer was lost is taken once (`drafts.sending`)."""
    try:
        return sending.once(request, act)
    except sending.Changed as when:
        form.sending = sending.new_key(request.user.pk, sending.AGAIN)  # sent so, it is meant
        raise Overtaken(
            refuse(
                f"this was sent at {when} and is in the record, and what is typed here has changed since",
                "Look first at what is in the record. Only send this if it has to be there as well.",
            )
        ) from when
    except sending.Gone as when:
        form.sending = sending.new_key(request.user.pk, sending.AGAIN)
        raise Overtaken(
            refuse(
                f"this was sent at {when}, and what it made was sent on or taken away since",
                "Look first at what is in the record. Only send this if it has to be made once more.",
            )
        ) from when
    except sending.NotTheirs as theirs:
        raise Refused(
            refuse(
                "this page was opened by somebody else, who was signed in here before you",
                "Open the page again under your own name.",
            )
        ) from theirs
