"""Scores, hours, weights and what a visit offers. No database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.support import rules
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import (
    CHART_HEIGHT,
    CHART_WIDTH,
    MOST_PHOTOS,
    WEEKS_SHOWN,
    Held,
    Phase,
    Scored,
    Step,
)


MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def scored(*pairs):
    return [Scored(MONDAY + days * DAY, score, "Ash") for days, score in pairs]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Less shouting.", "less  shouting", True),
        ("Less shouting", "Less shouting at night", False),
        ("Nan’s on Sundays!", "nan s on sundays", True),
        ("", "…", True),
    ],
)
def test_goal_carries_on_in_the_same_words_only(one, other, same):
    assert rules.same_goal(one, other) is same


@pytest.mark.parametrize(
    ("scores", "points"),
    [
        ([], []),
        ([(0, 10)], [(6, 6)]),
        ([(0, 0), (10, 10)], [(6, 54), (234, 6)]),
        ([(0, 5), (5, 5), (10, 0)], [(6, 30), (120, 30), (234, 54)]),
    ],
)
def test_line_of_scores_has_ten_at_the_top_and_days_across(scores, points):
    assert rules.chart_points(scored(*scores)) == points


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 10)), min_size=1, max_size=30))
def test_line_of_scores_stays_inside_its_picture(pairs):
    points = rules.chart_points(scored(*sorted(pairs)))

    assert all(0 <= across <= CHART_WIDTH and 0 <= down <= CHART_HEIGHT for across, down in points)


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([], "Not scored yet"),
        ([(0, 3)], "3 of 10 on 2 March 2026"),
        ([(0, 3), (7, 6)], "From 3 of 10 on 2 March 2026 to 6 of 10 on 9 March 2026, in 2 scores"),
    ],
)
def test_change_is_said_for_who_cannot_see_the_line(scores, words):
    assert rules.change_in_words(scored(*scores)) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, 6.0, "Began with 6 hours a week"),
        (4.0, 8.0, "Stepped up from 4 to 8 hours a week"),
        (8.0, 1.0, "Stepped down from 8 to 1 hour a week"),
        (2.5, 2.5, "Stayed at 2.5 hours a week"),
    ],
)
def test_step_says_which_way(before, after, words):
    assert rules.step_in_words(before, after) == words


def test_week_adds_up_its_visits_and_says_which_are_not_counted():
    visits = [(MONDAY, 90), (MONDAY + 6 * DAY, 60), (MONDAY + 3 * DAY, None), (MONDAY - DAY, 30)]

    this, before = rules.weeks([], visits, MONDAY - 3 * DAY, MONDAY + 2 * DAY)

    assert (this.monday, this.given, this.visits, this.untimed) == (MONDAY, 2.5, 3, 1)
    assert (before.given, before.planned) == (0.5, None)


def test_week_with_a_step_counts_each_day_by_its_hours():
    steps = [Step(MONDAY - 7 * DAY, MONDAY + 2 * DAY, 7), Step(MONDAY + 2 * DAY, None, 14)]

    this, before = rules.weeks(steps, [], MONDAY - 7 * DAY, MONDAY)

    assert this.planned == round((2 * 7 + 5 * 14) / 7, 1)
    assert before.planned == 7


@pytest.mark.parametrize(
    ("minutes", "short"), [([60], True), ([120], False), ([60, None], False), ([], True)]
)
def test_week_is_short_only_when_every_visit_says_how_long(minutes, short):
    steps = [Step(MONDAY, None, 2)]

    (week,) = rules.weeks(steps, [(MONDAY, one) for one in minutes], MONDAY, MONDAY)

    assert week.short is short


def test_no_more_weeks_than_there_are_and_than_are_shown():
    year_ago = MONDAY - 365 * DAY

    assert len(rules.weeks([], [], MONDAY, MONDAY)) == 1
    assert len(rules.weeks([], [], year_ago, MONDAY)) == WEEKS_SHOWN


@pytest.mark.parametrize(
    ("phase", "days", "overdue"),
    [
        (None, 7, 0),
        (None, 8, 1),
        (Phase.INTENSIVE, 10, 3),
        (Phase.STEPPING_DOWN, 14, 0),
        (Phase.IN_TOUCH, 30, 2),
    ],
)
def test_visit_is_overdue_by_its_phase(phase, days, overdue):
    assert rules.visit_overdue(phase, MONDAY, MONDAY + days * DAY) == overdue


@pytest.mark.parametrize(
    ("phase", "children", "hours", "total", "words"),
    [
        (None, 1, None, "1", "beginning 1"),
        (Phase.INTENSIVE, 1, 9.5, "1", "intensive 1"),
        (
            Phase.INTENSIVE,
            3,
            12.0,
            "2",
            "intensive 1 + 3 children 0.5 + 12 hours a week 0.5 = 2",
        ),
        (Phase.STEPPING_DOWN, 2, 3.0, "0.75", "stepping down 0.5 + 2 children 0.25 = 0.75"),
        (Phase.IN_TOUCH, 1, 1.0, "0.25", "keeping in touch 0.25"),
    ],
)
def test_weight_of_a_family_names_each_of_its_parts(phase, children, hours, total, words):
    weight = rules.family_weight(phase, children, hours)

    assert weight.total == Decimal(total)
    assert weight.in_words == words


@given(
    st.lists(
        st.tuples(st.sampled_from([None, *Phase]), st.integers(1, 8), st.floats(0, 60)), max_size=9
    )
)
def test_load_is_the_sum_of_its_parts(families):
    weights = [rules.family_weight(*family) for family in families]

    parts = sum((part for weight in weights for part, _ in weight.parts), Decimal(0))

    assert rules.total(weights) == parts
    assert not weights or f"weight {parts.normalize():f} of 6" in rules.load_in_words(weights)


def test_load_is_said_heaviest_first():
    weights = [
        rules.family_weight(Phase.IN_TOUCH, 1, None),
        rules.family_weight(Phase.INTENSIVE, 2, None),
    ]

    assert rules.load_in_words(weights) == (
        "2 families, weight 1.5 of 6: intensive 1 + 2 children 0.25 = 1.25; keeping in touch 0.25"
    )
    assert rules.load_in_words([]) == "No family now"


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Held(0, 0), "Ash has had no key worker yet"),
        (
            Held(1, 1),
            "Ash has had 1 key worker, 1 in the last 12 months. Somebody new would be number 2",
        ),
        (
            Held(2, 4),
            "Ash has had 4 key workers, 2 in the last 12 months. Somebody new would be number 5",
        ),
    ],
)
def test_continuity_says_what_a_new_face_would_mean(held, words):
    assert rules.continuity("Ash", held) == words


@pytest.mark.parametrize(
    ("latest", "offered"),
    [
        ([], ["At home", "At school"]),
        (["at home", "At home", "at Nan’s"], ["At home", "At Nan’s", "At school"]),
        (["a", "b", "c", "d"], ["A", "B", "C"]),
        (["", " "], ["At home", "At school"]),
    ],
)
def test_places_are_the_familys_own_and_each_once(latest, offered):
    assert rules.places(latest) == offered


@pytest.mark.parametrize(
    ("children", "adults", "typed", "said"),
    [
        (["Ash"], ["Dee (mother)"], "", "Ash, Dee (mother)"),
        (["Ash", "Wren"], [], "ash and the neighbour", "Wren, ash and the neighbour"),
        (["Ash"], [], "Ashley’s mum", "Ash, Ashley’s mum"),
        (["Ash"], [], "Ash’s teacher", "Ash, Ash’s teacher"),
        (["Ann"], [], "Mary-Ann", "Ann, Mary-Ann"),
        (["Ash"], ["Dee (mother)"], "dee (mother), Ash.", "dee (mother), Ash."),
        ([], [], " ", ""),
    ],
)
def test_everybody_who_was_there_is_named_once(children, adults, typed, said):
    assert rules.everybody(children, adults, typed) == said


def worker(role, team=1):
    post = Post(team, "North team", 1, role, 1, "Samplehope", OrganisationKind.CHARITY)
    return WorkerOnDay(7, "Robin Testerton", (post,))


@pytest.mark.parametrize(
    ("role", "had", "because", "allowed"),
    [
        (Role.TEAM_MANAGER, False, "", True),
        (Role.TEAM_MANAGER, True, " ", False),
        (Role.TEAM_MANAGER, True, "Robin moves away.", True),
        (Role.KEY_WORKER, True, "I want to.", False),
    ],
)
def test_change_of_key_worker_is_the_managers_and_has_a_reason(role, had, because, allowed):
    answer = rules.may_change_key_worker(worker(role), 1, had=had, because=because)

    assert bool(answer) is allowed


@pytest.mark.parametrize(
    ("team", "photos", "allowed"), [(1, 0, True), (1, MOST_PHOTOS, False), (2, 0, False)]
)
def test_photo_is_added_by_the_team_up_to_the_most(team, photos, allowed):
    episode = EpisodeOfHelp(partnership_id=1, team_id=1)

    answer = rules.may_add_photo(worker(Role.KEY_WORKER, team), episode, photos)

    assert bool(answer) is allowed
