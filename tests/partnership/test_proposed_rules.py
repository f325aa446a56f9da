"""One side proposes and the other agrees: the same of every matter, whoever speaks in it. No database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.partnership.rules.sides import (
    HEADS,
    KEEPERS,
    Standing,
    may_agree_to,
    may_speak,
    may_take_back,
    proposes_for,
    still_waits,
)


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
MATTERS = pytest.mark.parametrize("speakers", [HEADS, KEEPERS], ids=["heads", "keepers"])


def speaker(*sides: OrganisationKind, role: Role, pk: int = 1, partnership: int = 9) -> WorkerOnDay:
    posts = tuple(Post(1, "Leadership", partnership, role, 5, "One", side) for side in sides)
    return WorkerOnDay(pk, "Mock Lead", posts)


@MATTERS
@pytest.mark.parametrize(
    ("sides", "who", "allowed"),
    [
        ([CHARITY], {"pk": 2}, True),
        ([CHARITY, COUNCIL], {"pk": 2}, True),
        ([COUNCIL], {"pk": 2}, False),  # the proposer's own side
        ([CHARITY, COUNCIL], {"pk": 1}, False),  # the proposer, who speaks for both
        ([CHARITY], {"pk": 2, "role": Role.TEAM_MANAGER}, False),
        ([CHARITY], {"pk": 2, "partnership": 8}, False),
    ],
)
def test_the_other_side_agrees(speakers, sides, who, allowed):
    worker = speaker(*sides, **{"role": speakers.roles[0], **who})

    answer = may_agree_to(worker, Standing(9, speakers, COUNCIL, 1))

    assert bool(answer) is allowed
    assert allowed or answer.instead


def test_who_speaks_in_one_matter_does_not_in_the_other():
    keeper = speaker(CHARITY, role=Role.GOVERNANCE_LEAD, pk=2)

    assert may_agree_to(keeper, Standing(9, KEEPERS, COUNCIL, 1))
    assert not may_agree_to(keeper, Standing(9, HEADS, COUNCIL, 1))


@MATTERS
def test_who_speaks_for_both_proposes_for_the_council(speakers):
    both = speaker(CHARITY, COUNCIL, role=speakers.roles[0])

    assert proposes_for(both, 9, speakers) == COUNCIL


@MATTERS
def test_who_leads_neither_side_speaks_for_nobody(speakers):
    assert not may_speak(speaker(CHARITY, role=Role.KEY_WORKER), 9, speakers)
    assert may_speak(speaker(CHARITY, role=speakers.roles[0]), 9, speakers)


@MATTERS
@pytest.mark.parametrize("side", [COUNCIL, CHARITY])
def test_either_side_takes_back_what_waits(speakers, side):
    waits = Standing(9, speakers, COUNCIL, 1)

    assert may_take_back(speaker(side, role=speakers.roles[0], pk=2), waits)
    assert not may_take_back(speaker(side, role=Role.KEY_WORKER, pk=2), waits)


everybody = st.builds(
    speaker,
    st.sampled_from([COUNCIL, CHARITY]),
    role=st.sampled_from([*HEADS.roles, *KEEPERS.roles]),
    pk=st.integers(1, 3),
)


@given(everybody, st.sampled_from(["agreed", "taken_back"]), st.sampled_from([HEADS, KEEPERS]))
def test_nobody_changes_what_was_answered(worker, done, speakers):
    answered = replace(Standing(9, speakers, COUNCIL, 1), **{done: True})

    assert not still_waits(answered)
    assert not may_agree_to(worker, answered)
    assert not may_take_back(worker, answered)
