"""Entering people once, and how they belong together."""

from homeward.people.actions.entering import enter_child, write_about
from homeward.people.actions.equality import record_equality
from homeward.people.actions.family import (
    Said,
    add_relative,
    change_relative,
    change_tie,
    end_relative,
    tie,
    untie,
)


__all__ = [
    "Said",
    "add_relative",
    "change_relative",
    "change_tie",
    "end_relative",
    "enter_child",
    "record_equality",
    "tie",
    "untie",
    "write_about",
]
