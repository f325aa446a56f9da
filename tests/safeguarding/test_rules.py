"""When a status can have held, ended and been looked at again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import Duty
from homeward.safeguarding import rules
from homeward.safeguarding.rules import Held


BORN, TODAY = date(2013, 5, 4), date(2026, 11, 23)
MARCH, JUNE, AUGUST = date(2026, 3, 3), date(2026, 6, 3), date(2026, 8, 3)


@pytest.mark.parametrize(
    ("start", "end", "others", "allowed"),
    [
        (MARCH, None, [], True),
        (MARCH, JUNE, [], True),
        (MARCH, JUNE, [Held(JUNE, None)], True),
        (JUNE, None, [Held(MARCH, JUNE)], True),
        (JUNE, None, [Held(MARCH, AUGUST)], False),
        (MARCH, None, [Held(JUNE, AUGUST)], False),
        (MARCH, MARCH, [], False),
        (JUNE, MARCH, [], False),
        (BORN, None, [], True),
        (BORN - timedelta(days=1), None, [], False),
        (TODAY, None, [], True),
        (TODAY + timedelta(days=1), None, [], False),
        (MARCH, TODAY + timedelta(days=1), [], False),
    ],
)
def test_status_holds_once_at_a_time_in_the_childs_life(start, end, others, allowed):
    answer = rules.may_hold(start, end, BORN, TODAY, others)

    assert bool(answer) is allowed
    assert allowed or answer.instead


DAYS = st.dates(BORN, TODAY)
PERIODS = st.tuples(DAYS, st.none() | DAYS)


@given(PERIODS, PERIODS)
def test_what_the_rule_lets_hold_shares_no_day_with_another(one, other):
    held = Held(*other)
    if held.end is not None and held.end <= held.start:
        return

    answer = rules.may_hold(*one, BORN, TODAY, [held])

    first, last = max(one[0], held.start), min(one[1] or date.max, held.end or date.max)
    assert not (answer and first < last)


@pytest.mark.parametrize(
    ("end", "on", "last", "allowed"),
    [
        (None, JUNE, None, True),
        (None, JUNE, JUNE, True),
        (None, JUNE, AUGUST, False),
        (None, MARCH, None, False),
        (AUGUST, JUNE, None, False),
        (None, TODAY + timedelta(days=1), None, False),
    ],
)
def test_status_ends_once_after_all_that_is_known_of_it(end, on, last, allowed):
    assert bool(rules.may_end(MARCH, end, on, TODAY, last)) is allowed


@pytest.mark.parametrize(
    ("end", "on", "known", "allowed"),
    [
        (None, JUNE, [], True),
        (JUNE, JUNE, [], True),
        (JUNE, AUGUST, [], False),
        (None, MARCH, [], False),
        (None, JUNE, [JUNE], False),
        (None, TODAY + timedelta(days=1), [], False),
    ],
)
def test_conference_or_category_is_of_a_day_on_which_the_plan_held(end, on, known, allowed):
    assert bool(rules.may_add_to_plan(MARCH, end, on, TODAY, known)) is allowed


def test_first_review_runs_from_the_first_conference_and_later_ones_from_the_last():
    first = rules.next_review(MARCH, [])
    later = rules.next_review(MARCH, [AUGUST, JUNE])

    assert first == (Duty.PROTECTION_REVIEW_FIRST, MARCH)
    assert later == (Duty.PROTECTION_REVIEW, AUGUST)


def test_end_is_given_with_how_it_ended_and_a_plan_with_why_there_is_one():
    assert not rules.may_end_with("  ")
    assert not rules.may_categorise([])
