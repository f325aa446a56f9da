"""Who closes a record and opens it again: from plain facts."""

from datetime import date, datetime

import pytest

from homeward.partnership.rules import DataGroup, OrganisationKind, Post, Role, WorkerOnDay
from homeward.sharing.rules import (
    Broken,
    Closed,
    FactsOfChild,
    RestrictionKind,
    Working,
    during,
    entitlement,
    may_close_record,
)


TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 0)
KIT, NORTH, WEST, HERE, ELSEWHERE = 7, 1, 2, 1, 2


def post(role=Role.TEAM_MANAGER, team=NORTH, partnership=HERE) -> Post:
    return Post(
        team, "T", partnership, role, 1, "E", OrganisationKind.CHARITY, frozenset(DataGroup)
    )


def facts(*, team=NORTH, worker=None, sealed_to=None, glass=False) -> FactsOfChild:
    work = Working(date(2026, 1, 1), None, "help", None if worker else team, worker)
    seal = Closed(date(2026, 1, 1), None, RestrictionKind.SEALED, frozenset(sealed_to or ()))
    broken = Broken(KIT, datetime(2026, 11, 23, 11), datetime(2026, 11, 23, 14))
    return FactsOfChild(
        HERE, (work,), (seal,) if sealed_to is not None else (), (broken,) if glass else ()
    )


def may_close(held: FactsOfChild, *posts: Post) -> bool:
    worker = WorkerOnDay(KIT, "Kit", posts)
    sight = entitlement(worker, held, TODAY, during(TODAY, NOW))
    return may_close_record(worker, sight, HERE).allowed


@pytest.mark.parametrize(
    ("told", "held", "posts", "allowed"),
    [
        ("manager of a team that works with the child", facts(), [post()], True),
        ("manager who is named in the seal", facts(sealed_to=[KIT]), [post()], True),
        ("manager outside the seal", facts(sealed_to=[99]), [post()], False),
        ("… who broke the glass", facts(sealed_to=[99], glass=True), [post()], False),
        ("manager whom a panel named", facts(worker=KIT), [post()], False),
        (
            "key worker here, who manages another team",
            facts(),
            [post(Role.KEY_WORKER), post(team=WEST)],
            False,
        ),
        (
            "key worker here, who manages a team elsewhere",
            facts(),
            [post(Role.KEY_WORKER), post(team=WEST, partnership=ELSEWHERE)],
            False,
        ),
    ],
)
def test_a_record_is_closed_and_opened_by_who_manages_a_team_to_which_it_is_open(
    told, held, posts, allowed
):
    assert may_close(held, *posts) is allowed
