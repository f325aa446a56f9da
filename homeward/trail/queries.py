"""Reads of the trail as a whole: what is sealed, what is not yet, and what does not fit what was sealed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from django.db.models import Count, Min

from homeward.trail.models import ChildKey, Content, Entry, Seal
from homeward.trail.rules import SealedBatch, digest


AT_ONCE = 2_000


def batches() -> Iterator[SealedBatch]:
    """The sealed trail, one batch at a time, as `trail.rules.faults` reads it."""
    for seal in Seal.objects.all().iterator():
        entries = Entry.objects.filter(xid__gte=seal.from_xid, xid__lt=seal.to_xid).order_by("id")
        yield SealedBatch(
            number=seal.number,
            previous=seal.previous,
            root=seal.root,
            count=seal.count,
            seal=seal.seal,
            entries=tuple(entry.as_sealed() for entry in entries),
        )


@dataclass(frozen=True)
class Waiting:
    """What no seal covers yet. `beside`: entries under a transaction number that was sealed or never was, which
    no seal will take any more: somebody put them there."""

    entries: int
    oldest: datetime | None
    beside: int


def waiting() -> Waiting:
    last = Seal.objects.last()
    open_yet = Entry.objects.filter(xid__gte=last.to_xid if last else 0)
    rest = open_yet.aggregate(entries=Count("pk"), oldest=Min("at"))
    first = Seal.objects.first()
    beside = Entry.objects.filter(xid__lt=first.from_xid).count() if first else 0
    return Waiting(rest["entries"], rest["oldest"], beside)


def spoiled() -> Iterator[int]:
    """The numbers of entries whose content is not what was written: another text, or taken away though the
    child's key is there. What was kept under a key that was destroyed cannot be read, and need not be."""
    told = Entry.objects.exclude(digests={}).order_by("pk")
    start = 0
    while entries := list(told.filter(pk__gt=start)[:AT_ONCE]):
        children = {child for entry in entries for child in entry.child_ids}
        keys = {key.child_id: key for key in ChildKey.objects.filter(child_id__in=children)}
        held = {
            (content.entry_id, content.child_id): bytes(content.enciphered)
            for content in Content.objects.filter(entry__in=entries)
        }
        for entry in entries:
            own = [keys[child] for child in entry.child_ids if child in keys]
            if any(
                key.xid <= entry.xid and not _fits(key, held.get((entry.pk, key.child_id)), entry)
                for key in own
            ):
                yield entry.pk
        start = entries[-1].pk


def _fits(key: ChildKey, enciphered: bytes | None, entry: Entry) -> bool:
    if enciphered is None:
        return False
    try:
        held = json.loads(Fernet(bytes(key.key)).decrypt(enciphered))
    except (InvalidToken, ValueError):
        return False
    return {name: digest(salt + text) for name, (salt, text) in held.items()} == entry.digests
