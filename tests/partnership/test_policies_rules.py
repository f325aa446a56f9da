"""Rules of policies, without the database: for whom each is, and which one is in force for somebody."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.partnership.rules.policies import (
    Outcome,
    Settled,
    Source,
    Subject,
    in_force,
    may_ask_who_has_read,
    may_be_settled,
    may_be_worded,
    may_end,
    may_have_read,
    may_hold,
    may_reach,
    may_settle,
    may_stand_beside,
    may_still_hold,
    pairs_of,
    reaches,
    teams_to_ask,
    to_read,
)


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
TODAY = date(2026, 11, 23)
KEY, SOCIAL = Role.KEY_WORKER, Role.SOCIAL_WORKER


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def source(pk: int, side=COUNCIL, subject=Subject.RECORDING, roles=()) -> Source:
    return Source(pk, pk * 10, subject, side, frozenset(roles))


OURS, THEIRS = source(1, COUNCIL), source(2, CHARITY)


def test_who_has_one_policy_follows_it():
    lines = in_force([(COUNCIL, SOCIAL)], [OURS], [])

    assert [(line.followed, line.open) for line in lines] == [(OURS, False)]


def test_the_other_organisations_policy_alone_binds_nobody_of_this_one():
    assert in_force([(COUNCIL, SOCIAL)], [THEIRS], []) == []


@pytest.mark.parametrize(("side", "own"), [(COUNCIL, OURS), (CHARITY, THEIRS)])
def test_until_two_are_settled_each_follows_their_own_employers(side, own):
    (line,) = in_force([(side, KEY)], [OURS, THEIRS], [])

    assert line.open
    assert line.followed == own


@pytest.mark.parametrize(
    ("outcome", "councils", "charitys"),
    [
        (Outcome.COUNCIL, OURS, OURS),
        (Outcome.CHARITY, THEIRS, THEIRS),
        (Outcome.EACH, OURS, THEIRS),
        (Outcome.JOINT, None, None),
    ],
)
def test_what_both_settled_is_followed_by_the_people_of_both(outcome, councils, charitys):
    settled = [Settled(7, OURS.version_id, THEIRS.version_id, outcome)]

    (council,) = in_force([(COUNCIL, KEY)], [OURS, THEIRS], settled)
    (charity,) = in_force([(CHARITY, KEY)], [OURS, THEIRS], settled)

    assert (council.followed, charity.followed) == (councils, charitys)
    assert not council.open
    assert to_read([council]) == (({councils.version_id}, set()) if councils else (set(), {7}))


def test_what_was_settled_of_an_older_version_no_longer_holds():
    newer = source(3, COUNCIL)
    settled = [Settled(7, OURS.version_id, THEIRS.version_id, Outcome.CHARITY)]

    (line,) = in_force([(COUNCIL, KEY)], [newer, THEIRS], settled)

    assert line.open
    assert line.followed == newer


def test_policies_for_different_roles_do_not_stand_beside_each_other():
    ours, theirs = source(1, COUNCIL, roles=[SOCIAL]), source(2, CHARITY, roles=[KEY])

    assert pairs_of([ours, theirs]) == []
    assert not may_settle(ours, theirs)
    assert in_force([(COUNCIL, KEY)], [ours, theirs], []) == []


def test_what_is_of_no_subject_in_particular_stands_alone():
    ours, theirs = (source(n, s, Subject.OTHER) for n, s in ((1, COUNCIL), (2, CHARITY)))

    assert pairs_of([ours, theirs]) == []


def test_who_has_two_posts_reads_one_policy_once():
    theirs = source(2, CHARITY, roles=[KEY])

    lines = in_force([(COUNCIL, SOCIAL), (COUNCIL, KEY)], [OURS, theirs], [])

    assert [(line.own, line.other) for line in lines] == [(OURS, theirs)]


audiences = st.frozensets(st.sampled_from([KEY, SOCIAL, Role.TEAM_MANAGER]), max_size=2)
sources = st.lists(
    st.builds(
        lambda subject, side, roles: (subject, side, roles),
        st.sampled_from([Subject.RECORDING, Subject.VISITS, Subject.OTHER]),
        st.sampled_from(OrganisationKind),
        audiences,
    ),
    max_size=6,
).map(lambda drawn: [Source(n, n, *one) for n, one in enumerate(drawn, start=1)])


@given(
    sources,
    st.sampled_from(OrganisationKind),
    st.sampled_from([KEY, SOCIAL]),
    st.lists(
        st.builds(
            Settled,
            st.integers(100, 200),
            st.integers(1, 6),
            st.integers(1, 6),
            st.sampled_from(Outcome),
        ),
        max_size=4,
    ),
)
def test_nobody_follows_the_other_organisation_unless_both_settled_it(found, side, role, settled):
    lines = in_force([(side, role)], found, settled)

    for line in lines:
        assert line.own.side == side
        assert reaches(line.own, role)
        if line.followed != line.own:
            pair = {line.own.version_id, line.other.version_id}
            assert any({s.council, s.charity} == pair for s in settled)
        if line.open:
            assert line.followed == line.own
    reaching = {s.version_id for s in found if s.side == side and reaches(s, role)}
    assert {line.own.version_id for line in lines} == reaching


@pytest.mark.parametrize(
    ("from_day", "to_day", "last_from", "said"),
    [
        (TODAY, TODAY, None, "ends before it begins"),
        (on(-9), on(-1), None, "ended already"),
        (on(5), None, on(5), "only one holds at a time"),
        (on(4), None, on(5), "only one holds at a time"),
        (on(-1), None, on(-9), "in the past"),
        (on(-900), None, None, ""),
        (TODAY, on(9), on(-9), ""),
    ],
)
def test_a_version_holds_on_days_that_can_be(from_day, to_day, last_from, said):
    answer = may_hold(from_day, to_day, TODAY, last_from=last_from)

    assert bool(answer) is (not said)
    assert said in answer.reason
    assert said == "" or answer.instead


@pytest.mark.parametrize(
    ("roles", "held", "allowed"),
    [((), {KEY}, True), ((), set(), False), ({SOCIAL}, {KEY}, False), ({KEY, SOCIAL}, {KEY}, True)],
)
def test_a_policy_is_for_somebody(roles, held, allowed):
    answer = may_reach(roles, held, "Samplehope")

    assert bool(answer) is allowed
    assert allowed or "nobody of Samplehope" in answer.reason


def test_one_organisation_has_one_policy_for_the_same_people():
    others = [("Lone visits", frozenset({KEY}))]

    assert "Lone visits" in may_stand_beside(Subject.VISITS, [KEY, SOCIAL], others).reason
    assert not may_stand_beside(Subject.VISITS, [], others)
    assert may_stand_beside(Subject.VISITS, [SOCIAL], others)
    assert may_stand_beside(Subject.OTHER, [KEY], others)


def test_a_policy_can_be_read_somewhere():
    assert not may_be_worded(text="", link="")
    assert may_be_worded(text="", link="https://x.example")
    assert not may_have_read(theirs=False)
    assert may_have_read(theirs=True)


@pytest.mark.parametrize(
    ("from_day", "changes", "said"),
    [
        (on(-1), {}, "in the past"),
        (on(9), {"end": on(9)}, "already"),
        (TODAY, {"called_off": [TODAY]}, "began today"),
        (on(2), {"called_off": [on(2)], "named": True}, "stays to be read"),
        (on(2), {"called_off": [on(2)]}, ""),
        (on(9), {"end": on(20)}, ""),
    ],
)
def test_a_policy_ends_on_a_day_to_come(from_day, changes, said):
    answer = may_end(from_day, TODAY, **{"end": None, "called_off": [], "named": False} | changes)

    assert bool(answer) is (not said)
    assert said in answer.reason


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"waiting": True}, "proposed for these two already"),
        ({"outcome": Outcome.JOINT}, "does not say the joint rule"),
        ({"rule": "Within a day"}, "also that one of the two"),
        ({"decided_on": on(1)}, "a day to come"),
        ({"from_day": on(-1)}, "before today"),
        ({"both_hold": False}, "not in force on that day"),
        ({"outcome": Outcome.JOINT, "rule": "Within a day"}, ""),
        ({}, ""),
    ],
)
def test_what_settles_two_policies_says_what_and_from_when(changed, said):
    settles = {
        "outcome": Outcome.EACH,
        "rule": "",
        "decided_on": TODAY,
        "from_day": TODAY,
        "today": TODAY,
        "both_hold": True,
        "waiting": False,
        **changed,
    }

    answer = may_be_settled(settles.pop("outcome"), **settles)

    assert bool(answer) is (not said)
    assert said in answer.reason


def test_what_was_proposed_holds_while_both_versions_do():
    assert not may_still_hold(TODAY, both_hold=False, last_from=None)
    assert not may_still_hold(TODAY, both_hold=True, last_from=TODAY)
    assert may_still_hold(TODAY, both_hold=True, last_from=on(-1))


@pytest.mark.parametrize(
    ("role", "team", "asks", "may"),
    [
        (Role.TEAM_MANAGER, 3, {3}, True),
        (Role.HEAD_OF_SERVICE, 9, {4, 5}, True),
        (Role.KEY_WORKER, 3, set(), False),
    ],
)
def test_managers_ask_their_own_teams(role, team, asks, may):
    worker = WorkerOnDay(1, "Mock", (Post(team, "North", 1, role, 50, "One", COUNCIL),))

    assert teams_to_ask(worker, [(3, 60), (4, 50), (5, 50)]) == asks
    assert bool(may_ask_who_has_read(worker)) is may
