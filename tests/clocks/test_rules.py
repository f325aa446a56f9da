"""Working days, months and ages, as the law and the agreement count them. No database."""

from datetime import date

import pytest

from homeward.clocks.rules import age_on, bank_holidays, months_after, working_days_after


def weekdays(days):
    return {day for day in days if day.weekday() < 5}


def test_bank_holidays_of_england_as_published():
    """Published on gov.uk for England and Wales: 2026 and 2027. Weekend days never count anyway."""
    assert weekdays(bank_holidays(2026)) == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    }
    assert weekdays(bank_holidays(2027)) == {
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
    }


@pytest.mark.parametrize(
    ("day", "count", "limit"),
    [
        (date(2026, 11, 23), 2, date(2026, 11, 25)),
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 2, date(2026, 12, 30)),
    ],
)
def test_limit_counts_working_days_only(day, count, limit):
    assert working_days_after(day, count) == limit


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 5, 3), 12), (date(2026, 5, 4), 13), (date(2027, 5, 3), 13)]
)
def test_age_changes_on_the_birthday(day, age):
    assert age_on(day, date(2013, 5, 4)) == age
