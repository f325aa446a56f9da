"""Who may decide at a panel: quorum, recusal and who chairs. No database."""

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
)
from homeward.referrals import rules
from homeward.referrals.rules import FIRST_QUORUM, QuorumTerms, Seat


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
TODAY, YESTERDAY, TOMORROW = date(2026, 10, 12), date(2026, 10, 11), date(2026, 10, 13)
LEE, KIT, ALEX, ROBIN = 1, 2, 3, 4
NAMES = {LEE: "Lee Specimen", KIT: "Kit Dummerly", ALEX: "Alex Fictional", ROBIN: "Robin Testerton"}
EMPLOYERS = {LEE: COUNCIL, KIT: CHARITY, ALEX: COUNCIL, ROBIN: CHARITY}


def seat(who, present=True, declared="none"):
    return Seat(who, NAMES[who], EMPLOYERS[who], present, declared)


@pytest.mark.parametrize(
    ("seats", "chairs", "wants"),
    [
        ([seat(LEE), seat(KIT), seat(ALEX)], LEE, ""),
        ([seat(LEE), seat(KIT)], LEE, "2 of at least 3 members may decide"),
        ([seat(LEE), seat(KIT), seat(ALEX, present=False)], LEE, "2 of at least 3"),
        ([seat(LEE), seat(KIT), seat(ALEX, declared=None)], LEE, "2 of at least 3"),
        ([seat(LEE), seat(KIT), seat(ALEX, declared="no vote")], LEE, "2 of at least 3"),
        ([seat(LEE), seat(KIT), seat(ALEX, declared="leaves")], LEE, "2 of at least 3"),
        ([seat(LEE), seat(ALEX)], LEE, "nobody of the charity may decide"),
        ([seat(KIT), seat(ROBIN), seat(ALEX)], None, "no deputy chair is named"),
        ([seat(KIT), seat(ROBIN), seat(ALEX)], LEE, "who chairs is not among the members"),
        ([seat(LEE, present=None)], LEE, "it is not written down yet who is here"),
        ([], LEE, "it is not written down yet who is here"),
    ],
)
def test_panel_decides_with_its_quorum_only(seats, chairs, wants):
    answer = rules.quorum(FIRST_QUORUM, seats, chairs)

    assert answer.allowed is not bool(wants)
    assert wants in answer.reason


def test_quorum_says_everything_that_is_wanting_at_once():
    answer = rules.quorum(QuorumTerms(4, 2), [seat(LEE), seat(ALEX)], None)

    assert answer.reason == (
        "the panel cannot decide about this family: 2 of at least 4 members may decide; nobody of the "
        "charity may decide; the chair does not chair this family and no deputy chair is named"
    )
    assert answer.instead


@pytest.mark.parametrize(
    ("lee", "deputy", "chairs", "why"),
    [
        (seat(LEE), None, LEE, ""),
        (seat(LEE, declared=None), ALEX, LEE, ""),
        (seat(LEE, declared="no vote"), None, None, "Lee Specimen declared an interest"),
        (seat(LEE, declared="leaves"), ALEX, ALEX, "Lee Specimen declared an interest"),
        (seat(LEE, present=False), ALEX, ALEX, "Lee Specimen is not here"),
    ],
)
def test_deputy_chairs_when_the_chair_cannot(lee, deputy, chairs, why):
    seats = [lee, seat(ALEX)]

    assert rules.chairing(seats, LEE, deputy) == chairs
    assert rules.chair_cannot(seats, LEE) == why


@pytest.mark.parametrize(
    ("who", "chairs", "allowed"), [(LEE, LEE, True), (ALEX, LEE, False), (ALEX, None, False)]
)
def test_who_chairs_the_family_signs(who, chairs, allowed):
    assert rules.may_sign_as_chair(who, [seat(LEE), seat(ALEX)], chairs).allowed is allowed


def worker(who, role=Role.PANEL_CHAIR, employer=COUNCIL, team=1, partnership=1):
    post = Post(team, "A team", partnership, role, 1, "An employer", employer)
    return WorkerOnDay(who, NAMES[who], (post,))


