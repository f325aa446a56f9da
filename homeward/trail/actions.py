"""Writing the trail, in the same transaction as what it tells of, and sealing it.

`record` is called by every action, `looked` by every page that shows a child's record, `refused` by the
middleware. Nothing else writes here, and nothing changes or removes an entry.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import connection, models
from django.utils.timezone import localdate, now

from homeward.locks import unlocked
from homeward.trail.models import ChildKey, Content, Entry, Seal
from homeward.trail.purposes import purposes_of
from homeward.trail.rules import canonical, digest, merkle_root, seal_digest


if TYPE_CHECKING:
    from homeward.partnership.models import Worker

SEALING_LOCK = 903_000_001  # PostgreSQL advisory lock: one sealing job at a time
SEALED_AT_ONCE = 50_000  # entries in a seal, so that a long backlog fits into memory


@unlocked(savepoint=False)
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
    told = [(subject, children, changed or {})]
    (entry,) = _write(Entry.Kind.CHANGE, what, told, by, because, on)
    return entry


@unlocked(savepoint=False)
def record_many(
    what: str,
    told: Iterable[tuple[models.Model, int, Mapping[str, Any]]],
    *,
    by: "Worker | None",
    because: str = "",
    on: date | None = None,
) -> list[Entry]:
    """Tell of one kind of change to many records: (subject, child id, changed) for each.

    As `record`, an entry for each, in a number of statements that does not grow with the records.
    """
    each = [(subject, [child], changed) for subject, child, changed in told]
    return _write(Entry.Kind.CHANGE, what, each, by, because, on)


def looked(
    what: str,
    *,
    by: "Worker | None",
    children: Iterable[int],
    subject: models.Model | None = None,
    because: str = "",
) -> Entry:
    """Tell of a read. A list is one entry with the ids that it showed."""
    (entry,) = _write(Entry.Kind.READ, what, [(subject, children, {})], by, because)
    return entry


def refused(
    what: str, *, by: "Worker | None", because: str, subject: models.Model | None = None
) -> Entry:
    """Tell of something that was asked for and not given."""
    (entry,) = _write(Entry.Kind.REFUSED, what, [(subject, (), {})], by, because)
    return entry


def _write(
    kind: Entry.Kind,
    what: str,
    told: Iterable[tuple[models.Model | None, Iterable[int], Mapping[str, Any]]],
    by: "Worker | None",
    because: str,
    on: date | None = None,
) -> list[Entry]:
    """An entry for each of `told`, and what changed under each child's key, in two statements: fifty write at
    once, and each waits for every statement. By hand, because the mapper takes as long as the database."""
    rows, contents = [], []
    for subject, children, changed in told:
        digests, content = salted(changed)
        entry = Entry(
            partnership_id=getattr(subject, "partnership_id", None),
            at=now(),
            on=_unless_today(on),
            worker=by,
            kind=kind,
            what=what,
            because=because[:500],
            purpose=purposes_of(by.pk if by else None),
            subject_kind=subject._meta.label_lower if subject else "",
            subject_id=subject.pk if subject else None,
            child_ids=sorted(set(children)),
            digests=digests,
        )
        rows.append(entry)
        contents.append(content if digests else b"")
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"{ENTER} VALUES {', '.join([ONE_ENTRY] * len(rows))} "
            f"{WITH_KEYS if any(contents) else WITHOUT}",
            [value for entry in rows for value in _values(entry)],
        )
        held: dict[int, Fernet] = {}
        for entry, (pk, keys) in zip(rows, cursor.fetchall(), strict=True):
            entry.pk, entry._state.adding, entry._state.db = pk, False, connection.alias
            held |= {int(child): Fernet(key) for child, key in json.loads(keys or "{}").items()}
        plain = [
            (entry.pk, child, content)
            for entry, content in zip(rows, contents, strict=True)
            for child in (entry.child_ids if content else ())
        ]
        held |= _ciphers({child for _, child, _ in plain} - set(held))
        kept = [v for pk, c, content in plain for v in (pk, c, held[c].encrypt(content))]
        if kept:
            cursor.execute(f"{KEEP} VALUES {', '.join(['(%s, %s, %s)'] * (len(plain)))}", kept)
    return rows


ENTERED = (
    "partnership_id",
    "at",
    "on",
    "worker_id",
    "kind",
    "what",
    "because",
    "purpose",
    "subject_kind",
    "subject_id",
    "child_ids",
)
ENTER = f"""INSERT INTO trail_entry ({", ".join(f'"{name}"' for name in ENTERED)}, digests)"""
ONE_ENTRY = f"({', '.join(['%s'] * len(ENTERED))}, %s::jsonb)"
WITH_KEYS = """
RETURNING id, (
  SELECT json_object_agg(k.child_id, convert_from(k.key, 'UTF8'))::text
  FROM trail_childkey k WHERE k.child_id = ANY (child_ids)
)
"""
WITHOUT = "RETURNING id, NULL"  # a read changes no field
KEEP = "INSERT INTO trail_content (entry_id, child_id, enciphered)"


def _values(entry: Entry) -> list[Any]:
    return [*(getattr(entry, name) for name in ENTERED), json.dumps(entry.digests)]


def salted(changed: Mapping[str, Any]) -> tuple[dict[str, str], bytes]:
    """What an entry keeps of the fields that changed, a digest of each; and what is to be enciphered under
    each child's key: the salt and the text of each."""
    held = {name: [secrets.token_hex(16), _text(value)] for name, value in changed.items()}
    digests = {name: digest(salt + text) for name, (salt, text) in held.items()}
    return digests, json.dumps(held).encode()


def _text(value: Any) -> str:
    """What a field held, as it is read again: a list is its parts, one a line."""
    return "\n".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _unless_today(on: date | None) -> date | None:
    return None if on == localdate() else on


def _ciphers(children: Collection[int]) -> dict[int, Fernet]:
    """Each child's own; a key is made for those who have none."""
    if not children:
        return {}
    own = ChildKey.objects.filter(child_id__in=children)
    held = dict(own.values_list("child_id", "key"))
    if missing := sorted(set(children) - set(held)):
        ChildKey.objects.bulk_create(
            [ChildKey(child_id=child, key=Fernet.generate_key()) for child in missing],
            ignore_conflicts=True,
        )
        held = dict(own.values_list("child_id", "key"))
    return {child: Fernet(bytes(key)) for child, key in held.items()}


def wrapped(key: bytes, child_id: int) -> bytes:
    """A key of something else of this child's, enciphered so that it goes when the child's own key goes."""
    return _ciphers([child_id])[child_id].encrypt(key)


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
