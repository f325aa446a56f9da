"""A life by date: everything is drawn once, under its number, and nothing stands on anything else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reunification.rules import Fact, Lane, charted, in_order, lines_of


TODAY = date(2026, 11, 2)
BORN = date(2010, 5, 4)
DAYS = st.dates(BORN, TODAY)


@st.composite
def facts(draw, most=40):
    found = []
    for _ in range(draw(st.integers(0, most))):
        on, lasts = draw(DAYS), draw(st.booleans())
        until = draw(st.none() | st.dates(on, TODAY)) if lasts else None
        lane = draw(st.sampled_from(Lane))
        found.append(Fact(lane, on, f"What {len(found)}", "test", lasts=lasts, until=until))
    return in_order(found)


@given(facts(), st.integers(1, 2000))
def test_everything_is_drawn_once_under_the_number_of_its_row(given_facts, first):
    chart = charted(given_facts, TODAY, BORN, first)

    assert [mark.fact for mark in chart.marks] == given_facts
    assert [mark.number for mark in chart.marks] == list(range(first, first + len(given_facts)))


@given(facts(), st.integers(1, 2000))
def test_nothing_stands_on_anything_else_or_outside(given_facts, first):
    chart = charted(given_facts, TODAY, BORN, first)

    for mark in chart.marks:
        assert 0 <= mark.left <= mark.right <= chart.width
        assert mark.y >= 0
        assert mark.y + 18 <= chart.height
        for other in chart.marks:
            if other is not mark and other.y == mark.y:
                assert other.right <= mark.left or mark.right <= other.left


@given(facts())
def test_each_stands_in_the_band_that_its_table_row_names(given_facts):
    chart = charted(given_facts, TODAY, BORN)

    assert {band.lane for band in chart.bands} == {fact.lane for fact in given_facts}
    for mark in chart.marks:
        above = [band for band in chart.bands if band.y < mark.y]
        assert above[-1].lane == mark.fact.lane


@given(facts())
def test_later_stands_further_right_and_longer_is_longer(given_facts):
    chart = charted(given_facts, TODAY, BORN)

    lefts = [mark.left for mark in chart.marks]
    assert lefts == sorted(lefts)
    lasting = sorted(
        ((mark.fact.until or TODAY) - mark.fact.on, mark.width)
        for mark in chart.marks
        if mark.fact.lasts
    )
    for (_, shorter), (_, longer) in zip(lasting, lasting[1:], strict=False):
        assert shorter <= longer + 0.2


@given(facts())
def test_list_of_days_holds_what_the_drawing_holds(given_facts):
    lines = lines_of(given_facts)

    assert sorted(line.what for line in lines) == sorted(fact.what for fact in given_facts)


def test_list_of_days_tells_the_end_and_why_and_leaves_out_what_only_follows():
    told = Fact(
        Lane.CARE,
        date(2024, 1, 5),
        "In care",
        "care",
        lasts=True,
        until=date(2024, 6, 1),
        begins="Came into care",
        ends="Left care",
        because="To their parents",
    )
    follows = Fact(Lane.HOME, date(2024, 6, 1), "At home again", "care", lasts=True, derived=True)

    lines = lines_of([told, follows])

    assert [(line.on, line.what, line.words) for line in lines] == [
        (date(2024, 1, 5), "Came into care", ""),
        (date(2024, 6, 1), "Left care", "To their parents"),
    ]


@pytest.mark.parametrize(
    ("on", "labels"),
    [
        (date(2026, 11, 2), ["3 Oct", "10 Oct", "17 Oct", "24 Oct", "31 Oct"]),
        (date(2026, 10, 30), ["30 Oct", "31 Oct", "1 Nov", "2 Nov"]),
        (
            date(2026, 5, 20),
            ["Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026"],
        ),
        (date(2021, 3, 1), ["2022", "2023", "2024", "2025", "2026"]),
        (date(2010, 5, 4), ["2012", "2014", "2016", "2018", "2020", "2022", "2024", "2026"]),
    ],
)
def test_axis_has_as_many_days_as_can_be_read(on, labels):
    chart = charted([Fact(Lane.HAPPENED, on, "Moved", "test")], TODAY, BORN)

    assert [tick.label for tick in chart.ticks] == labels


def test_years_say_how_old_the_child_was():
    chart = charted([Fact(Lane.HAPPENED, date(2021, 3, 1), "Moved", "test")], TODAY, BORN)

    assert [tick.aged for tick in chart.ticks][:2] == ["aged 11", "aged 12"]


@given(DAYS)
def test_axis_is_never_crowded(on):
    chart = charted([Fact(Lane.HAPPENED, on, "Moved", "test")], TODAY, BORN)

    xs = [tick.x for tick in chart.ticks]
    assert 1 <= len(xs) <= 9
    assert all(0 <= x <= chart.width for x in xs)


def test_nothing_is_drawn_of_nothing():
    assert charted([], TODAY, BORN).marks == ()
