"""The trail of many families at once: entries and enciphered contents as `trail.actions` writes them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography.fernet import Fernet

from homeward.county.copying import Sheets
from homeward.trail.actions import salted
from homeward.trail.models import ChildKey, Content, Entry


CHANGE, READ = Entry.Kind.CHANGE.value, Entry.Kind.READ.value


@dataclass(frozen=True)
class Telling:
    """One entry to be."""

    at: datetime
    kind: str
    what: str
    by: int
    children: tuple[int, ...]
    subject: tuple[str, int | None] = ("", None)
    because: str = ""
    changed: Mapping[str, Any] | None = None
    on: date | None = None


def new_key(sheets: Sheets, child_id: int) -> Fernet:
    key = Fernet.generate_key()
    sheets.add(ChildKey, child_id=child_id, key=key)
    return Fernet(key)


def tell(
    sheets: Sheets, partnership_id: int, told: Sequence[Telling], keys: Mapping[int, Fernet]
) -> None:
    """Write these entries in the order of time, and what changed under each child's key."""
    entries, contents = sheets.of(Entry), sheets.of(Content)
    for one in sorted(told, key=lambda telling: telling.at):
        digests, content = salted(one.changed or {})
        kind, pk = one.subject
        entry = entries.add(
            partnership_id=partnership_id,
            at=one.at,
            on=one.on,
            worker_id=one.by,
            kind=one.kind,
            what=one.what,
            because=one.because,
            subject_kind=kind,
            subject_id=pk,
            child_ids=sorted(one.children),
            digests=json.dumps(digests),
        )
        if digests:
            for child in one.children:
                enciphered = keys[child].encrypt(content)
                contents.add(entry_id=entry, child_id=child, enciphered=enciphered)
