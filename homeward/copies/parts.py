"""What each area puts into the copy of a child's file, and what it leaves out and why.

An area says it in its `copied.py`: `PARTS`, one for each table, and `LEFT_OUT`. They are gathered by name, so that
no area has to know of another; a test goes through every table and every field with words in it, and fails for
one of which nobody has said whether a child may read it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from homeward.partnership.rules import DataGroup, WorkerOnDay


class Inside(str):
    """A reason that the first page of a copy need not tell: nothing is missing of what the child could read."""


@dataclass(frozen=True)
class Part:
    """What one table holds of a child. Fields are named as queries name them, with two lines between steps."""

    table: type[Model]
    heading: str
    of: str  # leads to the child
    says: Mapping[str, str]  # what is printed, in this order, and what stands before it
    on: str = ""  # the day it belongs to; without one it stands at the beginning
    by: str = ""  # who wrote it
    at: str = ""  # when they wrote it
    leaves: Mapping[str, str] = field(default_factory=dict)  # words that are not printed, and why
    means: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of codes, in words
    group: DataGroup = DataGroup.CORE
    # Written to be read of each child by itself: it is this child's, whoever else was there.
    parted: bool = False
    apart: str = ""  # the heading of a section of its own at the end, for what would drown the rest
    # The field that leads to the first of several rows with the same words, one for each child.
    together: str = ""
    only: Callable[[int], Q] | None = None  # of the child with this number
    visible: Callable[[QuerySet, WorkerOnDay, date], QuerySet] | None = None
    picture: Callable[[Any], bytes | None] | None = None  # a JPEG

    @property
    def several(self) -> bool:
        """Whether a row can be about more than this child."""
        return self.of == "children" or self.of.endswith("about__child")

    @property
    def label(self) -> str:
        return self.table._meta.label


@cache
def _areas() -> list[Any]:
    """Who the child is comes first, then what they say and what was done: from the top of the house."""
    first = "homeward.copies"
    areas = [first, *(area for area in settings.AREAS if area != first)]
    return [import_module(f"{area}.copied") for area in areas if find_spec(f"{area}.copied")]


def parts() -> list[Part]:
    """From every area."""
    return [part for area in _areas() for part in area.PARTS]


def left_out() -> dict[str, str]:
    """By table: why nothing of it is in the copy."""
    return {label: why for area in _areas() for label, why in area.LEFT_OUT.items()}


def told_to_be_left_out() -> list[str]:
    """As the child is told, each once."""
    return sorted({why for why in left_out().values() if not isinstance(why, Inside)})
