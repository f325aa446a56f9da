"""Children, the adults around them, and how they belong together. A person is entered once."""

from homeward.people.models.equality import EqualityAnswer
from homeward.people.models.family import FamilyTie
from homeward.people.models.people import (
    PLAIN_NUMBER,
    Adult,
    Child,
    ChildQuerySet,
    Identifier,
    NameWord,
    OtherName,
    Relationship,
)


__all__ = [
    "Adult",
    "Child",
    "ChildQuerySet",
    "EqualityAnswer",
    "FamilyTie",
    "Identifier",
    "NameWord",
    "OtherName",
    "PLAIN_NUMBER",
    "Relationship",
]
