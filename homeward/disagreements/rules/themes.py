"""What disagreements are about, and what both boards are told of them each quarter.

The themes are local: most are those that safeguarding partnerships name in their own escalation policies, as
Sefton (2022) and Nottinghamshire (2025) do: thresholds, assessments, roles, services, sharing of information.
No law lists them. Counts of 1 to 4 are hidden as in every other figure (`analysis.disclosure`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from homeward.access.rules import Answer, refuse
from homeward.analysis.disclosure import SMALLEST_SHOWN, hide_small, hide_total
from homeward.clocks.rules import working_days_between
from homeward.disagreements.rules.levels import Level
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.boards import FOR_BOARDS, may_read_for_boards


class Theme(StrEnum):
    SAFETY = "safety"
    THRESHOLD = "threshold"
    DECISION = "decision"
    HELP = "help"
    ROLES = "roles"
    SHARING = "sharing"
    VOICE = "voice"
    OTHER = "other"

    @property
    def label(self) -> str:
        return THEMES[self]


THEMES = {
    Theme.SAFETY: "How safe the child is",
    Theme.THRESHOLD: "Whether this is the right kind of help",
    Theme.DECISION: "What was decided, or is about to be",
    Theme.HELP: "What help is given, and how much",
    Theme.ROLES: "Who does what",
    Theme.SHARING: "What is shared, and with whom",
    Theme.VOICE: "Whether the child was heard",
    Theme.OTHER: "Something else",
}


def may_read_themes(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_read_for_boards(
        worker,
        partnership_id,
        FOR_BOARDS,
        otherwise=refuse(
            "heads of service, directors and analysts read what disagreements were about",
            "You find those of the children you work with in the list.",
        ),
    )


@dataclass(frozen=True)
class Raised:
    """One disagreement as it is counted. `level` is where it is, or where it ended."""

    theme: Theme
    on: date
    level: Level
    due: date | None
    ended_on: date | None = None
    withdrawn: bool = False

    @property
    def days(self) -> int | None:
        """Working days that it took."""
        return None if self.ended_on is None else working_days_between(self.on, self.ended_on)

    def state(self, today: date) -> str:
        if self.ended_on is not None:
            return WITHDRAWN if self.withdrawn else SETTLED_AT[self.level]
        return OVERDUE if self.due is not None and self.due < today else OPEN


WITHDRAWN, OPEN, OVERDUE = "Withdrawn", "Open, in time", "Open, answer overdue"
SETTLED_AT = {level: f"Settled by {level.who}" for level in Level}
STATES = (*SETTLED_AT.values(), WITHDRAWN, OPEN, OVERDUE)


@dataclass(frozen=True)
class Counted:
    """A line of a table; `count` is None where it is hidden, `days` where too few ended to tell."""

    what: str
    count: int | None
    days: float | None


@dataclass(frozen=True)
class Quarter:
    """What is told of one quarter. `total` is None where it is hidden."""

    total: int | None
    days: float | None
    themes: tuple[Counted, ...]
    states: tuple[Counted, ...]


def counted(raised: Sequence[Raised], today: date) -> Quarter:
    return Quarter(
        total=hide_total(len(raised)),
        days=_median(raised),
        themes=_lines([(one.theme.label, one) for one in raised], THEMES.values()),
        states=_lines([(one.state(today), one) for one in raised], STATES),
    )


def _lines(sorted_in: Sequence[tuple[str, Raised]], names: Iterable[str]) -> tuple[Counted, ...]:
    held = {name: [one for what, one in sorted_in if what == name] for name in names}
    shown = hide_small({name: len(ones) for name, ones in held.items()})
    return tuple(
        Counted(name, shown[name], None if shown[name] is None else _median(ones))
        for name, ones in held.items()
    )


def _median(raised: Iterable[Raised]) -> float | None:
    """Of those that ended; None of so few that one of them could be told."""
    days = [one.days for one in raised if one.days is not None]
    return median(days) if len(days) >= SMALLEST_SHOWN else None
