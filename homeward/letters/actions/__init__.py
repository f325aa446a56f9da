"""Writing letters and issuing them, and changing what an organisation writes."""

from homeward.letters.actions.templates import put_in_force, write_template
from homeward.letters.actions.writing import (
    NewLetter,
    change_letter,
    issue_letter,
    throw_away_letter,
    write_letter,
)


__all__ = [
    "NewLetter",
    "change_letter",
    "issue_letter",
    "put_in_force",
    "throw_away_letter",
    "write_letter",
    "write_template",
]
