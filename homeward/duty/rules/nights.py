"""What was done overnight: written down by duty, and waiting at nine for every team that works with the child.

Nine o'clock, and the next working day, are practice (PRACTICE, C 22); no law sets them. What happened is never
refused to somebody who knows it: see docs/explanation/gate-decisions-never-events.md.
"""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import is_working_day, working_days_after


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

MORNING = time(9)


def next_morning(moment: datetime) -> date:
    """The day on which it waits at nine: what is written at nine or later waits on the next working day. `moment` in
    local time."""
    day = moment.date()
    if is_working_day(day) and moment.time() < MORNING:
        return day
    return working_days_after(day, 1)


def may_write_night(knows: Answer, *, told: int) -> Answer:
    """`knows`: reads the card, or had it open not long ago. `told`: how many teams will have it."""
    if not knows:
        return knows
    if not told:
        return refuse(
            "no team works with this child, so nobody would be told",
            "Phone the duty manager, and record what happened on the child’s page.",
        )
    return allow("what was done is recorded by whoever did it")


def may_take_over(worker: "WorkerOnDay", team_id: int, *, taken_by: str) -> Answer:
    if taken_by:
        return refuse(f"{taken_by} has taken it over already")
    if team_id in worker.team_ids:
        return allow("your team was told")
    return refuse("another team was told", "Your own team has its own, on its day.")
