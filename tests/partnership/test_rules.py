"""Who may decide what. No database."""

from datetime import date
from types import SimpleNamespace

import pytest

from homeward.partnership.rules import (
    FUNCTIONS,
    Function,
    OrganisationKind,
    Post,
    Role,
    WorkerOnDay,
    may_arrange,
    may_decide,
)


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
ARRANGEMENT = SimpleNamespace(
    partnership_id=1,
    decides_role="head of service",
    decides_kind="council",
    in_words="arrangement 2, in force since 1 April 2024",
    period=(date(2024, 4, 1), None),
)


def someone(role: Role, kind: OrganisationKind, partnership: int = 1) -> WorkerOnDay:
    post = Post(1, "North team", partnership, role, 1, "Exampleshire", kind)
    return WorkerOnDay(1, "Someone", (post,))


@pytest.mark.parametrize(
    ("role", "employer", "partnership", "allowed"),
    [
        (Role.HEAD_OF_SERVICE, COUNCIL, 1, True),
        (Role.HEAD_OF_SERVICE, CHARITY, 1, False),
        (Role.HEAD_OF_SERVICE, COUNCIL, 2, False),
        (Role.DIRECTOR, COUNCIL, 1, False),
        (Role.KEY_WORKER, COUNCIL, 1, False),
        (Role.KEY_WORKER, CHARITY, 1, False),
    ],
)
def test_only_the_registers_decider_may_decide(role, employer, partnership, allowed):
    answer = may_decide(someone(role, employer, partnership), Function.STAY_AT_HOME, ARRANGEMENT)

    assert bool(answer) is allowed


def test_refusal_says_who_decides_and_what_one_can_do():
    answer = may_decide(someone(Role.KEY_WORKER, CHARITY), Function.STAY_AT_HOME, ARRANGEMENT)

    assert answer.reason == "the head of service, council, decides"
    assert "prepare everything" in answer.instead


def test_nobody_decides_without_an_arrangement():
    answer = may_decide(someone(Role.HEAD_OF_SERVICE, COUNCIL), Function.STAY_AT_HOME, None)

    assert not answer
    assert "no arrangement is in force" in answer.reason


@pytest.mark.parametrize("function", Function)
def test_council_only_functions_are_never_decided_by_a_charity(function):
    assert bool(may_arrange(function, CHARITY, CHARITY)) is not FUNCTIONS[function].council_only


def test_reviewing_is_never_performed_by_a_charity():
    assert not may_arrange(Function.CHAIR_REVIEW, CHARITY, COUNCIL)
    assert may_arrange(Function.CHAIR_REVIEW, COUNCIL, COUNCIL)
