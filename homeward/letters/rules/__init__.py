"""Letters to families: one subject a file."""

from homeward.letters.rules.kinds import INVENTED, KINDS, Kind, LetterKind
from homeward.letters.rules.words import (
    LONGEST,
    Block,
    Shape,
    blocks,
    filled,
    may_be_template,
    places_in,
)
from homeward.letters.rules.writing import (
    Reached,
    gives_away,
    may_be_issued,
    may_be_put_in_force,
    may_be_written_to,
    may_change,
    may_change_templates,
    may_write,
)


__all__ = [
    "INVENTED",
    "KINDS",
    "LONGEST",
    "Block",
    "Kind",
    "LetterKind",
    "Reached",
    "Shape",
    "blocks",
    "filled",
    "gives_away",
    "may_be_issued",
    "may_be_put_in_force",
    "may_be_template",
    "may_be_written_to",
    "may_change",
    "may_change_templates",
    "may_write",
    "places_in",
]
