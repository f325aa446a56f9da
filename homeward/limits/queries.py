"""Which time limit holds on a day: what the partnership agreed, or else the law's."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from homeward.clocks.rules import LIMITS, Duty, Limit, TimeLimit, in_force
from homeward.limits.models import LocalLimit
from homeward.limits.rules import WATCHED, may_be_agreed


def limit_on(partnership_id: int, duty: Duty, day: date) -> Limit | None:
    """For what began that day; None where there was none."""
    return limits_of([partnership_id], duty)(partnership_id, day)


def limits_of(partnership_ids: Collection[int], duty: Duty) -> Callable[[int, date], Limit | None]:
    """The same for many days, of which one asks afterwards: one query."""
    agreed = list(LocalLimit.objects.filter(partnership_id__in=partnership_ids, duty=duty))

    def held(partnership_id: int, day: date) -> Limit | None:
        law = in_force(duty, day)
        if law is None:
            return None
        for line in agreed:
            if line.partnership_id == partnership_id and line.holds_on(day):
                # The law may have grown stricter since it was agreed.
                return line.limit if may_be_agreed(law, line.limit) else law.limit
        return law.limit

    return held


@dataclass(frozen=True)
class Line:
    """A limit as the page shows it. `agreed`: what holds today beside the law, and what follows. `watched`:
    whether anything here runs by it."""

    law: TimeLimit
    agreed: Sequence[LocalLimit]

    @property
    def watched(self) -> bool:
        return self.law.duty in WATCHED


def lines(partnership_id: int, day: date) -> list[Line]:
    """Every limit in force: one query."""
    held: dict[str, list[LocalLimit]] = defaultdict(list)
    for local in LocalLimit.objects.filter(partnership_id=partnership_id):
        if local.end is None or local.end > day:
            held[local.duty].append(local)
    return [Line(law, held[law.duty]) for law in LIMITS if law.holds_on(day)]
