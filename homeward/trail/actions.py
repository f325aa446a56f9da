"""Writing the trail, in the same transaction as what it tells of, and sealing it.

`record` is called by every action, `looked` by every page that shows a child's record, `refused` by the
middleware. Nothing else writes here, and nothing changes or removes an entry.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import connection, models
from django.utils.timezone import localdate

from homeward.locks import unlocked
from homeward.trail.models import ChildKey, Content, Entry, Seal
from homeward.trail.rules import canonical, digest, merkle_root, seal_digest


if TYPE_CHECKING:
    from homeward.partnership.models import Worker

SEALING_LOCK = 903_000_001  # PostgreSQL advisory lock: one sealing job at a time
SEALED_AT_ONCE = 50_000  # entries in a seal, so that a long backlog fits into memory


@unlocked()
def record(
    what: str,
    subject: models.Model,
    *,
    by: "Worker | None",
    children: Iterable[int] = (),
    because: str = "",
    changed: Mapping[str, Any] | None = None,
    on: date | None = None,
) -> Entry:
    """Tell of a change. `changed` is field name -> new value; values are kept enciphered per child.

    `on` is the day it happened, where it was written down on another.
    """
    return _write(Entry.Kind.CHANGE, what, by, subject, children, because, changed, on)


def looked(
    what: str,
    *,
    by: "Worker | None",
    children: Iterable[int],
    subject: models.Model | None = None,
    because: str = "",
) -> Entry:
    """Tell of a read. A list is one entry with the ids that it showed."""
    return _write(Entry.Kind.READ, what, by, subject, children, because, None)


def refused(
    what: str, *, by: "Worker | None", because: str, subject: models.Model | None = None
) -> Entry:
    """Tell of something that was asked for and not given."""
    return _write(Entry.Kind.REFUSED, what, by, subject, (), because, None)


@unlocked()
def record_many(
    what: str,
    told: Iterable[tuple[models.Model, int, Mapping[str, Any]]],
    *,
    by: "Worker | None",
    because: str = "",
) -> list[Entry]:
    """Tell of one kind of change to many records: (subject, child id, changed) for each.

    As `record`, an entry for each, in a number of statements that does not grow with the records.
    """
    told = list(told)
    children = {child for _, child, _ in told}
    ChildKey.objects.bulk_create(
        [ChildKey(child_id=child, key=Fernet.generate_key()) for child in sorted(children)],
        ignore_conflicts=True,
    )
    ciphers = {
        key.child_id: Fernet(bytes(key.key))
        for key in ChildKey.objects.filter(child_id__in=children)
    }
    entries, contents = [], []
    for subject, child, changed in told:
        held = {name: [secrets.token_hex(16), _text(value)] for name, value in changed.items()}
        entry = Entry(
            partnership_id=getattr(subject, "partnership_id", None),
            worker=by,
            kind=Entry.Kind.CHANGE,
            what=what,
            because=because[:500],
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            child_ids=[child],
            digests={name: digest(salt + text) for name, (salt, text) in held.items()},
        )
        entries.append(entry)
        if held:
            enciphered = ciphers[child].encrypt(json.dumps(held).encode())
            contents.append(Content(entry=entry, child_id=child, enciphered=enciphered))
    Entry.objects.bulk_create(entries)
    Content.objects.bulk_create(contents)
    return entries


def _write(
    kind: Entry.Kind,
    what: str,
    by: "Worker | None",
    subject: models.Model | None,
    children: Iterable[int],
    because: str,
    changed: Mapping[str, Any] | None,
    on: date | None = None,
) -> Entry:
    child_ids = sorted(set(children))
    salts = {name: secrets.token_hex(16) for name in changed or {}}
    texts = {name: _text(value) for name, value in (changed or {}).items()}
    entry = Entry.objects.create(
        partnership_id=getattr(subject, "partnership_id", None),
        worker=by,
        on=_unless_today(on),
        kind=kind,
        what=what,
        because=because[:500],
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        child_ids=child_ids,
        digests={name: digest(salts[name] + text) for name, text in texts.items()},
    )
    if texts:
        content = json.dumps({name: [salts[name], texts[name]] for name in texts}).encode()
        Content.objects.bulk_create(
            Content(entry=entry, child_id=child, enciphered=_cipher(child).encrypt(content))
            for child in child_ids
        )
    return entry


def _text(value: Any) -> str:
    """What a field held, as it is read again: a list is its parts, one a line."""
    return "\n".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _unless_today(on: date | None) -> date | None:
    return None if on == localdate() else on


def _cipher(child_id: int) -> Fernet:
    key, _ = ChildKey.objects.get_or_create(
        child_id=child_id, defaults={"key": Fernet.generate_key()}
    )
    return Fernet(bytes(key.key))


def wrapped(key: bytes, child_id: int) -> bytes:
    """A key of something else of this child's, enciphered so that it goes when the child's own key goes."""
    return _cipher(child_id).encrypt(key)


def unwrapped(keys: Mapping[int, bytes]) -> bytes | None:
    """What `wrapped` gave for each of these children, opened again: by any of them is enough. None when the
    keys of all were destroyed."""
    for own in ChildKey.objects.filter(child_id__in=keys).order_by("child_id"):
        try:
            return Fernet(bytes(own.key)).decrypt(bytes(keys[own.child_id]))
        except InvalidToken:
            continue  # the child's key was destroyed, and this is a later one
    return None


def content_of(content: Content) -> dict[str, str]:
    """What the changed fields held. Raises ChildKey.DoesNotExist when the record was destroyed."""
    return _deciphered(content, ChildKey.objects.get(child_id=content.child_id))


def contents_of(entries: Iterable[Entry], child_id: int) -> dict[int, dict[str, str] | None]:
    """What the changed fields held, for each of these entries that holds any of this child's: None for what
    was destroyed. Two queries, whatever their number."""
    contents = Content.objects.filter(entry__in=entries, child_id=child_id)
    key = ChildKey.objects.filter(child_id=child_id).first()
    return {content.entry_id: _deciphered(content, key) if key else None for content in contents}


def proven(entries: Iterable[Entry]) -> dict[int, dict[str, str]]:
    """What the changed fields held, of each of these entries: only what agrees with the digests in the entry
    itself, which nobody can change, and nothing of what was destroyed. Two queries, whatever their number."""
    digests = {entry.pk: entry.digests for entry in entries}
    contents = list(Content.objects.filter(entry_id__in=digests))
    of = ChildKey.objects.filter(child_id__in={content.child_id for content in contents})
    keys = {key.child_id: key for key in of}
    found: dict[int, dict[str, str]] = {pk: {} for pk in digests}
    for content in contents:
        if content.child_id not in keys:
            continue
        try:
            held = _opened(content, keys[content.child_id])
        except InvalidToken:
            continue  # put there under another key
        found[content.entry_id] |= {
            name: text
            for name, (salt, text) in held.items()
            if digest(salt + text) == digests[content.entry_id].get(name)
        }
    return found


def _deciphered(content: Content, key: ChildKey) -> dict[str, str]:
    return {name: text for name, (_salt, text) in _opened(content, key).items()}


def _opened(content: Content, key: ChildKey) -> dict[str, tuple[str, str]]:
    """The salt and the text of each changed field."""
    held = json.loads(Fernet(bytes(key.key)).decrypt(bytes(content.enciphered)))
    return {name: (salt, text) for name, (salt, text) in held.items()}


@unlocked()
def seal() -> Seal | None:
    """Seal the entries whose transactions have finished since the last seal, so many at once as fit.
    None if there is none: call again until then.

    The horizon is taken first: every transaction below it has finished, so no entry can still appear
    in the batch. An entry of a transaction that is still open waits for the next seal.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (horizon,) = cursor.fetchone()
    last = Seal.objects.last()
    start, previous, number = (last.to_xid, last.seal, last.number + 1) if last else (0, "", 1)
    end = _end_of_batch(start, horizon)
    entries = Entry.objects.filter(xid__gte=start, xid__lt=end).order_by("id")
    leaves = [digest(canonical(entry.as_sealed())) for entry in entries.iterator()]
    if not leaves:
        return None
    root = merkle_root(leaves)
    return Seal.objects.create(
        number=number,
        from_xid=start,
        to_xid=end,
        count=len(leaves),
        root=root,
        previous=previous,
        seal=seal_digest(previous, root, len(leaves)),
    )


def _end_of_batch(start: int, horizon: int) -> int:
    """Up to which transaction a seal reaches: the horizon, or sooner when there is more than fits. A
    transaction is sealed whole, so one that is larger makes a seal of its own."""
    waiting = Entry.objects.filter(xid__gte=start, xid__lt=horizon).order_by("xid")
    xids = waiting.values_list("xid", flat=True)
    beyond = next(iter(xids[SEALED_AT_ONCE : SEALED_AT_ONCE + 1]), None)
    if beyond is None:
        return horizon
    return beyond if xids[:1].get() < beyond else beyond + 1


def exported() -> Iterable[dict]:
    """The sealed trail as plain values, one batch at a time, for `homeward trail verify`."""
    for batch in Seal.objects.all():
        entries = Entry.objects.filter(xid__gte=batch.from_xid, xid__lt=batch.to_xid).order_by("id")
        yield {
            "number": batch.number,
            "previous": batch.previous,
            "root": batch.root,
            "count": batch.count,
            "seal": batch.seal,
            "entries": [entry.as_sealed() for entry in entries],
        }
