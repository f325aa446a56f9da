"""The licence under which the answers of an SDQ may be entered one by one: who keeps it, and from when to when.

© Youthinmind: an electronic version is made with leave alone.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Held
from homeward.partnership.rules.roles import LEADING
from homeward.partnership.rules.workers import may_by_role


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


def may_keep_licences(worker: "WorkerOnDay", partnership_id: int) -> Answer:
    return may_by_role(
        worker,
        partnership_id,
        LEADING,
        otherwise=refuse(
            "a head of service or director writes down licences",
            "Give them the paper: who holds it, its number, and its days.",
        ),
    )


def may_hold(start: date, end: date | None, others: Iterable[Held]) -> Answer:
    """`end`: the first day on which it does not hold. Never two at a time."""
    if end is not None and end <= start:
        return refuse("it ends before it begins", "Look at both days.")
    for other in others:
        begins_in_time = other.end is None or start < other.end
        if begins_in_time and (end is None or other.start < end):
            return refuse(
                f"another licence holds from {_day(other.start)}"
                + (f" until {_day(other.end)}" if other.end else ""),
                "End that one first, or choose other days.",
            )
    return allow("no other licence holds in these days")


def may_end(licence: Held, on: date) -> Answer:
    if licence.end is not None and licence.end <= on:
        return refuse(f"it ends on {_day(licence.end)} already", "Choose an earlier day.")
    if on <= licence.start:
        return refuse(
            f"it began on {_day(licence.start)}, and under it answers may have been entered",
            "Choose a later day.",
        )
    return allow("it holds until that day")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
