"""What both boards are told of children who were missing: counts, of which none is small enough to point to one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from homeward.analysis.disclosure import SMALLEST_SHOWN
from homeward.clocks.rules import Standing
from homeward.support.queries.missing_counts import counted_in
from homeward.support.rules import WHYS, Happened, State, Why
from homeward.support.rules import missing_counts as rules
from homeward.support.rules.missing_counts import (
    BY_ONE,
    BY_OTHER,
    IN_TIME,
    LATE,
    OVER,
    STILL,
    Return,
)
from tests.support.making import happen, held, offered


COUNTS = reverse("support:missing_counts")


@pytest.mark.parametrize(
    ("standing", "state", "offered", "came"),
    [
        (Standing.IN_TIME, State.HELD, IN_TIME, BY_OTHER),
        (Standing.DONE_LATE, State.DECLINED, LATE, State.DECLINED.value),
        (Standing.RUNNING, State.TO_OFFER, None, STILL),
        (Standing.LATE, State.TO_OFFER, None, OVER),
        (Standing.LATE, State.NOT_HELD, None, State.NOT_HELD.value),
    ],
)
def test_each_return_is_counted_once_by_what_came_of_it(standing, state, offered, came):
    counted = Return(standing, state)

    assert (counted.offered, counted.came) == (offered, came)


RETURNS = st.lists(
    st.builds(
        Return,
        st.sampled_from([Standing.IN_TIME, Standing.DONE_LATE, Standing.RUNNING, Standing.LATE]),
        st.sampled_from(State),
        st.booleans(),
        st.lists(st.sampled_from(Why), max_size=3, unique=True).map(tuple),
    ),
    max_size=30,
)


def may_be_told(count):
    return count is None or not 0 < count < SMALLEST_SHOWN


@given(RETURNS)
def test_no_small_number_of_returns_is_told(returns):
    quarter = rules.counted([], returns)

    counts = [*quarter.offers.values(), *quarter.came.values()]
    assert all(map(may_be_told, counts))
    rest = len(returns) - sum(filter(None, quarter.came.values()))
    assert may_be_told(rest) or quarter.returns is None
    assert quarter.returns is not None or not any(counts)


@given(RETURNS)
def test_no_sum_of_lines_is_told_of_which_a_line_is_hidden(returns):
    quarter = rules.counted([], returns)

    if None in (quarter.came[BY_ONE], quarter.came[BY_OTHER]):
        assert (quarter.held, *quarter.themes.values()) == (None, *[None] * len(WHYS))
    if None in quarter.came.values():
        assert set(quarter.offers.values()) == {None}


@given(RETURNS)
def test_theme_tells_neither_few_of_whom_it_is_true_nor_few_of_whom_it_is_not(returns):
    quarter = rules.counted([], returns)

    talks = sum(one.state == State.HELD for one in returns)
    for count in quarter.themes.values():
        assert count is None or not 0 < count < SMALLEST_SHOWN
        assert count is None or not 0 < talks - count < SMALLEST_SHOWN


def test_of_few_children_who_went_often_the_children_stay_hidden():
    quarter = rules.counted([1, 1, 1, 2, 2, 2], [])

    assert (quarter.total, quarter.children) == (6, None)


def test_what_happened_in_the_quarter_is_counted_with_what_came_of_it(cast):
    episode, today = cast.episode(), localdate()
    for _ in range(SMALLEST_SHOWN):
        happen(episode, Happened.WENT_MISSING, cast.robin)
        found = happen(episode, Happened.FOUND, cast.robin)
        offered(found, at=found.moment, by=cast.sam)
        held(found, by=cast.sam, themes=[Why.LOW])
    happen(episode, Happened.WENT_MISSING, cast.robin, on=today - timedelta(days=400))

    quarter = counted_in(cast.partnership.pk, today - timedelta(days=1), today)

    assert (quarter.total, quarter.children, quarter.returns) == (5, None, 5)
    assert quarter.offers[IN_TIME] == 5
    assert quarter.came[rules.BY_ONE] == 5
    assert quarter.themes[WHYS[Why.LOW]] == 5


def test_another_partnerships_children_are_not_counted(cast):
    happen(cast.episode(), Happened.WENT_MISSING, cast.robin)
    today = localdate()

    quarter = counted_in(cast.elsewhere.partnership_id, today, today)

    assert quarter.total == 0


def test_counting_takes_as_many_queries_for_many_as_for_one(cast, django_assert_max_num_queries):
    episode, today = cast.episode(), localdate()
    for _ in range(7):
        happen(episode, Happened.WENT_MISSING, cast.robin)
        held(happen(episode, Happened.FOUND, cast.robin), by=cast.sam)

    with django_assert_max_num_queries(5):
        quarter = counted_in(cast.partnership.pk, today, today)

    assert quarter.held == 7


@pytest.mark.parametrize(
    ("who", "status"),
    [("morgan", 200), ("jo", 200), ("robin", 403), ("kit", 403), ("stranger", 403)],
)
def test_boards_and_who_counts_for_them_read_it(cast, as_worker, who, status):
    happen(cast.episode(), Happened.WENT_MISSING, cast.robin)

    answer = as_worker(getattr(cast, who)).get(COUNTS)

    assert answer.status_code == status
    assert "Sampleton" not in answer.content.decode()


def test_file_holds_what_the_page_shows(cast, as_worker):
    happen(cast.episode(), Happened.WENT_MISSING, cast.robin)
    client = as_worker(cast.morgan)
    this = client.get(COUNTS).context["form"].fields["quarter"].choices[0][0]

    page = client.get(COUNTS, {"quarter": this})
    file = client.get(COUNTS, {"quarter": this, "as": "csv"}).content.decode()

    assert "Few" in page.content.decode()
    assert "Times that a child went missing" in file
    assert f"fewer than {SMALLEST_SHOWN}" in file
