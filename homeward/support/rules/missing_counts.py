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
OFFERS = (IN_TIME, LATE)
BY_ONE, BY_OTHER = "Held by somebody independent", "Held by somebody else"
STILL, OVER = "Not offered yet, in time", "Not offered yet, late"
CAME = (
    BY_ONE,
    BY_OTHER,
    *(s.value for s in (State.DECLINED, State.NOT_HELD, State.TO_HOLD)),
    STILL,
    OVER,
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
    def offered(self) -> str | None:
        """None where it was not offered: yet, or not at all with the reason."""
        return {Standing.IN_TIME: IN_TIME, Standing.DONE_LATE: LATE}.get(self.standing)

    @property
    def came(self) -> str:
        match self.state:
            case State.HELD:
                return BY_ONE if self.independent else BY_OTHER
            case State.TO_OFFER:
                return OVER if self.standing == Standing.LATE else STILL
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
    """`gone`: of each time that a child went missing, the child. What came of the returns is one breakdown. The
    other counts are sums over its lines, so that each is told only where the lines that it adds up are."""
    came = dict.fromkeys(CAME, 0)
    for one in returns:
        came[one.came] += 1
    shown = dict.fromkeys(CAME) if hide_total(len(returns)) is None else hide_small(came)
    times = [one.offered for one in returns if one.offered]
    late = times.count(LATE)
    timely = None not in shown.values() and not hidden_rows({LATE: (late, len(times) - late)})
    talks = [one.themes for one in returns if one.state == State.HELD]
    held = None if None in (shown[BY_ONE], shown[BY_OTHER]) else hide_total(len(talks))
    themes = {label: sum(why in told for told in talks) for why, label in WHYS.items()}
    hidden = hidden_rows({what: (n, len(talks) - n) for what, n in themes.items()})
    return Quarter(
        total=hide_total(len(gone)),
        children=hide_total(len(set(gone))),
        returns=hide_total(len(returns)),
        offers={IN_TIME: len(times) - late, LATE: late} if timely else dict.fromkeys(OFFERS),
        came=shown,
        held=held,
        themes={what: None if held is None or what in hidden else n for what, n in themes.items()},
    )
