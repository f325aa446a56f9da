"""Time limits counted as the law and the agreement count them.

A working day is Monday to Friday and not a bank holiday in England and Wales (Bank Holidays Act 1971 and
proclamations; the days themselves come from the `holidays` library, checked in the tests against the
published list for two years).
"""

from datetime import date, timedelta
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


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (31 January and one month: 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
