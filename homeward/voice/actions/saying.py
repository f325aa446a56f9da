"""Writing down what a child says or shows, and taking it out again.

A drawing is kept as a photo of a visit is (`files.vault`): outside the database, under a name that says
nothing, enciphered under a key of its own, which is wrapped under the child's.
"""

from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.files.pictures import Picture
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.trail import actions as trail
from homeward.voice.models import Saying
from homeward.voice.models.saying import DRAWINGS
from homeward.voice.rules.saying import How, may_have_said, may_take_out


def write_down(
    child: Child,
    *,
    on: date,
    how: How,
    words: str,
    to_whom: str,
    by: Worker,
    picture: Picture | None = None,
) -> Saying:
    """`picture` is one that `pictures.rewritten` gave. A refusal leaves no file behind."""
    if picture is None:
        return keep_saying(child, on=on, how=how, words=words, to_whom=to_whom, by=by)
    with DRAWINGS.put(picture.jpeg) as (name, key):
        return keep_saying(
            child, on=on, how=how, words=words, to_whom=to_whom, by=by, kept=(name, key, picture)
        )


@unlocked()
def keep_saying(
    child: Child,
    *,
    on: date,
    how: How,
    words: str,
    to_whom: str,
    by: Worker,
    kept: tuple[str, bytes, Picture] | None = None,
) -> Saying:
    """`kept`: the name of the file, its key, and the picture in it."""
    answer = require(may_have_said(on, child.born, localdate()))
    name, key, picture = kept or ("", b"", None)
    saying = Saying.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        on=on,
        how=how,
        words=words,
        to_whom=to_whom,
        recorded_by=by,
        name=name,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        wrapped_key=trail.wrapped(key, child.pk) if key else b"",
    )
    trail.record(
        "wrote down what the child says",
        saying,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"words": words, "how": how.label, "to_whom": to_whom},
        on=on,
    )
    return saying


@unlocked()
def take_out(saying: Saying, *, why: str, by: Worker) -> Saying:
    """It shows no more, and a drawing is destroyed with its key. That it was there, and why it went, stays."""
    known = Saying.objects.select_for_update(of=("self",)).select_related("recorded_by")
    saying = known.get(pk=saying.pk)
    today = localdate()
    answer = require(
        may_take_out(
            by.on(today),
            saying.recorded_by_id,
            saying.recorded_by.on(today).team_ids,
            why,
            gone=saying.removed_at is not None,
        )
    )
    saying.removed_at, saying.removed_by, saying.removed_because = now(), by, why
    saying.wrapped_key = b""
    saying.save(update_fields=["removed_at", "removed_by", "removed_because", "wrapped_key"])
    trail.record(
        "took out what was written as the child’s words",
        saying,
        by=by,
        children=[saying.child_id],
        because=answer.reason,
        changed={"reasons": why},
    )
    if saying.name:
        DRAWINGS.destroy(saying.name)
    return saying
