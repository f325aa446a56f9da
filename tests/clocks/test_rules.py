"""Working days, months and ages, as the law and the agreement count them. No database."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import (
    Clock,
    Stop,
    age_on,
    bank_holidays,
    last_quarters,
    months_after,
    quarter_of,
    working_days_after,
    working_days_between,
)


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


# Each line is a worked example. Monday 23 November 2026 is an ordinary Monday; 25 and 28 December are
# bank holidays, 26 and 27 a weekend.
FOUR = time(16)


def at(day, hour, minute=0):
    return datetime(2026, *day, hour, minute)


@pytest.mark.parametrize(
    ("what", "received", "cut_off", "counts_as"),
    [
        ("in the morning", at((11, 23), 9), FOUR, date(2026, 11, 23)),
        ("a minute before the cut-off", at((11, 23), 15, 59), FOUR, date(2026, 11, 23)),
        ("at the cut-off", at((11, 23), 16), FOUR, date(2026, 11, 24)),
        ("late, where no hour is agreed", at((11, 23), 23), None, date(2026, 11, 23)),
        ("late on a Friday", at((11, 27), 16, 30), FOUR, date(2026, 11, 30)),
        ("on a Saturday morning", at((11, 28), 9), FOUR, date(2026, 11, 30)),
        ("on a bank holiday", at((12, 25), 9), FOUR, date(2026, 12, 29)),
        ("late on Christmas Eve", at((12, 24), 17), FOUR, date(2026, 12, 29)),
    ],
)
def test_what_comes_late_or_on_a_day_off_counts_as_the_next_working_day(
    what, received, cut_off, counts_as
):
    assert Clock(2, cut_off).counts_as(received) == counts_as, what


@pytest.mark.parametrize(
    ("what", "received", "stops", "due"),
    [
        ("nothing asked", at((11, 23), 10), [], date(2026, 11, 25)),
        ("received after the cut-off", at((11, 23), 17), [], date(2026, 11, 26)),
        ("over Christmas", at((12, 23), 10), [], date(2026, 12, 29)),
        (
            "asked the same day, answered two days later: two full days are left",
            at((11, 23), 10),
            [Stop(at((11, 23), 12), at((11, 25), 10))],
            date(2026, 11, 27),
        ),
        (
            "asked on the first day, answered after the cut-off: the answer counts as the next day's",
            at((11, 23), 10),
            [Stop(at((11, 24), 12), at((11, 25), 17))],
            date(2026, 11, 27),
        ),
        (
            "answered over a weekend",
            at((11, 26), 10),
            [Stop(at((11, 27), 9), at((11, 28), 9))],
            date(2026, 12, 1),
        ),
        (
            "asked and answered on one day stops nothing",
            at((11, 23), 10),
            [Stop(at((11, 24), 9), at((11, 24), 11))],
            date(2026, 11, 25),
        ),
        (
            "asked twice",
            at((11, 23), 10),
            [
                Stop(at((11, 23), 12), at((11, 24), 10)),
                Stop(at((11, 25), 9), at((11, 27), 9)),
            ],
            date(2026, 11, 30),
        ),
        ("asked and not answered", at((11, 23), 10), [Stop(at((11, 24), 9))], None),
        (
            "asked when it was late already",
            at((11, 23), 10),
            [Stop(at((11, 26), 9))],
            date(2026, 11, 25),
        ),
    ],
)
def test_stopped_time_is_not_counted(what, received, stops, due):
    assert Clock(2, FOUR).due(received, stops) == due, what


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 11, 23), date(2026, 11, 25), 2),
        (date(2026, 11, 27), date(2026, 11, 30), 1),
        (date(2026, 11, 27), date(2026, 11, 29), 0),
        (date(2026, 11, 25), date(2026, 11, 23), 0),
    ],
)
def test_working_days_between_two_days(first, last, count):
    assert working_days_between(first, last) == count


def test_quarters_begin_in_january_april_july_and_october():
    assert quarter_of(date(2026, 11, 3)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_of(date(2024, 2, 29)) == (date(2024, 1, 1), date(2024, 3, 31))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_last_quarters_follow_one_another_back_from_the_one_that_goes_on(today):
    quarters = last_quarters(today, 8)

    assert quarters[0][0] <= today <= quarters[0][1]
    for (first, _), (_, last) in pairwise(quarters):
        assert last == first - timedelta(days=1)
