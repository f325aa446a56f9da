"""After coming home: when somebody looks in, the checks, and looking back when a child is back in care.

Source: DOMAIN 2.3, the default schedule (inferred from practice, set by no law): every week in the first month, then
every two weeks, then every month for six months at least; checks after 1, 3, 6, 12 and 24 months. How often in each
part is a local limit (`clocks/limits.toml`); that the second part lasts until the third month is ours.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import Duty, Limit, months_after


CHECKS = (1, 3, 6, 12, 24)
VISITS_FOR = 6  # months, at least
FIRST_PART, SECOND_PART = 1, 3  # months
HOME_VISITS = (Duty.HOME_VISIT_FIRST, Duty.HOME_VISIT_NEXT, Duty.HOME_VISIT_LATER)


def visit_duty(home_on: date, day: date) -> Duty:
    """How often, by how long the child has been home that day."""
    if day < months_after(home_on, FIRST_PART):
        return Duty.HOME_VISIT_FIRST
    if day < months_after(home_on, SECOND_PART):
        return Duty.HOME_VISIT_NEXT
    return Duty.HOME_VISIT_LATER


def visits_until(home_on: date, promised: date | None) -> date:
    """Six months at least, and as long as support is promised."""
    least = months_after(home_on, VISITS_FOR)
    return max(least, promised) if promised else least


def next_visit(
    home_on: date,
    last_seen: date | None,
    promised: date | None,
    limit: Callable[[Duty, date], Limit | None],
) -> date | None:
    """By when somebody sees the child at home next; None when no more visit is asked for. `limit`: what holds for a
    duty on a day."""
    since = max(home_on, last_seen) if last_seen else home_on
    held = limit(visit_duty(home_on, since), since)
    if held is None:
        return None
    from_then = held.due(datetime.combine(since, time(12)))
    if from_then is None or from_then.day > visits_until(home_on, promised):
        return None
    return from_then.day


def check_due(home_on: date, months: int) -> date:
    return months_after(home_on, months)


def next_check(done: frozenset[int]) -> int | None:
    """The first that is not done: one that was missed is done late, not left out."""
    return next((months for months in CHECKS if months not in done), None)


def may_check(
    months: int, home_on: date | None, done: frozenset[int], on: date, today: date
) -> Answer:
    if home_on is None:
        return refuse("the child is not at home", "What happened is on the child’s page.")
    if months not in CHECKS:
        return refuse("there is no such check", "They are after 1, 3, 6, 12 and 24 months.")
    if months in done:
        return refuse("this check is done already")
    if on > today or on < home_on:
        return refuse("the day lies before coming home, or is still to come", "Look at the date.")
    return allow("what was found is recorded by whoever knows it")


def may_look_back(*, back: bool, done: bool) -> Answer:
    """When the child is back in care, once: what was learned. Not who was to blame."""
    if not back:
        return refuse("the child is not back in care")
    if done:
        return refuse("somebody looked back at it already")
    return allow("whoever works with the child looks back")
