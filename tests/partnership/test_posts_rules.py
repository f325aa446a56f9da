"""Who may give, change and end which post. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.partnership.rules.agreement import Held
from homeward.partnership.rules.posts import (
    HeldPost,
    Offered,
    is_open,
    may_be_empty,
    may_change_management,
    may_change_posts,
    may_end_on,
    may_end_post,
    may_fill,
    may_join,
    may_last,
    may_manage_from,
)
from homeward.partnership.rules.relations import is_no_circle, makes_circle


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
NORTH, WEST = 1, 2
TODAY = date(2026, 11, 22)
NAMES = {COUNCIL: "Exampleshire", CHARITY: "Samplehope"}
IDS = {COUNCIL: 1, CHARITY: 2}


def someone(role, kind=COUNCIL, team=NORTH, partnership=1, number=1) -> WorkerOnDay:
    post = Post(team, "North team", partnership, role, IDS[kind], NAMES[kind], kind)
    return WorkerOnDay(number, "Someone", (post,))


def offered(role=Role.KEY_WORKER, kind=CHARITY, team=NORTH) -> Offered:
    return Offered(1, team, role, IDS[kind], NAMES[kind], kind)


def held(start, end=None, *, team=NORTH, role=Role.KEY_WORKER, kind=CHARITY) -> HeldPost:
    return HeldPost(start, end, team, "North team", role, IDS[kind], NAMES[kind])


@pytest.mark.parametrize(
    ("by", "post", "says"),
    [
        # a team's manager, for those who work in the team and whom their own organisation employs
        (someone(Role.TEAM_MANAGER, CHARITY), offered(), ""),
        (someone(Role.TEAM_MANAGER, CHARITY), offered(kind=COUNCIL), "its own managers"),
        (someone(Role.TEAM_MANAGER, COUNCIL), offered(), "posts with Samplehope"),
        (someone(Role.TEAM_MANAGER, CHARITY, team=WEST), offered(), "changes who is in a team"),
        (someone(Role.TEAM_MANAGER, CHARITY), offered(Role.TEAM_MANAGER), "does not decide who"),
        (someone(Role.TEAM_MANAGER, CHARITY), offered(Role.HEAD_OF_SERVICE), "does not decide"),
        # who leads an organisation, for all of its posts in any team
        (someone(Role.HEAD_OF_SERVICE, CHARITY, WEST), offered(Role.TEAM_MANAGER), ""),
        (someone(Role.HEAD_OF_SERVICE, COUNCIL, WEST), offered(), "its own managers"),
        (someone(Role.DIRECTOR, COUNCIL, WEST), offered(Role.PANEL_CHAIR, COUNCIL), ""),
        # nobody else, and of another partnership nobody
        (someone(Role.KEY_WORKER, CHARITY), offered(), "changes who is in a team"),
        (someone(Role.HEAD_OF_SERVICE, CHARITY, partnership=2), offered(), "changes who is in"),
        # what the law keeps to the council, whoever asks
        (someone(Role.HEAD_OF_SERVICE, CHARITY), offered(Role.DIRECTOR), "section 18"),
        (someone(Role.HEAD_OF_SERVICE, CHARITY), offered(Role.REVIEWING_OFFICER), "section 2"),
        (someone(Role.DIRECTOR, COUNCIL), offered(Role.REVIEWING_OFFICER, COUNCIL), ""),
    ],
)
def test_post_is_given_by_a_manager_of_its_own_employer(by, post, says):
    answer = may_fill(by, 99, post)

    assert bool(answer) is (says == "")
    assert says in answer.reason


@given(role=st.sampled_from(Role), offers=st.sampled_from(Role), kind=st.sampled_from(list(IDS)))
def test_nobody_ever_gives_or_ends_a_post_of_their_own(role, offers, kind):
    by = someone(role, kind, number=7)

    assert not may_fill(by, 7, offered(offers, kind))
    assert not may_end_post(by, 7, offered(offers, kind))


@pytest.mark.parametrize(
    ("by", "post", "allowed"),
    [
        (someone(Role.TEAM_MANAGER, CHARITY), offered(kind=COUNCIL), True),  # of a blended team
        (someone(Role.TEAM_MANAGER, CHARITY, team=WEST), offered(), False),
        (someone(Role.TEAM_MANAGER, CHARITY), offered(Role.PANEL_CHAIR, COUNCIL), False),
        (someone(Role.HEAD_OF_SERVICE, COUNCIL, WEST), offered(kind=COUNCIL), True),
        (someone(Role.HEAD_OF_SERVICE, COUNCIL, WEST), offered(kind=CHARITY), False),
        (someone(Role.KEY_WORKER, COUNCIL), offered(), False),
    ],
)
def test_post_is_ended_by_the_teams_manager_or_who_leads_the_employer(by, post, allowed):
    assert bool(may_end_post(by, 99, post)) is allowed


def test_team_of_another_is_not_changed_and_it_is_said_who_does():
    answer = may_change_posts(someone(Role.KEY_WORKER), 1, NORTH)

    assert not answer
    assert answer.instead == "Ask one of them."


@pytest.mark.parametrize(
    ("from_day", "to_day", "says"),
    [
        (date(2026, 11, 21), None, "begin in the past"),
        (TODAY, TODAY, "ends before it begins"),
        (date(2026, 12, 1), date(2026, 11, 30), "ends before it begins"),
        (TODAY, date(2026, 11, 23), ""),
        (TODAY, None, ""),
    ],
)
def test_post_begins_today_or_later_and_ends_after_that(from_day, to_day, says):
    answer = may_last(from_day, to_day, TODAY)

    assert bool(answer) is (says == "")
    assert says in answer.reason


@pytest.mark.parametrize(
    ("had", "says"),
    [
        (
            held(date(2024, 4, 1)),
            "has a post in this team then: key worker, North team, from 1 April",
        ),
        (held(date(2024, 4, 1), TODAY), ""),
        (held(date(2024, 4, 1), team=WEST), ""),
        (held(date(2024, 4, 1), team=WEST, kind=COUNCIL), "works for Exampleshire then"),
        (held(date(2024, 4, 1), TODAY, team=WEST, kind=COUNCIL), ""),
        (held(date(2027, 1, 1)), "has a post in this team then"),
    ],
)
def test_one_post_in_a_team_and_one_employer_at_a_time(had, says):
    answer = may_join("Robin", [had], offered(), TODAY, None)

    assert bool(answer) is (says == "")
    assert says in answer.reason


@pytest.mark.parametrize(
    ("closes", "from_day", "to_day", "says"),
    [
        (None, TODAY, None, ""),
        (date(2026, 12, 1), TODAY, date(2026, 12, 1), ""),
        (date(2026, 12, 1), TODAY, None, "is closed from 1 December 2026"),
        (TODAY, TODAY, date(2026, 11, 23), "is closed from 22 November 2026"),
    ],
)
def test_nobody_comes_into_a_closed_team(closes, from_day, to_day, says):
    answer = is_open("North team", closes, from_day, to_day)

    assert bool(answer) is (says == "")
    assert says in answer.reason


@pytest.mark.parametrize(
    ("post", "from_day", "says"),
    [
        (held(date(2024, 4, 1)), TODAY, ""),
        (held(date(2024, 4, 1)), date(2026, 11, 21), "end in the past"),
        (held(date(2024, 4, 1), date(2026, 12, 1)), date(2026, 12, 1), "ends on 1 December 2026"),
        (held(date(2024, 4, 1), date(2026, 1, 1)), TODAY, "ended on 1 January 2026"),
        (held(TODAY), TODAY, "began today"),
        (held(date(2026, 12, 1)), TODAY, ""),  # called off
    ],
)
def test_post_ends_from_today_on_and_the_past_is_untouched(post, from_day, says):
    answer = may_end_on(post, from_day, TODAY)

    assert bool(answer) is (says == "")
    assert says in answer.reason


@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        (someone(Role.HEAD_OF_SERVICE, COUNCIL), True),
        (someone(Role.DIRECTOR, COUNCIL, WEST), True),
        (someone(Role.HEAD_OF_SERVICE, CHARITY), False),
        (someone(Role.TEAM_MANAGER, COUNCIL), False),
        (someone(Role.HEAD_OF_SERVICE, COUNCIL, partnership=2), False),
    ],
)
def test_council_says_who_manages_a_team(by, allowed):
    assert bool(may_change_management(by, 1)) is allowed


@pytest.mark.parametrize(
    ("lines", "from_day", "same", "says"),
    [
        ([Held(date(2024, 4, 1), None)], TODAY, False, ""),
        ([Held(date(2024, 4, 1), None)], TODAY, True, "manages it then already"),
        ([Held(date(2024, 4, 1), None)], date(2026, 11, 1), False, "begin in the past"),
        ([Held(TODAY, None)], TODAY, False, "the line before begins on 22 November"),
        ([Held(date(2024, 4, 1), date(2026, 12, 1))], TODAY, False, "closed from 1 December"),
    ],
)
def test_management_changes_by_a_line_that_follows(lines, from_day, same, says):
    answer = may_manage_from(from_day, TODAY, lines, same=same)

    assert bool(answer) is (says == "")
    assert says in answer.reason


def test_team_with_people_in_it_says_who_they_are():
    answer = may_be_empty("North team", {"Robin Testerton", "Alex Fictional"})

    assert answer.reason.endswith("from that day: Alex Fictional, Robin Testerton")
    assert may_be_empty("North team", set())


pairs = st.tuples(st.integers(0, 7), st.integers(0, 7))


@given(asked=st.lists(pairs, max_size=60))
def test_line_managers_never_stand_in_a_circle(asked):
    """Whatever is asked for in whatever order: what is allowed leaves everybody with somebody at the top."""
    manager_of: dict[int, int] = {}
    for worker, manager in asked:
        others = {one: above for one, above in manager_of.items() if one != worker}
        if worker != manager and is_no_circle((worker, "A"), (manager, "B"), [others]):
            manager_of[worker] = manager

    for worker in manager_of:
        above, steps = worker, 0
        while above in manager_of:
            above, steps = manager_of[above], steps + 1
            assert steps <= len(manager_of)


def test_circle_of_others_is_no_circle_of_this_worker():
    assert not makes_circle(1, 2, {2: 3, 3: 2})
    assert makes_circle(1, 2, {2: 3, 3: 1})
