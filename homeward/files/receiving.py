"""Taking in what somebody sends: how large it is, what it holds, and what the scanner says of it.

A picture is written again without where and when it was taken; any other file is kept as it came, for a letter is
evidence. No name of a file is believed, and nothing is unpacked.
"""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from homeward.access.rules import Answer
from homeward.files import scanner
from homeward.files.pictures import NotAPicture, Picture, rewritten
from homeward.files.rules import (
    FILE_BYTES,
    JPEG,
    OPEN_TEXT,
    PICTURE_BYTES,
    PICTURES,
    PLAIN_ZIP,
    WORD,
    Scan,
    may_be_taken,
    may_keep,
)


MOST_PARTS = 2_000  # of a document that is a ZIP: a list of more is made to be a burden
MACROS = ("vbaproject.bin", "basic/", "scripts/")


class NotTaken(ValueError):
    """What was sent cannot be taken. The message says why and what to do; `found` is what the scanner found."""

    def __init__(self, answer: Answer, found: str = "") -> None:
        said = f"{answer.reason[:1].upper()}{answer.reason[1:]}. {answer.instead}"
        super().__init__(said.strip())
        self.answer, self.found = answer, found


@dataclass(frozen=True)
class Received:
    """What is kept of what was sent."""

    content: bytes
    content_type: str
    scan: Scan


def received(sent: UploadedFile) -> Received:
    name, size = sent.name or "", sent.size or 0
    if size > FILE_BYTES:
        _required(may_be_taken(name, size, "", False))
    sent.seek(0)
    content = sent.read()
    holds = type_of(content)
    _required(may_be_taken(name, size, holds, _has_macros(content, holds)))
    scan = scanned(content)
    if holds in PICTURES:
        return Received(rewritten(BytesIO(content), size).jpeg, JPEG, scan)
    return Received(content, holds, scan)


def received_picture(sent: UploadedFile) -> Picture:
    """A photo of a visit. What is kept of it is written by us, so that nothing of what was sent is; it is
    scanned before it is opened all the same."""
    if sent.size <= PICTURE_BYTES:  # a larger one is refused unread
        sent.seek(0)
        scanned(sent.read())
    return rewritten(sent, sent.size)


def scanned(content: bytes) -> Scan:
    """What the scanner says, when it can be kept."""
    scan = scanner.scanned(content)
    _required(may_keep(scan, settings.SCAN_REQUIRED), scan.found)
    return scan


def type_of(content: bytes) -> str:
    """By what it holds; empty when nobody knows. To the library every ZIP looks like a Word document, so of a
    ZIP its own list of parts says what it is."""
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    try:
        return str(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
            if len(names) > MOST_PARTS:
                return PLAIN_ZIP
            if "[Content_Types].xml" in names and "word/document.xml" in names:
                return WORD
            if names[:1] == ["mimetype"] and parts.getinfo("mimetype").file_size < 100:
                said = parts.read("mimetype").decode("ascii", "replace").strip()
                return OPEN_TEXT if said == OPEN_TEXT else PLAIN_ZIP
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return ""
    return PLAIN_ZIP


def _has_macros(content: bytes, holds: str) -> bool:
    if holds not in (WORD, OPEN_TEXT):
        return False
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = [name.lower() for name in parts.namelist()]
    return any(name.startswith(MACROS) or name.endswith("vbaproject.bin") for name in names)


def _required(answer: Answer, found: str = "") -> None:
    if not answer:
        raise NotTaken(answer, found)


__all__ = [
    "NotAPicture",
    "NotTaken",
    "Received",
    "received",
    "received_picture",
    "scanned",
    "type_of",
]
