"""Limits of every unit, every limit of the register by its worked examples, and how one stands. No database."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import (
    LIMITS,
    Due,
    Duty,
    Limit,
    Standing,
    Stop,
    Unit,
    in_force,
    standing,
)


LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=LONDON)


@pytest.mark.parametrize("limit", LIMITS, ids=[limit.duty for limit in LIMITS])
def test_limit_is_as_its_worked_examples_say(limit):
    worked = {
        example.why: limit.limit.due(example.began.replace(tzinfo=LONDON))
        for example in limit.examples
    }

    for example in limit.examples:
        due = worked[example.why]
        said = due.moment.replace(tzinfo=None) if due.moment else due.day
        assert said == example.due, example.why


def test_every_limit_has_examples_of_what_is_hard_to_count():
    hard = {
        Unit.WORKING_DAYS: {"over Christmas", "over Easter", "29 February counts"},
        Unit.WEEKS: {"over the New Year", "over 29 February"},
        Unit.DAYS: {"over the New Year", "over 29 February"},
        Unit.MONTHS: {"February ends it sooner", "from 29 February"},
        Unit.HOURS: {"the clocks go back, and it is 72 hours all the same"},
    }

    for limit in LIMITS:
        assert hard[limit.limit.unit] <= {example.why for example in limit.examples}, limit.duty


def test_every_duty_has_a_limit_and_never_two_at_once():
    for duty in Duty:
        lines = sorted((one for one in LIMITS if one.duty == duty), key=lambda one: one.start)
        assert lines, duty
        for line, later in zip(lines, lines[1:], strict=False):
            assert (line.end or date.max) <= later.start, duty


def test_what_began_before_a_limit_changed_keeps_the_limit_under_which_it_began():
    changed = date(2026, 12, 1)
    now = in_force(Duty.ASSESSMENT, changed - timedelta(days=1))
    shorter = replace(now, limit=Limit(30, Unit.WORKING_DAYS), start=changed)
    limits = [*(one for one in LIMITS if one != now), replace(now, end=changed), shorter]
    began = MONDAY  # a week before it changes, and it runs on after

    assert in_force(Duty.ASSESSMENT, began.date(), limits).limit == Limit(45, Unit.WORKING_DAYS)
    assert in_force(Duty.ASSESSMENT, changed, limits).limit == Limit(30, Unit.WORKING_DAYS)


def test_before_the_law_set_a_limit_there_is_none():
    assert in_force(Duty.PROCEEDINGS, date(2014, 4, 21)) is None
    assert in_force(Duty.PROCEEDINGS, date(2014, 4, 22)).limit == Limit(26, Unit.WEEKS)


def test_agreed_hour_after_which_a_day_counts_as_the_next():
    limit = Limit(2, Unit.WORKING_DAYS, cut_off=time(16))

    assert limit.due(MONDAY) == Due(date(2026, 11, 25))
    assert limit.due(MONDAY.replace(hour=16)) == Due(date(2026, 11, 26))


def test_stopped_limit_has_no_last_day_until_it_goes_on():
    limit = Limit(2, Unit.WORKING_DAYS, cut_off=time(16))
    asked = MONDAY + timedelta(days=1)

    assert limit.due(MONDAY, [Stop(asked)]) is None
    assert limit.due(MONDAY, [Stop(asked, asked + timedelta(days=2))]) == Due(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Limit(-1, Unit.WEEKS), "over before it begins"),
        (lambda: Limit(72, Unit.HOURS, cut_off=time(16)), "Only a limit in working days"),
        (lambda: Limit(6, Unit.WEEKS).due(MONDAY, [Stop(MONDAY)]), "is not stopped"),
    ],
)
def test_limit_that_makes_no_sense_says_why(make, said):
    with pytest.raises(ValueError, match=said):
        make()


LAST_DAY = Due(date(2026, 11, 25))
BY_TEN = Due(date(2026, 11, 26), datetime(2026, 11, 26, 10, tzinfo=LONDON))


@pytest.mark.parametrize(
    ("due", "now", "done", "stands"),
    [
        (LAST_DAY, (25, 23), None, Standing.RUNNING),
        (LAST_DAY, (26, 0), None, Standing.LATE),
        (LAST_DAY, (30, 9), (25, 23), Standing.IN_TIME),
        (LAST_DAY, (30, 9), (26, 0), Standing.DONE_LATE),
        (BY_TEN, (26, 10), None, Standing.RUNNING),
        (BY_TEN, (26, 11), None, Standing.LATE),
        (BY_TEN, (30, 9), (26, 11), Standing.DONE_LATE),
        (None, (30, 9), None, Standing.STOPPED),
        (None, (30, 9), (29, 9), Standing.IN_TIME),
    ],
)
def test_limit_is_due_or_late_or_done_or_stopped(due, now, done, stands):
    moment = datetime(2026, 11, *now, tzinfo=LONDON)
    when = datetime(2026, 11, *done, tzinfo=LONDON) if done else None

    assert standing(due, moment, when) == stands


moments = st.datetimes(datetime(2011, 4, 1), datetime(2035, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=LONDON)
)


@given(st.sampled_from(LIMITS), moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_what_begins_later_is_never_due_sooner(limit, began, later):
    first, second = limit.limit.due(began), limit.limit.due(began + later)

    assert began.date() <= first.day <= second.day
    assert first.is_met_by(began)
