"""What both boards are told of children who were missing, each quarter: counts alone.

Counts of 1 to 4 are hidden as in every other figure (`analysis.disclosure`). One interview may be about several
things, so that a theme is a share of the interviews: hidden where it, or the rest, is small. Of few returns, or
few interviews, nothing is told: also a zero would say in which lines they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.access.rules import Answer, refuse
from homeward.analysis.disclosure import hidden_rows, hide_small, hide_total
from homeward.clocks.rules import Standing
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.boards import FOR_BOARDS, may_read_for_boards
from homeward.support.rules.missing import WHYS, State, Why


IN_TIME, LATE = "Offered in time", "Offered late"
STILL, OVER, NONE = (
    "Not offered yet, in time",
    "Not offered yet, late",
    "Not offered, with the reason",
)
OFFERS = (IN_TIME, LATE, STILL, OVER, NONE)
BY_ONE, BY_OTHER = "Held by somebody independent", "Held by somebody else"
CAME = (
    BY_ONE,
    BY_OTHER,
    *(s.value for s in (State.DECLINED, State.NOT_HELD, State.TO_HOLD, State.TO_OFFER)),
)


def may_read_missing_counts(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_read_for_boards(
        worker,
        partnership_id,
        FOR_BOARDS,
        otherwise=refuse(
            "heads of service, directors and analysts read how often children were missing",
            "You find the children you work with under “Who is missing”.",
        ),
    )


@dataclass(frozen=True)
class Return:
    """One return as it is counted."""

    standing: Standing
    state: State
    independent: bool | None = None
    themes: tuple[Why, ...] = ()

    @property
    def offered(self) -> str:
        match self.standing:
            case Standing.IN_TIME:
                return IN_TIME
            case Standing.DONE_LATE:
                return LATE
        if self.state == State.NOT_HELD:
            return NONE
        return OVER if self.standing == Standing.LATE else STILL

    @property
    def came(self) -> str:
        if self.state == State.HELD:
            return BY_ONE if self.independent else BY_OTHER
        return self.state.value


@dataclass(frozen=True)
class Quarter:
    """What is told of one quarter. A count is None where it is hidden."""

    total: int | None  # times that a child went missing
    children: int | None  # to whom it happened
    returns: int | None
    offers: dict[str, int | None]
    came: dict[str, int | None]
    held: int | None
    themes: dict[str, int | None]


def counted(gone: Sequence[int], returns: Sequence[Return]) -> Quarter:
    """`gone`: of each time that a child went missing, the child."""
    offers, came = dict.fromkeys(OFFERS, 0), dict.fromkeys(CAME, 0)
    for one in returns:
        offers[one.offered] += 1
        came[one.came] += 1
    talks = [one.themes for one in returns if one.state == State.HELD]
    themes = {label: sum(why in told for told in talks) for why, label in WHYS.items()}
    hidden = hidden_rows({what: (n, len(talks) - n) for what, n in themes.items()})
    few, few_talks = hide_total(len(returns)) is None, hide_total(len(talks)) is None
    return Quarter(
        total=hide_total(len(gone)),
        children=hide_total(len(set(gone))),
        returns=hide_total(len(returns)),
        offers=dict.fromkeys(OFFERS) if few else hide_small(offers),
        came=dict.fromkeys(CAME) if few else hide_small(came),
        held=hide_total(len(talks)),
        themes={what: None if few_talks or what in hidden else n for what, n in themes.items()},
    )
