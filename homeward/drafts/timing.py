"""How long a form was open before it was taken: two moments, and nothing of what was typed between them.

Every rendering of a form carries a signed key (`drafts.sending`; the few that may be saved again and again carry it as
`shown`), in which the moment of the rendering stands, and
whether it began from a draft that had been left. `taken` compares it with now. It says of which partnership the row is
that was made; who the worker is, and which child it is about, is not in it.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.timezone import now

from homeward.drafts import sending


@dataclass(frozen=True)
class Taken:
    """A form that was taken for the first time."""

    form: type
    partnership_id: int
    seconds: float
    sittings: bool  # it was left, and begun again from what was kept


def taken(request: HttpRequest, form: object, made: Any) -> Taken | None:
    """None when the form carries no moment, or what it made belongs to no partnership."""
    began = _began(request)
    row = made[0] if isinstance(made, list) else made
    partnership_id = getattr(row, "partnership_id", None)
    if began is None or partnership_id is None:
        return None
    moment, sittings = began
    return Taken(type(form), partnership_id, now().timestamp() - moment, sittings)


def _began(request: HttpRequest) -> tuple[int, bool] | None:
    carried = request.POST.get(sending.FIELD) or request.POST.get(sending.SHOWN, "")
    try:
        parts = signing.Signer(salt=sending.SALT).unsign(carried)
        _worker, _key, moment, how = parts.split(".")
        return int(moment), how == sending.AGAIN
    except (signing.BadSignature, ValueError):
        return None
