"""Who may make a copy of a child's file, and how a text about several children is parted."""

from homeward.copies.rules.making import ASKERS, WHOLE, Asker, may_be_made, may_make_copy
from homeward.copies.rules.parting import Others, names_of, parted


__all__ = [
    "ASKERS",
    "WHOLE",
    "Asker",
    "Others",
    "may_be_made",
    "may_make_copy",
    "names_of",
    "parted",
]
