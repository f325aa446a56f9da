"""How long forms take: steps, medians and what is left out. Without a database."""

from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.insight.rules import (
    EDGES,
    FEWEST,
    LEFT_OPEN,
    LONGEST,
    SEVERAL_SITTINGS,
    FormTimes,
    in_words,
    measured_from,
    spent,
    taken_in,
)


def times_of(minutes):
    steps = [taken_in(60 * each, sittings=False) for each in minutes]
    return FormTimes({step: steps.count(step) for step in set(steps)})


@pytest.mark.parametrize(
    ("seconds", "step"),
    [(0, "0"), (59, "0"), (60, "1"), (4 * 60, "3"), (5 * 60, "5"), (3599, "45"), (-3, "0")],
)
def test_completion_is_counted_in_the_step_that_holds_its_minutes(seconds, step):
    assert taken_in(seconds, sittings=False) == step


def test_form_that_lay_open_for_an_hour_is_left_out_and_not_averaged_in():
    times = times_of([4] * FEWEST + [LONGEST, 600])

    assert taken_in(60 * LONGEST, sittings=False) == LEFT_OPEN
    assert (times.completions, times.timed, times.left_open) == (FEWEST + 2, FEWEST, 2)
    assert times.median == (3, 5)


def test_form_that_was_left_and_resumed_is_not_timed_however_quick_the_second_sitting():
    assert taken_in(5, sittings=True) == SEVERAL_SITTINGS


def test_no_median_is_shown_from_fewer_than_twenty():
    too_few, enough = times_of([4] * (FEWEST - 1)), times_of([4] * FEWEST)

    assert too_few.median is None
    assert in_words(too_few.median) == "Too few to say"
    assert in_words(enough.median) == "3 to 5 minutes"


def test_forms_that_are_left_out_do_not_make_enough():
    times = FormTimes({"3": FEWEST - 1, LEFT_OPEN: 30, SEVERAL_SITTINGS: 30})

    assert times.median is None


@given(
    st.lists(st.floats(0, LONGEST, exclude_max=True), min_size=FEWEST, max_size=80).map(
        lambda minutes: [round(each * 60) / 60 for each in minutes if round(each * 60) < 3600]
    )
)
def test_true_median_is_always_within_the_steps_that_are_shown(minutes):
    if len(minutes) < FEWEST:
        return

    least, most = times_of(minutes).median

    assert least <= median(minutes) <= most
    assert least in EDGES


def test_minutes_recording_are_the_median_times_every_completion():
    timed = FormTimes({"3": FEWEST, LEFT_OPEN: 5})
    seldom = FormTimes({"8": 4})

    found = spent([timed, seldom])

    assert (found.least, found.most, found.not_known) == (25 * 3, 25 * 5, 4)


@pytest.mark.parametrize(
    ("first", "start"),
    [
        (None, None),
        (date(2026, 11, 1), None),
        (date(2026, 10, 1), date(2026, 11, 1)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2020, 1, 1), date(2025, 12, 1)),
    ],
)
def test_only_whole_months_are_counted_and_twelve_at_most(first, start):
    assert measured_from(first, date(2026, 11, 23)) == start
