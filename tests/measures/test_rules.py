"""What may be written down, what change means, and where a line is drawn. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import age_on, months_after
from homeward.measures import rules
from homeward.measures.rules import Informant, Measured, Scores
from homeward.measures.rules.lines import BOX
from homeward.partnership.rules import Held


TODAY = date(2026, 11, 23)
BORN = date(2013, 5, 4)  # 13
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("informant", "born", "on", "said"),
    [
        (Informant.PARENT, BORN, TODAY, ""),
        (Informant.PARENT, BORN, TODAY + DAY, "still to come"),
        (Informant.PARENT, BORN, BORN - DAY, "the birth is on 4 May 2013"),
        (Informant.PARENT, date(2024, 11, 23), TODAY, ""),
        (Informant.PARENT, date(2024, 11, 24), TODAY, "The child was 1 then"),
        (Informant.TEACHER, date(2008, 11, 24), TODAY, ""),
        (Informant.TEACHER, date(2008, 11, 23), TODAY, "The child was 18 then"),
        (Informant.SELF, date(2015, 11, 23), TODAY, ""),
        (Informant.SELF, date(2015, 11, 24), TODAY, "The child was 10 then"),
    ],
)
def test_an_sdq_is_filled_in_at_an_age_that_has_a_form(informant, born, on, said):
    answer = rules.may_have_been_answered(informant, born, on, TODAY)

    assert bool(answer) is not bool(said)
    assert said in f"{answer.reason} {answer.instead}"
    assert bool(answer.instead) is bool(said)


@pytest.mark.parametrize(
    ("scores", "informant", "said"),
    [
        (Scores(total=0), Informant.PARENT, ""),
        (Scores(total=40), Informant.PARENT, ""),
        (Scores(total=41), Informant.PARENT, "from 0 to 40"),
        (Scores(prosocial=11), Informant.PARENT, "prosocial goes from 0 to 10"),
        (Scores(impact=10), Informant.SELF, ""),
        (Scores(impact=7), Informant.TEACHER, "impact goes from 0 to 6"),
        (Scores(), Informant.PARENT, "no score is there"),
        (Scores(4, 3, 7, 2, total=16), Informant.PARENT, ""),
        (Scores(4, 3, 7, 2, total=17), Informant.PARENT, "add up to 16, and the total says 17"),
        (Scores(4, 3, total=6), Informant.PARENT, "allow a total from 7 to 27"),
        (Scores(4, 3, total=27), Informant.PARENT, ""),
        (Scores(4, 3, total=28), Informant.PARENT, "the total says 28"),
    ],
)
def test_scores_are_such_as_a_sheet_can_have(scores, informant, said):
    answer = rules.may_be_scores(scores, informant)

    assert bool(answer) is not bool(said)
    assert said in f"{answer.reason} {answer.instead}"


def test_answers_are_entered_under_a_licence_alone():
    assert rules.may_enter_answers("YM-1")
    assert "no licence" in rules.may_enter_answers(None).reason


@pytest.mark.parametrize(("scores", "may"), [(Scores(peer=3), True), (Scores(impact=3), False)])
def test_answers_that_score_no_scale_are_asked_for_again(scores, may):
    assert bool(rules.may_be_scored(scores)) is may


@pytest.mark.parametrize(
    ("first", "last", "possible", "attended", "said"),
    [
        (TODAY - 4 * DAY, TODAY, 10, 10, ""),
        (TODAY, TODAY, 2, 0, ""),
        (TODAY, TODAY - DAY, 2, 0, "ends before it begins"),
        (TODAY, TODAY + DAY, 2, 0, "still to come"),
        (BORN - DAY, TODAY, 2, 0, "before the child was born"),
        (TODAY - 4 * DAY, TODAY, 8, 9, "of 8 sessions 9 cannot"),
        (TODAY - 4 * DAY, TODAY, 11, 9, "1 to 10"),
        (TODAY - 4 * DAY, TODAY, 0, 0, "1 to 10"),
    ],
)
def test_attendance_is_of_sessions_there_can_have_been(first, last, possible, attended, said):
    answer = rules.may_have_attended(first, last, possible, attended, BORN, TODAY)

    assert bool(answer) is not bool(said)
    assert said in answer.reason


@pytest.mark.parametrize(
    ("attended", "possible", "share", "called"),
    [
        (180, 200, 90.0, ""),
        (179, 200, 89.5, "persistent absence"),
        (8999, 10000, 90.0, "persistent absence"),
        (100, 200, 50.0, "persistent absence"),
        (99, 200, 49.5, "severe absence"),
        (0, 10, 0.0, "severe absence"),
    ],
)
def test_absence_is_called_what_the_statistics_call_it(attended, possible, share, called):
    assert rules.share(attended, possible) == share
    assert rules.called(attended, possible) == called


# Licences

OPEN = Held(TODAY, None)
ENDED = Held(TODAY - 30 * DAY, TODAY)


@pytest.mark.parametrize(
    ("start", "end", "others", "said"),
    [
        (TODAY, None, [], ""),
        (TODAY, None, [ENDED], ""),
        (TODAY, TODAY, [], "ends before it begins"),
        (TODAY - DAY, TODAY, [OPEN], ""),
        (TODAY - DAY, None, [OPEN], "another licence holds from 23 November 2026"),
        (TODAY - DAY, None, [ENDED], "until 23 November 2026"),
    ],
)
def test_two_licences_never_hold_on_one_day(start, end, others, said):
    answer = rules.may_hold(start, end, others)

    assert bool(answer) is not bool(said)
    assert said in answer.reason


DAYS = st.integers(0, 40).map(lambda days: TODAY + days * DAY)
SPANS = st.tuples(DAYS, st.one_of(st.none(), DAYS)).filter(
    lambda span: span[1] is None or span[0] < span[1]
)


@given(SPANS, SPANS, DAYS)
def test_what_may_hold_beside_another_shares_no_day_with_it(one, other, day):
    new, held = Held(*one), Held(*other)

    if rules.may_hold(new.start, new.end, [held]):
        assert not (new.holds_on(day) and held.holds_on(day))


@pytest.mark.parametrize(
    ("held", "on", "may"),
    [
        (OPEN, TODAY + DAY, True),
        (OPEN, TODAY, False),
        (ENDED, TODAY - DAY, True),
        (ENDED, TODAY, False),
    ],
)
def test_a_licence_ends_after_it_began_and_never_later_than_it_did(held, on, may):
    assert bool(rules.may_end(held, on)) is may


# Change


def test_reliable_change_is_as_jacobson_and_truax_have_it():
    """Their own figures: a standard deviation of 10 and a reliability of 0.80 give an error of 6.32."""
    assert rules.reliable_change(10, 0.8) == pytest.approx(1.96 * 6.3246, abs=0.001)
    assert rules.reliable_change(10, 1) == 0


def test_of_an_sdq_it_is_not_known_and_is_said_so():
    told = rules.change_told([(TODAY, 22), (TODAY + 90 * DAY, 15)], Measured.SDQ_TOTAL, 40)

    assert told == (
        "From 22 of 40 on 23 November 2026 to 15 on 21 February 2027: 7 less. "
        "Whether that is more than chance is not known"
    )


@pytest.mark.parametrize(
    ("last", "said"),
    [(4.4, "not more than chance"), (4.5, "is more than chance"), (2, "no change")],
)
def test_of_goals_the_figure_is_told_with_how_sure_it_is(last, said):
    told = rules.change_told([(TODAY, 2), (TODAY + DAY, last)], Measured.GOALS, 10)

    assert said in told
    assert ("a figure that nobody here has checked" in told) is (last != 2)


def test_one_score_is_no_change():
    assert (
        rules.change_told([(TODAY, 22)], Measured.SDQ_TOTAL, 40) == "22 of 40 on 23 November 2026"
    )


def test_mean_of_goals_is_over_those_that_were_scored_twice():
    goals = [
        [(TODAY, 2), (TODAY + 9 * DAY, 6)],
        [(TODAY + DAY, 3), (TODAY + 5 * DAY, 9), (TODAY + 8 * DAY, 5)],
        [(TODAY, 10)],
    ]

    assert rules.mean_of_goals(goals) == [(TODAY, 2.5), (TODAY + 9 * DAY, 5.5)]
    assert rules.mean_of_goals(goals[2:]) == []


# Lines

SCORED = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 40)), min_size=2, max_size=30)


@given(SCORED)
def test_a_line_stays_in_its_box_and_a_higher_score_stands_higher(pairs):
    scored = [(TODAY + days * DAY, score) for days, score in sorted(pairs)]
    line = rules.drawn(scored, 40, "")

    for (_, score), (across, down) in zip(scored, line.points, strict=True):
        assert BOX.left <= across <= BOX.right
        assert BOX.top <= down <= BOX.bottom
        assert down == pytest.approx(BOX.bottom - (BOX.bottom - BOX.top) * score / 40, abs=0.1)


def test_nothing_is_drawn_of_one_score():
    assert rules.drawn([(TODAY, 3)], 40, "") is None


# Whose SDQ the return asks for

ASKED = {"born": BORN, "in_care_since": date(2025, 11, 23), "last": None, "today": TODAY}


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, True),
        ({"in_care_since": date(2025, 11, 24)}, False),
        ({"last": date(2025, 11, 23)}, True),
        ({"last": date(2025, 11, 24)}, False),
        ({"born": date(2022, 11, 23)}, True),
        ({"born": date(2022, 11, 24)}, False),
        ({"born": date(2009, 11, 24)}, True),
        ({"born": date(2009, 11, 23)}, False),
    ],
)
def test_a_carer_is_asked_once_a_year_from_four_to_sixteen(changes, asked):
    assert rules.is_asked_for(**{**ASKED, **changes}) is asked


@given(st.dates(date(2005, 1, 1), TODAY), st.dates(date(2020, 1, 1), TODAY))
def test_nobody_is_asked_for_in_the_first_year_or_outside_the_ages(born, since):
    if rules.is_asked_for(born, since, None, TODAY):
        assert months_after(since, 12) <= TODAY
        assert 4 <= age_on(TODAY, born) <= 16
