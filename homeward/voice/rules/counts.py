"""What both boards are told of the voice of families each quarter: counts alone, small ones hidden.

Counts of 1 to 4 are hidden as in every other figure (`analysis.disclosure`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.access.rules import Answer, refuse
from homeward.analysis.disclosure import hide_small, hide_total
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.boards import FOR_BOARDS, may_read_for_boards
from homeward.voice.rules.feedback import FEELINGS, Feeling
from homeward.voice.rules.retelling import WHYS, Why


SAME_DAY, NEXT_DAY, LATER, WAITING = (
    "The same day",
    "The next day",
    "Later",
    "Nobody has answered yet",
)
ANSWERS = (SAME_DAY, NEXT_DAY, LATER, WAITING)


def may_read_voice_counts(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_read_for_boards(
        worker,
        partnership_id,
        FOR_BOARDS,
        otherwise=refuse(
            "heads of service, directors and analysts read how often families spoke",
            "What families say to your teams is under “What families tell us”.",
        ),
    )


@dataclass(frozen=True)
class Heard:
    """One statement as it is counted. `days`: from when it was said to its answer; None while it waits."""

    feeling: Feeling
    days: int | None

    @property
    def answered(self) -> str:
        if self.days is None:
            return WAITING
        return SAME_DAY if self.days == 0 else NEXT_DAY if self.days == 1 else LATER


@dataclass(frozen=True)
class Quarter:
    """A count is None where it is hidden."""

    total: int | None  # statements
    feelings: dict[str, int | None]
    urgent: int | None
    answers: dict[str, int | None]  # to what was unhappy or unsafe
    told_once: int | None  # painful facts that were written down
    again: int | None  # times that somebody was asked again
    whys: dict[str, int | None]


def counted(heard: Iterable[Heard], told_once: int, again: Iterable[Why]) -> Quarter:
    said, asked = list(heard), list(again)
    urgent = [one for one in said if one.feeling.is_urgent]
    feelings = {label: sum(one.feeling == f for one in said) for f, label in FEELINGS.items()}
    answers = {label: sum(one.answered == label for one in urgent) for label in ANSWERS}
    whys = {label: sum(one == why for one in asked) for why, label in WHYS.items()}
    shown = _rows(feelings, len(said))
    # Their sum less the one that is shown would tell the one that is hidden.
    tells = any(shown[f.label] is None for f in Feeling if f.is_urgent)
    return Quarter(
        total=hide_total(len(said)),
        feelings=shown,
        urgent=None if tells else hide_total(len(urgent)),
        answers=dict.fromkeys(ANSWERS) if tells else _rows(answers, len(urgent)),
        told_once=hide_total(told_once),
        again=hide_total(len(asked)),
        whys=_rows(whys, len(asked)),
    )


def _rows(counts: dict[str, int], total: int) -> dict[str, int | None]:
    """Of few, nothing is told: also a zero would say in which lines they are."""
    return dict.fromkeys(counts) if hide_total(total) is None else hide_small(counts)
