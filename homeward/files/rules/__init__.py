"""What is kept as a file: one subject a file."""

from homeward.files.rules.keeping import (
    GROUPS,
    KINDS,
    MAY_BE_ADDED,
    FileKind,
    may_add,
    may_be_dated,
    may_remove,
    not_twice,
    own_title,
)
from homeward.files.rules.pictures import PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE
from homeward.files.rules.scanning import NOT_SCANNED, Scan, may_keep, may_open
from homeward.files.rules.types import (
    FILE_BYTES,
    JPEG,
    OPEN_TEXT,
    PDF,
    PICTURES,
    PLAIN_ZIP,
    PNG,
    TAKEN,
    TYPES,
    WORD,
    ending_of,
    may_be_taken,
)


__all__ = [
    "FILE_BYTES",
    "GROUPS",
    "JPEG",
    "KINDS",
    "MAY_BE_ADDED",
    "NOT_SCANNED",
    "OPEN_TEXT",
    "PDF",
    "PICTURES",
    "PICTURE_BYTES",
    "PICTURE_PIXELS",
    "PICTURE_SIDE",
    "PLAIN_ZIP",
    "PNG",
    "TAKEN",
    "TYPES",
    "WORD",
    "FileKind",
    "Scan",
    "ending_of",
    "may_add",
    "may_be_dated",
    "may_be_taken",
    "may_keep",
    "may_open",
    "may_remove",
    "not_twice",
    "own_title",
]
