"""Finding children, and the family around one."""

from homeward.people.queries.equality import EqualityLine, equality_of, last_answers, said_of
from homeward.people.queries.family import Family, family_of, ties_among
from homeward.people.queries.finding import found, found_among, kept_of, numbered, siblings


__all__ = [
    "EqualityLine",
    "Family",
    "equality_of",
    "family_of",
    "found",
    "found_among",
    "kept_of",
    "last_answers",
    "numbered",
    "said_of",
    "siblings",
    "ties_among",
]
