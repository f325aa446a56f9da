"""Hours agreed by phase, with dates, against what was given: on the plan and on the team page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from homeward.support import actions, queries, rules
from homeward.support.rules import Phase, Step
from tests.support.making import address, in_days, write_visit


MONDAY = date(2026, 10, 5)


def days(count: int) -> date:
    return MONDAY + timedelta(days=count)


CRISIS = (Phase.CRISIS, Step(MONDAY, days(7), 14))
INTENSIVE = (Phase.INTENSIVE, Step(days(7), None, 7))


@pytest.mark.parametrize(
    ("today", "agreed"),
    [
        (0, [2.0, None]),  # the first day counts
        (6, [14.0, None]),
        (7, [14.0, 1.0]),
        (13, [14.0, 7.0]),
    ],
)
def test_hours_are_agreed_for_the_days_that_have_been(today, agreed):
    lines = rules.by_phase([CRISIS, INTENSIVE], [], days(today))

    assert [line.agreed for line in lines] == agreed


def test_visit_counts_in_the_phase_of_its_day():
    visits = [(days(6), 60), (days(7), 90), (days(8), None)]

    crisis, intensive = rules.by_phase([CRISIS, INTENSIVE], visits, days(8))

    assert (crisis.given, crisis.visits, crisis.short) == (1.0, 1, True)
    assert (intensive.given, intensive.visits, intensive.untimed) == (1.5, 2, 1)
    assert not intensive.short  # one visit says not how long it was


@given(
    st.lists(st.tuples(st.integers(-5, 40), st.none() | st.integers(1, 300)), max_size=20),
    st.integers(0, 30),
)
def test_no_visit_is_counted_in_two_phases(visits, today):
    dated = [(days(on), minutes) for on, minutes in visits]

    lines = rules.by_phase([CRISIS, INTENSIVE], dated, days(today))

    assert sum(line.visits for line in lines) == sum(0 <= on <= today for on, _ in visits)


def agree(episode, by, phase, hours, from_day):
    actions.set_intensity(
        episode,
        phase=phase,
        hours_a_week=Decimal(hours),
        because="We agreed it.",
        from_day=from_day,
        by=by,
    )


def test_plan_shows_each_phase_with_those_to_come(cast, as_worker):
    episode = cast.episode()
    agree(episode, cast.robin, Phase.CRISIS, 14, localdate())
    agree(episode, cast.robin, Phase.INTENSIVE, 7, in_days(7))
    write_visit(episode, by=cast.robin, minutes=60)

    for name in ("episode", "progress"):
        page = as_worker(cast.robin).get(address(name, episode.pk)).content.decode()
        assert "Crisis" in page
        assert "To come" in page
    assert [line.given for line in queries.phases(episode, localdate())] == [1.0, 0]


def test_team_page_shows_the_last_whole_week_and_asks_no_more_for_many(
    cast, as_worker, django_assert_max_num_queries
):
    today = localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    with travel(monday, tick=False):
        first = cast.episode()
        agree(first, cast.robin, Phase.INTENSIVE, 7, localdate())
        write_visit(first, by=cast.robin, minutes=90)
    client, there = as_worker(cast.kit), reverse("support:team")
    client.get(there)
    with django_assert_max_num_queries(60) as _:
        page = client.get(there).content.decode()

    assert "1.5 of 7" in page
