"""The file for an outage as one page that needs nothing else, and putting it where duty reaches it.

The page forbids itself the network: its own policy lets it run this one script, whose digest it names, and load
nothing. Nothing that names anybody stands outside the ciphertext, nor in the file's name.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.template.loader import render_to_string

from homeward.access.guard import Refused
from homeward.duty import actions, ciphering
from homeward.duty.actions import Made
from homeward.duty.models import DutyFile
from homeward.partnership.models import Partnership


PARTS = Path(__file__).parent / "file"


class NotWritten(Exception):
    """So that the job shows as failed: whoever watches the jobs sees it."""


def page_of(made: Made) -> str:
    file = made.file
    about = json.dumps({"partnership": file.partnership_id, "made": file.made_at.isoformat()})
    text = render_to_string("duty/outage_cards.html", {"made": made, "file": file})
    nonce, cards = ciphering.encipher(made.key, text, about)
    script, style = ((PARTS / name).read_text("utf-8") for name in ("file.js", "file.css"))
    held = {
        "about": about,
        "salt": _as_text(bytes(file.passphrase.salt)),
        "rounds": file.passphrase.iterations,
        "nonce": _as_text(nonce),
        "cards": _as_text(cards),
    }
    return render_to_string(
        "duty/outage_file.html",
        {
            "file": file,
            "held": json.dumps(held),
            "script": script,
            "style": style,
            "script_digest": _digest(script),
            "style_digest": _digest(style),
        },
    )


def name_of(file: DutyFile) -> str:
    """The number of the partnership and the hour: no name."""
    return f"duty-cards-{file.partnership_id}-{file.made_at:%Y%m%d-%H%M%S}.html"


def write_everywhere(partnership: Partnership, places: Iterable[Path]) -> DutyFile:
    """Make the file once and put it into each of these directories; then what was there before goes. One
    that cannot be written keeps none of the others waiting."""
    wrong = []
    with transaction.atomic():  # what is kept as made lies there
        try:
            made = actions.make_file(partnership, by=None)
        except Refused as no:
            raise NotWritten(f"The duty file could not be made. {no}") from no
        text, name = page_of(made), name_of(made.file)
        for place in places:
            try:
                _put(place, name, text)
                _remove_old(place, made.file.partnership_id, name)
            except OSError as why:
                wrong.append(f"{place}: {why.strerror}")
        if wrong:
            actions.missed_places(made.file, len(wrong))
    if wrong:
        raise NotWritten("The duty file could not be written. " + "; ".join(wrong))
    return made.file


def _put(place: Path, name: str, text: str) -> None:
    """Whole or not at all. Its owner writes it, and the group of the directory reads it: duty, and nobody else."""
    place.mkdir(parents=True, exist_ok=True)
    half, whole = place / f".{name}.part", place / name
    with open(
        os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w", encoding="utf-8"
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    half.replace(whole)


def _remove_old(place: Path, partnership_id: int, name: str) -> None:
    for old in place.glob(f"duty-cards-{partnership_id}-*.html"):
        if old.name != name:
            old.unlink(missing_ok=True)


def _as_text(held: bytes) -> str:
    return base64.b64encode(held).decode()


def _digest(text: str) -> str:
    return f"sha256-{_as_text(hashlib.sha256(text.encode()).digest())}"
