"""Noting seals outside the database, and going through the whole trail.

A seal proves what came before it to whoever knows the seal. So each organisation keeps some where the other,
and whoever runs the database, cannot write: `TRAIL_HEADS` names the files.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils import timezone

from homeward.trail import queries
from homeward.trail.models import Check, Outside, Seal
from homeward.trail.rules import Counted, Head, faults
from homeward.trail.verify import read_heads


class NotTheSame(Exception):
    """What was noted outside is not what the database holds now."""


def note(path: Path) -> Head | None:
    """Write the last seal at the end of this file, unless it is there. None when there is no seal yet.

    Raises NotTheSame when the last that was noted is another one now, and OSError or ValueError when the file
    cannot be read or written: nothing is written then.
    """
    noted = read_heads(path) if path.exists() else []
    if noted:
        known = Seal.objects.filter(number=noted[-1].number).values_list("seal", flat=True).first()
        if known != noted[-1].seal:
            raise NotTheSame(
                f"Seal {noted[-1].number} was noted in {path}, and is another one now: the trail was cut or "
                "made anew. Keep the file, and call the information governance leads of both organisations."
            )
    last = Seal.objects.last()
    if last is None or (noted and noted[-1].number == last.number):
        return noted[-1] if noted else None
    line = {"number": last.number, "seal": last.seal, "sealed_at": last.sealed_at.isoformat()}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    return Head(last.number, last.seal)


def note_in(places: Iterable[str]) -> list[str]:
    """In each of these files, and keep how it went. What went wrong is returned; one place never keeps the
    others waiting."""
    wrong = []
    for place in places:
        now = timezone.now()
        try:
            head = note(Path(place))
        except (NotTheSame, OSError, ValueError, KeyError, TypeError) as why:
            wrong.append(str(why) if isinstance(why, NotTheSame) else _unwritten(place, why))
            Outside.objects.update_or_create(
                place=place, defaults={"tried_at": now, "fault": wrong[-1]}
            )
        else:
            told = {"number": head.number, "noted_at": now} if head else {}
            Outside.objects.update_or_create(
                place=place, defaults={"tried_at": now, "fault": "", **told}
            )
    return wrong


def _unwritten(place: str, why: Exception) -> str:
    return f"The last seal could not be noted in {place} ({type(why).__name__}). Mend the file or its disk."


def check(places: Sequence[str]) -> Check:
    """Go through all of it, and compare with what was noted outside. It keeps nothing waiting."""
    found, heads = [], []
    for place in places:
        try:
            heads += read_heads(Path(place))
        except (OSError, ValueError, KeyError, TypeError) as why:
            found.append(
                f"What was noted in {place} could not be read ({type(why).__name__}), and was not compared."
            )
    trail = Counted(queries.batches())
    found += faults(trail, heads)
    found += [
        f"Entry {number} has content that is not what was written, or lacks it."
        for number in queries.spoiled()
    ]
    if beside := queries.waiting().beside:
        found.append(f"{beside} entries stand beside the seals: the product did not write them.")
    return Check.objects.create(
        seals=trail.seals, entries=trail.entries, compared=len(heads), faults=found
    )
