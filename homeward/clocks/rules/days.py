"""Time limits counted as the law and the agreement count them.

A working day is Monday to Friday and not a bank holiday in England and Wales (Bank Holidays Act 1971 and
proclamations; the days themselves come from the `holidays` library, checked in the tests against the
published list for two years).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The last day of a limit of `count` working days: the first working day after `day` counts one."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@dataclass(frozen=True)
class Stop:
    """Time in which a clock stood still; `until` is None while it still does."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """A limit in working days. What comes on a day off, or at the cut-off hour or later, counts as received
    on the next working day. The days after a stop began, up to the day it ended, are not counted.

    Moments are in local time: the caller knows the time zone.
    """

    days: int
    cut_off: time | None = None

    def counts_as(self, received: datetime) -> date:
        day = received.date()
        in_time = self.cut_off is None or received.time() < self.cut_off
        return day if is_working_day(day) and in_time else working_days_after(day, 1)

    def due(self, received: datetime, stops: Sequence[Stop] = ()) -> date | None:
        """The last day of the limit; None while the clock stands still before it was reached."""
        day, left = self.counts_as(received), self.days
        while left > 0:
            day = working_days_after(day, 1)
            covering = [stop for stop in stops if stop.since.date() < day]
            if any(stop.until is None for stop in covering):
                return None
            ends = [self.counts_as(stop.until) for stop in covering if stop.until is not None]
            left -= all(end < day for end in ends)
        return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after `first`, up to and with `last`."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (31 January and one month: 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def quarter_of(day: date) -> tuple[date, date]:
    """The first day of its quarter and the last: January to March, and so on."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return first, months_after(first, 3) - timedelta(days=1)


def last_quarters(today: date, count: int) -> list[tuple[date, date]]:
    """The newest first; the first of them is not over yet."""
    first, _ = quarter_of(today)
    return [quarter_of(months_after(first, -3 * number)) for number in range(count)]


def age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
