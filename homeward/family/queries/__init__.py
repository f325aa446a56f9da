"""Reads about what a family can do, and about the edge of court."""

from homeward.family.queries.court import Court, Gate, court_of, edge_of_court, gate
from homeward.family.queries.groups import (
    First,
    Known,
    family_first,
    group_of,
    helped,
    is_newest,
    known,
    plans_of,
)
from homeward.family.queries.standing import (
    before_court,
    due_of,
    duty_of,
    in_court,
    meetings_held,
    offers_owed,
    offers_to_each,
)


__all__ = [
    "Court",
    "First",
    "Gate",
    "Known",
    "before_court",
    "court_of",
    "due_of",
    "duty_of",
    "edge_of_court",
    "family_first",
    "gate",
    "group_of",
    "helped",
    "in_court",
    "is_newest",
    "known",
    "meetings_held",
    "offers_owed",
    "offers_to_each",
    "plans_of",
]
