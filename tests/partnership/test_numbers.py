"""Who says what was agreed in numbers, and from which day. No database."""

from datetime import date

import pytest

from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.partnership.rules.numbers import may_agree_numbers, may_follow_on


TUESDAY, WEDNESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("role", "partnership", "allowed"),
    [
        (Role.HEAD_OF_SERVICE, 1, True),
        (Role.DIRECTOR, 1, True),
        (Role.TEAM_MANAGER, 1, False),
        (Role.HEAD_OF_SERVICE, 2, False),
    ],
)
def test_head_of_service_changes_what_was_agreed(role, partnership, allowed):
    post = Post(1, "A team", partnership, role, 1, "An employer", OrganisationKind.COUNCIL)

    answer = may_agree_numbers(WorkerOnDay(7, "Ash Sampleton", (post,)), 1)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("from_day", "latest", "said"),
    [
        (WEDNESDAY, None, ""),
        (THURSDAY, WEDNESDAY, ""),
        (TUESDAY, None, "days that are over"),
        (THURSDAY, THURSDAY, "another line begins on 26 November 2026"),
    ],
)
def test_past_days_keep_what_was_agreed(from_day, latest, said):
    answer = may_follow_on(from_day, latest, WEDNESDAY)

    assert bool(answer) is not bool(said)
    assert said in answer.reason