REGISTER = SimpleNamespace(
    partnership_id=1,
    decides_role=Role.PANEL_CHAIR,
    decides_kind=COUNCIL,
    in_words="arrangement 1",
)


@pytest.mark.parametrize(
    ("deputy", "recused", "register", "allowed"),
    [
        (worker(ALEX), False, REGISTER, True),
        (worker(ALEX), True, REGISTER, False),
        (worker(LEE), False, REGISTER, False),
        (worker(KIT, employer=CHARITY), False, REGISTER, False),
        (worker(ALEX, role=Role.KEY_WORKER), False, REGISTER, False),
        (worker(ALEX), False, None, False),
    ],
)
def test_deputy_is_somebody_who_may_lawfully_decide(deputy, recused, register, allowed):
    assert rules.may_be_deputy(deputy, register, recused, LEE).allowed is allowed


def test_register_of_the_deputy_is_that_of_offering_help():
    refused = rules.may_be_deputy(worker(ALEX), None, False, LEE)

    what = FUNCTIONS[Function.OFFER_HELP].what.lower()
    assert f"no arrangement is in force today for this: {what}" in refused.reason


@pytest.mark.parametrize(
    ("seats", "allowed"), [([seat(LEE)], False), ([seat(LEE, declared="leaves")], True)]
)
def test_deputy_is_named_only_when_needed(seats, allowed):
    assert rules.may_name_deputy(seats, LEE).allowed is allowed


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        (worker(LEE, role=Role.KEY_WORKER), True),
        (worker(KIT, role=Role.TEAM_MANAGER, employer=CHARITY), True),
        (worker(KIT, role=Role.TEAM_MANAGER, team=2), False),
        (worker(ALEX, role=Role.KEY_WORKER), False),
    ],
)
def test_chair_or_manager_runs_the_sitting(who, allowed):
    sitting = SimpleNamespace(chair_id=LEE, team_id=1)

    assert rules.may_run_sitting(who, sitting, None).allowed is allowed


@pytest.mark.parametrize(
    ("held_on", "name", "write"),
    [(YESTERDAY, False, True), (TODAY, True, True), (TOMORROW, True, False)],
)
def test_members_are_named_before_and_written_down_from_the_day_on(held_on, name, write):
    assert rules.may_name_members(held_on, TODAY).allowed is name
    assert rules.may_write_attendance(held_on, TODAY).allowed is write


OPEN = SimpleNamespace(partnership_id=1, decision=SimpleNamespace(signed_at=None, outcome=None))
DECIDED = SimpleNamespace(
    partnership_id=1,
    decision=SimpleNamespace(signed_at=TODAY, outcome=SimpleNamespace(code="conditions")),
)


@pytest.mark.parametrize(
    ("item", "member", "recused", "allowed"),
    [
        (OPEN, True, False, True),
        (OPEN, True, True, False),
        (OPEN, False, False, False),
        (DECIDED, True, False, False),
    ],
)
def test_member_without_an_interest_disagrees_before_the_signature(item, member, recused, allowed):
    assert rules.may_dissent(item, member, recused).allowed is allowed


@pytest.mark.parametrize(
    ("item", "recused", "partnership", "allowed"),
    [
        (OPEN, False, 1, True),
        (OPEN, True, 1, False),
        (OPEN, False, 2, False),
        (DECIDED, False, 1, False),
    ],
)
def test_recused_member_adds_nothing(item, recused, partnership, allowed):
    assert (
        rules.may_add_to_item(worker(KIT, partnership=partnership), item, recused).allowed
        is allowed
    )


@pytest.mark.parametrize(
    ("item", "owner", "team", "met", "allowed"),
    [
        (DECIDED, KIT, 9, None, True),
        (DECIDED, LEE, 1, None, True),
        (DECIDED, LEE, 9, None, False),
        (DECIDED, KIT, 9, TODAY, False),
        (OPEN, KIT, 9, None, False),
    ],
)
def test_condition_is_met_by_its_owner_or_the_panels_team(item, owner, team, met, allowed):
    condition = SimpleNamespace(
        item=item, owner_id=owner, owner="Lee Specimen", met_at=met, met_by="Kit Dummerly"
    )

    assert rules.may_meet_condition(worker(KIT), condition, team).allowed is allowed
