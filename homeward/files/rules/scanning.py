"""Looking for viruses: what may be kept and opened after it, and how it is said.

A scanner that found nothing has found nothing: no page ever says that a file is clean. What was not scanned is
called so. Source: National Cyber Security Centre, Mitigating malware and ransomware attacks (scan what comes in);
whether an installation may go on without a scanner is its own to say (`SCAN_REQUIRED`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.files.models import File


@dataclass(frozen=True)
class Scan:
    """What the scanner said: when it looked, and what it found. Not at all: neither."""

    at: datetime | None = None
    found: str = ""  # the name of what it found, as the scanner calls it


NOT_SCANNED = Scan()


def may_keep(scan: Scan, required: bool) -> Answer:
    if scan.found:
        return refuse(
            f"the virus scanner found something in the file ({scan.found}), so it was not kept",
            "Do not open it, and tell whoever sent it. Ask your IT desk when it came to you by email.",
        )
    if scan.at is None and required:
        return refuse(
            "the virus scanner does not answer, and nothing is kept here that was not scanned",
            "What you typed is kept: come back in a quarter of an hour, and choose the file again. If it goes on, "
            "tell whoever looks after Homeward.",
        )
    if scan.at is None:
        return allow("it is kept without having been scanned")
    return allow("the virus scanner found nothing")


def may_open(file: "File", required: bool) -> Answer:
    """Of what the reader sees: whether what it holds is handed out."""
    if file.found:
        return refuse(
            "the virus scanner found something in this file, and it was destroyed",
            "Ask whoever sent it for it again.",
        )
    if file.removed_at:
        return refuse(f"{file.removed_by} removed this file on {file.removed_on:%-d %B %Y}")
    if file.scanned_at is None and required:
        return refuse(
            "this file was not scanned for viruses yet, and only what was scanned is opened here",
            "It is scanned as soon as the scanner answers: come back later.",
        )
    return allow("you see all of the record that it belongs to")
