"""The tables of files, and what every kept file stands on."""

from homeward.files.models.file import (
    ADDED_TO,
    PAGE_OF,
    CaughtFile,
    File,
    FileChild,
    kind_of,
    table_of,
)
from homeward.files.models.kept import InFileOf, Kept, KeptQuerySet


__all__ = [
    "ADDED_TO",
    "PAGE_OF",
    "CaughtFile",
    "File",
    "FileChild",
    "InFileOf",
    "Kept",
    "KeptQuerySet",
    "kind_of",
    "table_of",
]
