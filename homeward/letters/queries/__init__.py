"""Reads of letters: the words in force, what is filled in, and how others are reached."""

from homeward.letters.queries.filling import (
    Words,
    invented_paper,
    paper_of,
    told_of_others,
    values_for,
    words_in_force,
    writing_post,
)
from homeward.letters.queries.lists import (
    adults_around,
    decisions_to_tell,
    last_address,
    letters_of,
    organisations,
    plan_to_tell,
)


__all__ = [
    "Words",
    "adults_around",
    "decisions_to_tell",
    "invented_paper",
    "last_address",
    "letters_of",
    "organisations",
    "paper_of",
    "plan_to_tell",
    "told_of_others",
    "values_for",
    "words_in_force",
    "writing_post",
]
