"""Who may sign in, and how. No database."""

import pytest

from homeward.access import rules


COUNCIL, CHARITY = 1, 2


@pytest.mark.parametrize(
    ("employers", "with_own_sign_in", "may"),
    [
        ({COUNCIL}, {}, True),
        ({COUNCIL}, {CHARITY}, True),
        ({CHARITY}, {CHARITY}, False),
        ({COUNCIL, CHARITY}, {CHARITY}, False),
        (set(), {CHARITY}, True),
    ],
)
def test_password_is_for_those_whose_organisation_has_no_sign_in(employers, with_own_sign_in, may):
    assert bool(rules.may_use_password(employers, with_own_sign_in)) is may


@pytest.mark.parametrize(
    ("organisation", "employers", "may"),
    [
        (CHARITY, {CHARITY}, True),
        (CHARITY, {COUNCIL}, False),
        (CHARITY, {COUNCIL, CHARITY}, True),
        (CHARITY, set(), False),
    ],
)
def test_organisation_signs_in_those_who_work_for_it_today(organisation, employers, may):
    assert bool(rules.may_sign_in_with(organisation, "Samplehope", employers)) is may


@pytest.mark.parametrize(
    ("verified", "vouches", "may"),
    [(True, False, True), (False, True, True), (False, False, False)],
)
def test_address_must_be_checked_by_somebody(verified, vouches, may):
    assert bool(rules.may_have_been_vouched_for(verified, vouches)) is may


@pytest.mark.parametrize(("posts", "may"), [((), False), (("a post",), True)])
def test_nobody_is_in_without_a_post(posts, may):
    assert bool(rules.may_be_in(posts)) is may


@pytest.mark.parametrize(("others", "may"), [(0, False), (1, True), (4, True)])
def test_last_second_step_stays(others, may):
    assert bool(rules.may_remove_second_step(others)) is may
