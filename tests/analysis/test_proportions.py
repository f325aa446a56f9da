"""Shares, their intervals, and what is hidden because it is small. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.analysis.disclosure import SMALLEST_SHOWN, hidden_rows, hide_small
from homeward.analysis.proportions import Proportion


counts = st.integers(0, 400)


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        # Worked by hand from Wilson's formula with z = 1.96, to a tenth of a per cent.
        (0, 10, 0.0, 0.278),
        (6, 100, 0.028, 0.125),
        (9, 78, 0.062, 0.205),
        (10, 10, 0.722, 1.0),
    ],
)
def test_interval_is_wilsons(count, base, low, high):
    assert Proportion(count, base).interval == pytest.approx((low, high), abs=0.0006)


@given(count=counts, more=counts)
def test_interval_holds_its_share_and_stays_between_none_and_all(count, more):
    proportion = Proportion(count, count + more)
    if proportion.base == 0:
        assert proportion.interval is None
        return

    low, high = proportion.interval

    assert 0 <= low <= proportion.share <= high <= 1


@given(count=counts, more=counts)
def test_more_children_make_the_interval_narrower(count, more):
    if count + more == 0:
        return
    few, many = Proportion(count, count + more), Proportion(count * 4, (count + more) * 4)

    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]


@pytest.mark.parametrize(("count", "base"), [(-1, 3), (4, 3)])
def test_what_is_no_proportion_is_refused(count, base):
    with pytest.raises(ValueError, match="no proportion"):
        Proportion(count, base)


@given(st.dictionaries(st.text(max_size=3), counts, max_size=8))
def test_no_small_count_is_shown_or_follows_from_the_total(held):
    shown = hide_small(held)

    hidden = [name for name, count in shown.items() if count is None]
    assert list(shown) == list(held)
    assert all(count is None or count == 0 or count >= SMALLEST_SHOWN for count in shown.values())
    # What the total gives away is the sum of the hidden: it is one child's or a few's only when nobody
    # else is in the row.
    if len(hidden) == 1:
        assert all(count == 0 for name, count in held.items() if name not in hidden)


@given(st.dictionaries(st.text(max_size=3), st.tuples(counts, counts), max_size=8))
def test_no_share_of_a_table_gives_a_few_away_nor_do_its_totals(rows):
    """Whoever knows the totals knows the sums of the hidden rows: of two or more, and none of them small,
    unless everybody is in them, when the totals say no more than they say themselves."""
    hidden = hidden_rows(rows)

    shown = [parts for name, parts in rows.items() if name not in hidden]
    sums = [sum(parts) for parts in zip(*(rows[name] for name in hidden), strict=True)]
    assert not any(0 < part < SMALLEST_SHOWN for parts in shown for part in parts)
    if hidden and any(sum(parts) for parts in shown):
        assert len(hidden) > 1
        assert not any(0 < part < SMALLEST_SHOWN for part in sums)


def test_what_is_hidden_for_its_few_left_at_home_is_not_hidden_alone():
    """12 of 13 leaves one: without a second row hidden, the total would tell it."""
    assert hidden_rows({"a": (12, 1), "b": (9, 9), "c": (20, 20)}) == {"a", "b"}
