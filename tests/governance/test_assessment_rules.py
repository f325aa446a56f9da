"""The rules of impact assessments, without the database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.governance.rules import assessments as rules
from homeward.governance.rules.assessments import Part, Standing, Step, Subjects
from homeward.partnership.rules import OrganisationKind, Purpose, Role
from tests.governance.test_breach_rules import BOTH, GALE, IRA, KIT, lead


TODAY = date(2026, 11, 23)
COUNCIL, CHARITY = OrganisationKind
HEAD = lead(5, COUNCIL, role=Role.HEAD_OF_SERVICE)
DIRECTOR = lead(6, CHARITY, role=Role.DIRECTOR)
HEAD_OF_BOTH = lead(7, COUNCIL, CHARITY, role=Role.HEAD_OF_SERVICE)
ELSEWHERE = 2


def standing(advised=(COUNCIL, CHARITY), signed=None, risks=1, high=False, consulted=False):
    return Standing(frozenset(advised), signed or {}, risks, high, consulted)


@pytest.mark.parametrize(
    ("assessed", "held", "missing"),
    [
        ({1}, [1], []),
        ({1}, [1, 2, 3], ["Version 2", "Version 3"]),
        ({2}, [1, 2], []),
        (set(), [1, 2], []),
    ],
)
def test_a_newer_agreement_than_the_one_assessed_is_not_assessed(assessed, held, missing):
    found = rules.not_assessed(Subjects(agreements=frozenset(assessed)), held)

    assert found == [f"{one} of the sharing agreement" for one in missing]


def test_what_no_assessment_covers_is_named():
    covered = [
        Subjects(agreements=frozenset({1}), purposes=frozenset({Purpose.SUPPORT})),
        Subjects(parts=frozenset(set(Part) - {Part.TRAIL})),
    ]

    found = rules.nowhere_assessed(covered, [1, 2], [Purpose.SUPPORT, Purpose.RETURNS])

    assert found == [
        "Version 2 of the sharing agreement",
        f"To {Purpose.RETURNS.label}",
        Part.TRAIL.label,
    ]


@given(
    st.sets(st.integers(1, 9)), st.sets(st.sampled_from(Purpose)), st.sets(st.sampled_from(Part))
)
def test_nothing_that_is_assessed_is_said_not_to_be(versions, purposes, parts):
    every = [
        Subjects(agreements=frozenset(versions)),
        Subjects(purposes=frozenset(purposes), parts=frozenset(parts)),
    ]

    found = rules.nowhere_assessed(every, versions, purposes)

    assert found == [part.label for part in Part if part not in parts]


def test_leads_write_and_nobody_else():
    assert rules.may_write(IRA, 1)
    assert rules.may_write(GALE, 1)
    assert "leads write" in rules.may_write(KIT, 1).reason
    assert not rules.may_write(IRA, ELSEWHERE)
    assert not rules.may_write(HEAD, 1)


@pytest.mark.parametrize(
    ("subjects", "days", "said"),
    [(Subjects(), 9, "not said what"), (Subjects(change="x"), 0, "not to come")],
)
def test_version_says_what_it_assesses_and_until_when(subjects, days, said):
    answer = rules.may_be_written(subjects, TODAY + timedelta(days=days), TODAY)

    assert said in answer.reason
    assert answer.instead


def test_once_somebody_signed_nothing_is_added():
    assert rules.may_add_to(IRA, 1, standing())
    answer = rules.may_add_to(IRA, 1, standing(signed={CHARITY: 6}))

    assert "signed off by the charity" in answer.reason


def test_each_lead_advises_once_for_their_own():
    assert rules.may_advise(GALE, 1, standing(advised=[COUNCIL]))
    assert not rules.may_advise(IRA, 1, standing(advised=[COUNCIL]))
    assert rules.may_advise(BOTH, 1, standing(advised=[COUNCIL]))


def test_measure_is_not_taken_by_a_day_that_is_past():
    assert rules.may_have_risk(TODAY, TODAY)
    assert "is past" in rules.may_have_risk(TODAY - timedelta(days=1), TODAY).reason


@pytest.mark.parametrize(
    ("worker", "stands", "said"),
    [
        (IRA, standing(), "head of service or director"),
        (HEAD, standing(risks=0), "no risk"),
        (HEAD, standing(advised=[COUNCIL]), "the lead of the charity has not advised"),
        (HEAD, standing(high=True), "Article 36"),
        (HEAD, standing(signed={COUNCIL: 9}), "your organisation"),
        (HEAD_OF_BOTH, standing(signed={COUNCIL: 7}), "you have signed"),
    ],
)
def test_who_cannot_sign_off_is_told_why(worker, stands, said):
    answer = rules.may_sign_off(worker, 1, stands)

    assert not answer
    assert said in answer.reason


@pytest.mark.parametrize(
    ("worker", "stands", "step"),
    [
        (IRA, standing(risks=0, advised=[]), Step.ADD_RISK),
        (HEAD, standing(risks=0), None),
        (IRA, standing(advised=[CHARITY]), Step.ADVISE),
        (IRA, standing(advised=[COUNCIL]), None),
        (HEAD, standing(advised=[COUNCIL]), None),
        (HEAD, standing(), Step.SIGN_OFF),
        (HEAD, standing(high=True), None),
        (HEAD, standing(signed={COUNCIL: 5}), None),
        (KIT, standing(), None),
    ],
)
def test_it_waits_for_who_can_do_what_comes_next(worker, stands, step):
    assert rules.next_step(worker, 1, stands) == step


def test_signed_off_when_both_have():
    assert rules.may_sign_off(HEAD, 1, standing())
    assert rules.may_sign_off(DIRECTOR, 1, standing(signed={COUNCIL: 5}))
    assert rules.may_sign_off(HEAD, 1, standing(high=True, consulted=True))
    assert not standing(signed={COUNCIL: 5}).is_signed_off
    assert standing(signed={COUNCIL: 5, CHARITY: 6}).is_signed_off
