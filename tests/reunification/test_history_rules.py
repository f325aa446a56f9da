"""Where a child was when: worked out from days, however late and in whatever order they were told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import Duty, Limit, Unit
from homeward.partnership.rules import Function
from homeward.reunification.rules import (
    Earlier,
    Lived,
    Looked,
    Move,
    Spell,
    Status,
    earlier_returns,
    law_of_return,
    may_check,
    may_have_been,
    may_look_back,
    next_check,
    next_visit,
    spell_of_plan,
    spells,
    visits_until,
)


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)


def told(number: int) -> datetime:
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)


def home(on: int, at: int | None = None) -> Move:
    return Move(True, day(on), told(on if at is None else at))


def care(on: int, at: int | None = None) -> Move:
    return Move(False, day(on), told(on if at is None else at))


MOVES = st.lists(
    st.builds(
        Move,
        home=st.booleans(),
        on=st.integers(0, 40).map(day),
        told_at=st.integers(0, 60).map(told),
    ),
    max_size=8,
)


@given(MOVES, st.randoms())
def test_order_in_which_things_are_told_changes_nothing(moves, random):
    shuffled = list(moves)
    random.shuffle(shuffled)

    assert spells(shuffled) == spells(moves)


@given(MOVES)
def test_spells_at_home_never_overlap(moves):
    found = spells(moves)

    for spell, following in zip(found, found[1:], strict=False):
        assert spell.back_on is not None
        assert spell.home_on <= spell.back_on <= following.home_on


@pytest.mark.parametrize(
    ("moves", "begun", "spell"),
    [
        ([care(1)], 5, None),
        ([care(1), home(20)], 5, Spell(day(20))),
        ([care(1), home(20), care(30)], 5, Spell(day(20), day(30), told(30))),
        ([care(1), home(20), care(30), home(35)], 5, Spell(day(35))),
        ([home(3)], 5, Spell(day(3))),
        ([care(1), home(20), care(30)], 31, None),
        ([care(1), home(20), care(28, at=33)], 31, None),
    ],
)
def test_plan_has_the_last_time_at_home_of_its_own(moves, begun, spell):
    assert spell_of_plan(moves, told(begun), day(begun)) == spell


def test_plan_begun_on_the_day_of_coming_back_has_nothing_to_do_with_the_time_before():
    moves = [care(1), home(20), Move(False, day(30), told(30))]

    before = spell_of_plan(moves, told(30) - timedelta(hours=1), day(30))
    after = spell_of_plan(moves, told(30) + timedelta(hours=1), day(30))

    assert before == Spell(day(20), day(30), told(30))
    assert after is None


def test_what_comes_after_a_plan_ended_is_not_its_own():
    assert spell_of_plan([care(1), home(20)], told(5), day(5), day(10)) is None


PERIODS = [Looked(day(0), day(50), "E4A"), Looked(day(120), None, "")]


def test_earlier_return_from_the_record_of_care_says_how_it_came_out():
    (one,) = earlier_returns(PERIODS, [], [])

    assert one == Earlier(day(50), True, day(120), "the council’s record of care")
    assert one.in_words == "Came home, planned; back in care after 2 months"


def test_return_that_two_sources_tell_is_one():
    found = earlier_returns(PERIODS, [], [Spell(day(51), day(118)), Spell(day(200))])

    assert [one.home_on for one in found] == [day(50), day(200)]
    assert "no coming back" in found[1].in_words


def test_living_with_parents_under_an_order_is_a_return_too():
    lived = [Lived(day(10), day(40), "P1"), Lived(day(40), None, "U6")]

    (one,) = earlier_returns([Looked(day(0), None, "")], lived, [])

    assert (one.home_on, one.back_on) == (day(10), day(40))
    assert "after 30 days" in one.in_words


def test_adoption_is_no_return_home():
    assert earlier_returns([Looked(day(0), day(50), "E12")], [], []) == []


LIMITS = {
    Duty.HOME_VISIT_FIRST: Limit(1, Unit.WEEKS),
    Duty.HOME_VISIT_NEXT: Limit(2, Unit.WEEKS),
    Duty.HOME_VISIT_LATER: Limit(1, Unit.MONTHS),
}


@pytest.mark.parametrize(
    ("seen", "promised", "by"),
    [
        (None, None, date(2026, 1, 12)),
        (date(2026, 1, 2), None, date(2026, 1, 12)),  # before coming home: counts for nothing
        (date(2026, 1, 20), None, date(2026, 1, 27)),
        (date(2026, 2, 4), None, date(2026, 2, 11)),  # the last day of the first month
        (date(2026, 2, 5), None, date(2026, 2, 19)),  # the second month
        (date(2026, 4, 5), None, date(2026, 5, 5)),  # the fourth
        (date(2026, 6, 20), None, None),  # six months are over
        (
            date(2026, 6, 20),
            date(2026, 9, 1),
            date(2026, 7, 20),
        ),  # and support was promised for longer
    ],
)
def test_visits_follow_the_schedule(seen, promised, by):
    home_on = date(2026, 1, 5)

    assert next_visit(home_on, seen, promised, lambda duty, on: LIMITS[duty]) == by


def test_visits_are_asked_for_six_months_from_a_month_end():
    assert visits_until(date(2025, 8, 31), None) == date(2026, 2, 28)
    assert visits_until(date(2025, 8, 31), date(2026, 1, 1)) == date(2026, 2, 28)


def test_missed_check_is_done_late_and_not_left_out():
    assert next_check(frozenset()) == 1
    assert next_check(frozenset({1, 6})) == 3
    assert next_check(frozenset({1, 3, 6, 12, 24})) is None


@pytest.mark.parametrize(
    ("months", "home_on", "done", "on", "allowed"),
    [
        (1, day(0), frozenset(), day(30), True),
        (2, day(0), frozenset(), day(30), False),
        (1, None, frozenset(), day(30), False),
        (1, day(0), frozenset({1}), day(30), False),
        (1, day(0), frozenset(), day(-1), False),
        (1, day(0), frozenset(), day(41), False),
    ],
)
def test_check_is_what_can_have_been_found(months, home_on, done, on, allowed):
    assert bool(may_check(months, home_on, done, on, today=day(40))) is allowed


def test_what_is_told_can_have_been():
    born = date(2013, 5, 4)

    assert may_have_been(day(3), born, day(3))
    assert "still to come" in may_have_been(day(4), born, day(3)).reason
    assert "not born yet" in may_have_been(date(2012, 5, 4), born, day(3)).reason


def test_looking_back_is_once_and_when_a_child_is_back():
    assert may_look_back(back=True, done=False)
    assert not may_look_back(back=True, done=True)
    assert not may_look_back(back=False, done=False)


@pytest.mark.parametrize(
    ("code", "age", "status", "function"),
    [
        ("C1", 9, Status.INTERIM_ORDER, Function.RETURN_HOME),
        ("C2", 17, Status.ORDER, Function.RETURN_HOME),
        ("V2", 15, Status.ACCOMMODATED, Function.RETURN_HOME),
        ("V2", 16, Status.ACCOMMODATED, Function.RETURN_AT_16),
        ("J1", 16, Status.OTHER, Function.RETURN_HOME),
        (None, 9, Status.UNKNOWN, Function.RETURN_HOME),
    ],
)
def test_who_approves_follows_from_the_legal_status_and_the_age(code, age, status, function):
    law = law_of_return(code, age)

    assert (law.status, law.function) == (status, function)
    assert bool(law.visits) is (status in (Status.INTERIM_ORDER, Status.ORDER))
