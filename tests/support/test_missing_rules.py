"""Whether a child is missing, how an interview stands, and what cannot have been. No database."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import Due, Limit, Unit
from homeward.support import rules
from homeward.support.rules import Event, Happened, Said, State


GONE, FOUND, DIED = Happened.WENT_MISSING, Happened.FOUND, Happened.DIED
MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
EVENING, NIGHT = time(18), time(23)


@pytest.mark.parametrize(
    ("events", "since"),
    [
        ([], None),
        ([(GONE, MONDAY, None)], 0),
        ([(GONE, MONDAY, None), (FOUND, MONDAY, None)], None),
        ([(GONE, MONDAY, NIGHT), (FOUND, TUESDAY, None)], None),
        ([(GONE, MONDAY, EVENING), (FOUND, MONDAY, NIGHT)], None),
        # Written down the other way round: the times say what came first.
        ([(FOUND, MONDAY, NIGHT), (GONE, MONDAY, EVENING)], None),
        ([(FOUND, MONDAY, EVENING), (GONE, MONDAY, NIGHT)], 1),
        # Nobody knows the time of one of them: what was written later came later.
        ([(FOUND, MONDAY, EVENING), (GONE, MONDAY, None)], 1),
        ([(GONE, MONDAY, NIGHT), (FOUND, MONDAY, None)], None),
        # Reported twice: missing since the first.
        ([(GONE, MONDAY, EVENING), (GONE, MONDAY, NIGHT)], 0),
        # Found once and gone again.
        ([(GONE, MONDAY, EVENING), (FOUND, MONDAY, NIGHT), (GONE, TUESDAY, None)], 2),
        ([(GONE, MONDAY, None), (Happened.RETURNED_HOME, TUESDAY, None)], 0),
        ([(GONE, MONDAY, None), (DIED, TUESDAY, None)], None),
    ],
)
def test_child_is_missing_until_a_found_follows(events, since):
    held = [Event(*event, number) for number, event in enumerate(events)]

    assert rules.missing_since(held) == (None if since is None else held[since])


DAYS = st.dates(MONDAY, MONDAY + timedelta(days=2))
TIMES = st.none() | st.sampled_from([EVENING, NIGHT])
EVENTS = st.lists(st.tuples(st.sampled_from([GONE, FOUND]), DAYS, TIMES), max_size=4)


@given(EVENTS)
def test_in_which_order_events_are_read_changes_nothing(events):
    held = [Event(*event, number) for number, event in enumerate(events)]

    said = {rules.missing_since(read) for read in permutations(held)}

    assert len(said) == 1


@given(EVENTS)
def test_who_is_found_after_all_of_it_is_not_missing(events):
    held = [Event(*event, number) for number, event in enumerate(events)]

    assert rules.missing_since([*held, Event(FOUND, MONDAY + timedelta(days=3), None, 99)]) is None


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ([], State.TO_OFFER),
        ([State.DECLINED], State.DECLINED),
        ([State.DECLINED, State.TO_HOLD], State.TO_HOLD),
        ([State.TO_HOLD, State.NOT_HELD], State.NOT_HELD),
        ([State.NOT_HELD, State.TO_HOLD], State.TO_HOLD),
        ([State.HELD, State.DECLINED], State.HELD),
    ],
)
def test_what_was_written_last_says_how_far_it_is_but_a_talk_stays_a_talk(written, state):
    assert rules.state(written) == state


BEGAN = datetime(2026, 10, 5, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("offered", "now", "said"),
    [
        (None, 71, "To be offered in time"),
        (None, 72, "To be offered in time"),
        (None, 72.5, "less than an hour late"),
        (None, 74, "2 hours late"),
        (None, 122, "2 days late"),
        (71, 200, "Offered in time"),
        (73, 200, "Offered 1 hour late"),
        (72 + 24 * 5, 400, "Offered 5 days late"),
    ],
)
def test_how_the_offer_stands_is_said_by_how_much(offered, now, said):
    due = Limit(72, Unit.HOURS).due(BEGAN)

    told = rules.how_it_stands(
        due,
        BEGAN + timedelta(hours=now),
        None if offered is None else BEGAN + timedelta(hours=offered),
    )

    assert told == said


def test_of_a_limit_in_days_it_is_said_by_days():
    due = Limit(1, Unit.DAYS).due(BEGAN)

    assert rules.how_it_stands(due, BEGAN + timedelta(days=3), None) == "2 days late"


@pytest.mark.parametrize(
    ("said", "due", "by"),
    [
        (Said.ACCEPTS, date(2026, 10, 8), date(2026, 10, 8)),
        (Said.ACCEPTS, date(2026, 10, 4), date(2026, 10, 6)),  # over: the next working day
        (Said.ACCEPTS, None, date(2026, 10, 6)),
        (Said.LATER, date(2026, 10, 8), date(2026, 10, 12)),
    ],
)
def test_talk_is_held_in_the_same_limit_or_the_next_working_day_or_in_a_week(said, due, by):
    assert rules.hold_by(said, Due(due) if due else None, MONDAY) == by


NOW = datetime(2026, 10, 6, 12)


@pytest.mark.parametrize(
    ("kind", "at", "reason"),
    [
        (FOUND, datetime(2026, 10, 5, 23, 30), None),
        (FOUND, datetime(2026, 10, 5, 23), None),
        (FOUND, datetime(2026, 10, 5, 22, 59), "found at 23:00"),
        (FOUND, datetime(2026, 10, 4, 23, 30), "found on 5 October 2026"),
        (FOUND, datetime(2026, 10, 6, 12, 1), "still to come"),
        (GONE, datetime(2026, 10, 6, 9), "after a child was found"),
    ],
)
def test_offer_is_recorded_unless_it_cannot_have_been(kind, at, reason):
    answer = rules.may_have_been_offered(kind, MONDAY, NIGHT, at, NOW)

    assert bool(answer) is (reason is None)
    assert reason is None or (reason in answer.reason and answer.instead)


@pytest.mark.parametrize(
    ("kind", "on", "held_on", "reason"),
    [
        (FOUND, MONDAY, None, None),
        (FOUND, date(2026, 10, 4), None, "found on 5 October 2026"),
        (FOUND, date(2026, 10, 7), None, "still to come"),
        (FOUND, TUESDAY, MONDAY, "was held on 5 October 2026"),
        (GONE, TUESDAY, None, "after a child was found"),
    ],
)
def test_talk_is_recorded_unless_it_cannot_have_been(kind, on, held_on, reason):
    answer = rules.may_have_been_held(kind, MONDAY, on, TUESDAY, held_on)

    assert bool(answer) is (reason is None)
    assert reason is None or (reason in answer.reason and answer.instead)


@pytest.mark.parametrize(
    ("kind", "held_on", "allowed"),
    [(FOUND, None, True), (FOUND, MONDAY, False), (GONE, None, False)],
)
def test_what_was_held_is_not_said_not_to_have_been(kind, held_on, allowed):
    assert bool(rules.may_not_have_been_held(kind, held_on)) is allowed


@given(EVENTS)
def test_times_away_agree_with_who_is_missing_now(events):
    held = [Event(*event, number) for number, event in enumerate(events)]

    times = rules.away(held)

    going_on = [went for went, found in times if found is None]
    since = rules.missing_since(held)
    assert going_on == ([since] if since else [])
    for went, found in times:
        assert went.kind == GONE
        assert found is None or (found.kind == FOUND and found.follows(went))


def test_reported_twice_is_one_time_away():
    gone, again = Event(GONE, MONDAY, EVENING, 0), Event(GONE, MONDAY, NIGHT, 1)
    found = Event(FOUND, TUESDAY, None, 2)

    assert rules.away([again, found, gone]) == [(gone, found)]


def test_nobody_is_away_after_a_death():
    gone, died = Event(GONE, MONDAY, None, 0), Event(DIED, TUESDAY, None, 1)

    assert rules.away([gone, died]) == [(gone, died)]
