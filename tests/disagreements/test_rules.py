"""Who answers at which level and by when, who may do what, and what the boards are told."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.analysis.disclosure import SMALLEST_SHOWN
from homeward.disagreements.rules import (
    Answered,
    Candidate,
    Level,
    Raised,
    Standing,
    Theme,
    counted,
    may_end_it,
    may_raise_further,
    may_read_themes,
    may_withdraw,
    who_answers,
    why_barred,
)
from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
TODAY = date(2026, 11, 3)


def candidate(pk, role, kind=COUNCIL, team_id=1):
    return Candidate(pk, f"Invented {pk}", role, kind, team_id)


def worker(pk=1, role=Role.KEY_WORKER, partnership_id=1):
    return WorkerOnDay(pk, "Robin", (Post(1, "North", partnership_id, role, 1, "Here", CHARITY),))


@pytest.mark.parametrize(
    ("level", "raised", "due"),
    [
        (
            Level.TEAMS,
            datetime(2026, 12, 24, 15),
            date(2026, 12, 29),
        ),  # Christmas, Boxing Day moved
        (Level.TEAMS, datetime(2026, 11, 7, 10), date(2026, 11, 10)),  # a Saturday counts as Monday
        (Level.HEADS, datetime(2026, 11, 3, 10), date(2026, 11, 6)),
        (Level.DIRECTORS, datetime(2026, 11, 3, 10), date(2026, 11, 10)),
    ],
)
def test_answer_is_due_in_working_days(level, raised, due):
    assert level.clock.due(raised) == due


def test_managers_of_the_two_teams_answer_first():
    everyone = [
        candidate(1, Role.TEAM_MANAGER, team_id=1),
        candidate(2, Role.TEAM_MANAGER, team_id=2),
        candidate(3, Role.TEAM_MANAGER, team_id=3),
        candidate(4, Role.HEAD_OF_SERVICE),
    ]

    found = who_answers(Level.TEAMS, everyone, teams={1, 2}, barred=())

    assert [one.worker_id for one in found] == [1, 2]


def test_organisation_without_a_director_answers_by_its_highest_role():
    everyone = [
        candidate(1, Role.DIRECTOR),
        candidate(2, Role.HEAD_OF_SERVICE),
        candidate(3, Role.TEAM_MANAGER, CHARITY),
    ]

    found = who_answers(Level.DIRECTORS, everyone, teams=(), barred=())

    assert {one.worker_id for one in found} == {1, 3}


candidates = st.builds(
    candidate,
    st.integers(1, 8),
    st.sampled_from([Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR]),
    st.sampled_from(OrganisationKind),
    st.integers(1, 4),
)


@given(
    st.sampled_from(Level),
    st.lists(candidates, max_size=12),
    st.sets(st.integers(1, 4), max_size=2),
    st.sets(st.integers(1, 8)),
)
def test_nobody_who_is_barred_answers_and_nobody_is_asked_twice(level, everyone, teams, barred):
    found = who_answers(level, everyone, teams=teams, barred=barred)

    asked = [one.worker_id for one in found]
    assert not barred & set(asked)
    assert len(asked) == len(set(asked))
    if level == Level.DIRECTORS:
        free = {one.kind for one in everyone if one.worker_id not in barred}
        both_sides = {one.kind for one in everyone if one.worker_id in asked}
        assert free <= both_sides


@given(
    st.integers(1, 9),
    st.none() | st.integers(1, 9),
    st.sets(st.integers(1, 9)),
    st.sets(st.integers(1, 9)),
)
def test_whoever_raised_signed_or_answered_is_barred_with_a_reason(
    raised, signed, answered, unseeing
):
    reasons = why_barred(raised_by=raised, signed_by=signed, answered=answered, unseeing=unseeing)

    assert set(reasons) == {raised, *answered, *unseeing} | ({signed} - {None})
    assert reasons[raised] == "you raised it yourself"


@given(
    st.sampled_from(Level),
    st.sampled_from(Answered),
    st.sets(st.sampled_from(OrganisationKind), min_size=1),
    st.sets(st.sampled_from(OrganisationKind)),
    st.sampled_from(OrganisationKind),
)
def test_it_never_ends_while_a_side_that_is_concerned_was_not_heard(
    level, answer, concerned, heard, answers_for
):
    may = may_end_it(level, answer, concerned=concerned, heard=heard, answers_for=answers_for)

    ends = answer.settles or level.is_last
    if may and ends:
        assert concerned <= heard | {answers_for}
    if may and level.is_last:
        assert heard == set(OrganisationKind)
    if not ends:
        assert may


@pytest.mark.parametrize(
    ("standing", "may"),
    [
        (Standing(Level.TEAMS, TODAY), False),
        (Standing(Level.TEAMS, TODAY - timedelta(1)), True),
        (Standing(Level.TEAMS, TODAY, Answered.NOT_UPHELD, "Kit"), True),
        (Standing(Level.HEADS, TODAY - timedelta(1)), True),
        (Standing(Level.DIRECTORS, TODAY - timedelta(1)), False),
        (Standing(Level.TEAMS, TODAY - timedelta(1), ended="was withdrawn"), False),
    ],
)
def test_it_is_raised_further_when_it_is_not_upheld_or_late(standing, may):
    assert may_raise_further(worker(), standing, 1, TODAY).allowed is may


def test_only_who_raised_it_raises_it_further():
    late = Standing(Level.TEAMS, TODAY - timedelta(1))

    assert not may_raise_further(worker(2), late, 1, TODAY)


def test_who_acts_for_who_raised_it_raises_it_further_and_withdraws_it():
    late = Standing(Level.TEAMS, TODAY - timedelta(1))
    acting = [candidate(2, Role.TEAM_MANAGER)]

    assert may_raise_further(worker(2), late, 1, TODAY, acting=acting)
    assert may_withdraw(worker(2), late, 1, acting=acting)
    assert not may_raise_further(worker(3), late, 1, TODAY, acting=acting)
    assert not may_withdraw(worker(3), late, 1, acting=acting)


@pytest.mark.parametrize("role", Role)
def test_heads_directors_and_analysts_read_the_themes(role):
    may = may_read_themes(worker(role=role), 1)

    assert may.allowed is (role in (Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.ANALYST))
    assert not may_read_themes(worker(role=role, partnership_id=2), 1)


def one(theme=Theme.SAFETY, level=Level.TEAMS, days=None, withdrawn=False, due=TODAY):
    ended_on = None if days is None else TODAY + timedelta(days=days)
    return Raised(theme, TODAY, level, due, ended_on, withdrawn)


def test_a_quarter_is_told_by_theme_and_by_where_it_ended():
    raised = [
        *[one(days=1)] * 6,
        *[one(Theme.HELP, Level.HEADS, days=3)] * 5,
        *[one(Theme.HELP, due=TODAY - timedelta(days=1))] * 7,
    ]

    quarter = counted(raised, TODAY)

    themes = {line.what: (line.count, line.days) for line in quarter.themes}
    states = {line.what: line.count for line in quarter.states}
    assert quarter.total == 18
    assert themes["How safe the child is"] == (6, 1)
    assert themes["What help is given, and how much"] == (12, 3)
    assert states["Settled by the managers of the two teams"] == 6
    assert states["Settled by the heads of service"] == 5
    assert states["Open, answer overdue"] == 7
    assert states["Withdrawn"] == 0


raised = st.builds(
    one,
    st.sampled_from(Theme),
    st.sampled_from(Level),
    st.none() | st.integers(0, 30),
    st.booleans(),
)


@given(st.lists(raised, max_size=40))
def test_no_small_number_is_shown_and_none_can_be_worked_out(all_raised):
    quarter = counted(all_raised, TODAY)

    for lines in (quarter.themes, quarter.states):
        shown = [line.count for line in lines if line.count is not None]
        hidden = [line for line in lines if line.count is None]
        assert not [count for count in shown if 0 < count < SMALLEST_SHOWN]
        assert len(hidden) != 1 or quarter.total is None
        assert all(line.days is None for line in hidden)
    assert quarter.total is None or quarter.total == 0 or quarter.total >= SMALLEST_SHOWN
