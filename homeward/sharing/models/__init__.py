"""The dated facts from which access follows, and the first lock: conditions of queries over them."""

from homeward.sharing.models.involvement import Involvement
from homeward.sharing.models.restriction import BrokenGlass, NamedInRestriction, Restriction
from homeward.sharing.models.sight import (
    about_one_seen,
    children_seen,
    closed_to,
    entitled,
    facts_of,
    facts_of_many,
    glass_kept_by,
    hides_one,
    sees,
    sees_all,
)


__all__ = [
    "BrokenGlass",
    "Involvement",
    "NamedInRestriction",
    "Restriction",
    "about_one_seen",
    "children_seen",
    "closed_to",
    "entitled",
    "facts_of",
    "facts_of_many",
    "glass_kept_by",
    "hides_one",
    "sees",
    "sees_all",
]
