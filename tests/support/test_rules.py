"""Who may begin, write, decide and end; what follows from what happened. No database."""

from datetime import UTC, date, datetime

import pytest

from homeward.partnership.models import Worker
from homeward.partnership.rules import (
    FUNCTIONS,
    Function,
    OrganisationKind,
    Post,
    Role,
    WorkerOnDay,
)
from homeward.support import rules
from homeward.support.models import EpisodeOfHelp, FollowUp
from homeward.support.rules import AFTER_HAPPENING, QUESTIONS, Happened, SafetyOutcome


NORTH, EAST = 1, 2


def someone(role=Role.KEY_WORKER, team=NORTH, partnership=1):
    post = Post(team, "North team", partnership, role, 1, "Samplehope", OrganisationKind.CHARITY)
    return WorkerOnDay(7, "Robin Testerton", (post,))


def episode(closed=False):
    when = datetime(2026, 3, 2, 12, tzinfo=UTC) if closed else None
    return EpisodeOfHelp(
        partnership_id=1, team_id=NORTH, closed_at=when, closed_on=when and when.date()
    )


@pytest.mark.parametrize("kind", Happened)
def test_every_happening_says_what_follows(kind):
    follows = AFTER_HAPPENING[kind]

    assert all(follow.what and follow.working_days >= 0 for follow in follows)
    assert follows or kind == Happened.OTHER


@pytest.mark.parametrize(
    "kind", [Happened.ENTERED_CARE, Happened.RETURNED_HOME, Happened.WENT_MISSING, Happened.DIED]
)
def test_grave_happenings_open_something_for_the_council_today(kind):
    today = [follow for follow in AFTER_HAPPENING[kind] if follow.working_days == 0]

    assert any(follow.urgent and follow.for_council for follow in today)


@pytest.mark.parametrize("function", QUESTIONS)
def test_every_question_brings_two_options_to_choose_between(function):
    question, options = QUESTIONS[function]

    assert question.endswith("?")
    assert function in FUNCTIONS
    assert len({code for code, _ in options}) == 2
    assert {code for code, _ in options} <= set(SafetyOutcome)


def test_questions_are_those_of_a_family_and_no_others():
    """Help is offered by the panel, a review has its officer, and a way home its own plan."""
    assert set(QUESTIONS) == {
        Function.STAY_AT_HOME,
        Function.ACCOMMODATE,
        Function.END_SUPPORT,
    }


@pytest.mark.parametrize(
    ("role", "team", "agreed", "started", "allowed"),
    [
        (Role.TEAM_MANAGER, NORTH, True, False, True),
        (Role.TEAM_MANAGER, NORTH, False, False, False),  # the panel has not said yes
        (Role.TEAM_MANAGER, NORTH, True, True, False),  # begun already
        (Role.TEAM_MANAGER, EAST, True, False, False),
        (Role.KEY_WORKER, NORTH, True, False, False),
    ],
)
def test_help_begins_once_after_the_panel_and_by_the_manager(role, team, agreed, started, allowed):
    answer = rules.may_start_help(someone(role, team), NORTH, agreed=agreed, started=started)

    assert bool(answer) is allowed
    assert answer.reason


@pytest.mark.parametrize(
    ("team", "closed", "allowed"),
    [(NORTH, False, True), (EAST, False, False), (NORTH, True, False)],
)
def test_only_the_supporting_team_writes_and_while_it_supports(team, closed, allowed):
    answer = rules.may_write(someone(team=team), episode(closed))

    assert bool(answer) is allowed


@pytest.mark.parametrize(
    ("partnership", "closed", "allowed"), [(1, False, True), (2, False, False), (1, True, False)]
)
def test_either_organisation_prepares_a_decision_while_support_lasts(partnership, closed, allowed):
    answer = rules.may_prepare_safety_decision(someone(partnership=partnership), episode(closed))

    assert bool(answer) is allowed


@pytest.mark.parametrize(
    ("end_decided", "happened", "allowed"),
    [
        (False, [], False),
        (True, [], True),
        (False, [Happened.FAMILY_WITHDREW], True),
        (False, [Happened.DIED], True),
        (False, [Happened.ENTERED_CARE], False),  # help spans care status
        (False, [Happened.MOVED, Happened.WENT_MISSING], False),
    ],
)
def test_support_ends_by_decision_or_withdrawal_only(end_decided, happened, allowed):
    answer = rules.may_close(someone(), episode(), end_decided=end_decided, happened=happened)

    assert bool(answer) is allowed
    assert allowed or answer.instead


@pytest.mark.parametrize(
    ("team", "done", "allowed"), [(NORTH, False, True), (EAST, False, False), (NORTH, True, False)]
)
def test_the_team_that_supported_follows_up_once(team, done, allowed):
    follow_up = FollowUp(episode=episode(closed=True), due=date(2026, 4, 2))
    if done:
        follow_up.done_at, follow_up.done_by = (
            datetime(2026, 4, 1, tzinfo=UTC),
            Worker(name="Robin Testerton"),
        )

    assert bool(rules.may_follow_up(someone(team=team), follow_up)) is allowed
