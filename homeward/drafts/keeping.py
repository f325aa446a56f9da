"""Keeping and giving back what was typed. Views use `form_for`, and `sent` when the form was taken."""

from typing import Any, TypeVar

from django.core import signing
from django.forms import Form
from django.http import HttpRequest, QueryDict

from homeward.drafts import sending
from homeward.drafts.models import Draft


FormClass = TypeVar("FormClass", bound=Form)
SALT = "homeward.drafts.kept"
LAST_WORKER = "last_worker"  # a signed cookie: who signed in last at this browser
DAY = 24 * 60 * 60
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "kept", sending.FIELD, sending.SHOWN})


def typed_words(posted: QueryDict) -> dict[str, list[str]]:
    """What a person typed and may be given back: never a password, whatever form asked for it."""
    return {
        name: values
        for name, values in posted.lists()
        if name not in NOT_TYPED and "password" not in name
    }


def keep(worker_id: int, path: str, posted: QueryDict) -> Draft:
    """Keep what was typed into the form at `path`, replacing what was kept before."""
    draft, _ = Draft.objects.update_or_create(
        worker_id=worker_id, path=path, defaults={"data": typed_words(posted)}
    )
    return draft


def kept(worker_id: int, path: str) -> Draft | None:
    return Draft.objects.filter(worker_id=worker_id, path=path).first()


def sent(request: HttpRequest) -> None:
    """The form was taken: its draft goes."""
    forget(request.user.pk, request.path)


def forget(worker_id: int, path: str) -> None:
    Draft.objects.filter(worker_id=worker_id, path=path).delete()


def forget_under(request: HttpRequest, start: str) -> None:
    """Everything this worker typed at addresses that begin so is in the record now, or thrown away."""
    Draft.objects.filter(worker_id=request.user.pk, path__startswith=start).delete()


def form_for(request: HttpRequest, form_class: type[FormClass], **kwargs: Any) -> FormClass:
    """The form for this request: bound on POST (and kept, so that a refusal loses nothing);
    on GET prefilled from the draft if this worker left one, else from `initial`. Each rendering has a key
    (`form.sending`), by which the same form sent twice is known."""
    if request.method == "POST":
        if sending.is_theirs(request):
            keep(request.user.pk, request.path, request.POST)
        form = form_class(request.POST, **{"files": request.FILES, **kwargs})
        carried = request.POST.get(sending.FIELD) or request.POST.get(sending.SHOWN)
        form.sending = carried or sending.new_key(request.user.pk, sending.AGAIN)
        return form
    form = form_class(**kwargs)
    draft = kept(request.user.pk, request.path)
    if draft is None:
        form.sending = sending.new_key(request.user.pk)
        return form
    form.sending = sending.new_key(request.user.pk, sending.AGAIN)
    typed = as_querydict(draft.data)
    form.initial = {
        name: field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }
    form.saved_at = draft.saved_at
    return form


def as_querydict(data: dict[str, list[str]]) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, values in data.items():
        typed.setlist(name, values)
    return typed


def sealed_away(request: HttpRequest) -> str:
    """What was posted after the session had ended, to travel through the sign-in page, signed. It names
    the worker who last signed in at this browser: only they get it back."""
    data = typed_words(request.POST)
    worker = request.get_signed_cookie(LAST_WORKER, default="", max_age=DAY)
    return signing.dumps(
        {"path": request.path, "data": data, "worker": worker}, salt=SALT, compress=True
    )


def unsealed(text: str, worker_id: int) -> tuple[str, QueryDict] | None:
    """The address and what was typed; None when it is not ours, not this worker's or older than a day."""
    try:
        held = signing.loads(text, salt=SALT, max_age=DAY)
    except signing.BadSignature:
        return None
    if held["worker"] != str(worker_id):
        return None
    return held["path"], as_querydict(held["data"])
