"""Finding children, and the family around one."""

from homeward.people.queries.family import Family, family_of, ties_among
from homeward.people.queries.finding import found, kept_of, numbered, siblings


__all__ = ["Family", "family_of", "found", "kept_of", "numbered", "siblings", "ties_among"]
