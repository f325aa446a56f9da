"""Who may do what with a referral and at the panel, and what is said: no database."""

from datetime import date
from types import SimpleNamespace

import pytest

from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals import rules
from homeward.referrals.rules import Facts, Outcome, PanelOutcome, Urgency
from homeward.ssda903 import codes


MONDAY = date(2026, 10, 12)
WEST, NORTH = 1, 2
COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY


def worker(role: Role, team: int, employer: OrganisationKind = COUNCIL, partnership: int = 1):
    post = Post(team, "A team", partnership, role, 1, "An employer", employer)
    return WorkerOnDay(worker_id=7, name="Ash Sampleton", posts=(post,))


REFERRAL = SimpleNamespace(from_team_id=WEST, to_team_id=NORTH)
WHOLE = {
    "children": [{"number": 1}],
    "adults": [{"number": 1}],
    "why_now": {"reasons": ["rows at home"], "why_now": "Since August."},
    "tried": {"tried": "Early help."},
    "family": {"family_says": "Help us."},
    "urgency": {"urgency": Urgency.STANDARD, "danger": ""},
}


@pytest.mark.parametrize(
    ("role", "employer", "team", "allowed"),
    [
        (Role.SOCIAL_WORKER, COUNCIL, WEST, True),
        (Role.TEAM_MANAGER, COUNCIL, WEST, True),
        (Role.SOCIAL_WORKER, CHARITY, WEST, False),
        (Role.KEY_WORKER, COUNCIL, WEST, False),
        (Role.SOCIAL_WORKER, COUNCIL, NORTH, False),
    ],
)
def test_only_the_councils_social_workers_refer_for_their_own_team(role, employer, team, allowed):
    someone = worker(role, team, employer)

    answer = rules.may_refer(someone, WEST)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("kind", "partnership", "allowed"),
    [("edge of care", 1, True), ("duty", 1, False), ("edge of care", 2, False)],
)
def test_referral_goes_to_an_edge_of_care_team_of_the_partnership(kind, partnership, allowed):
    answer = rules.may_send_to(kind, partnership, 1)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("team", "latest", "allowed"),
    [
        (NORTH, None, True),
        (NORTH, Outcome.ASK_FOR_MORE, True),
        (NORTH, Outcome.TAKE_ON, False),
        (NORTH, Outcome.NO_CAPACITY, True),
        (NORTH, Outcome.NOT_ELIGIBLE, False),
        (WEST, None, False),
    ],
)
def test_receiving_team_screens_until_there_is_a_final_outcome(team, latest, allowed):
    answer = rules.may_screen(worker(Role.TEAM_MANAGER, team), REFERRAL, latest)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("outcome", "officer", "redirected_to", "allowed"),
    [
        (Outcome.TOO_RISKY, None, "", False),
        (Outcome.TOO_RISKY, worker(Role.HEAD_OF_SERVICE, WEST), "", True),
        (Outcome.TOO_RISKY, worker(Role.SOCIAL_WORKER, WEST), "", True),
        (Outcome.TOO_RISKY, worker(Role.SOCIAL_WORKER, WEST, CHARITY), "", False),
        (Outcome.TOO_RISKY, worker(Role.SOCIAL_WORKER, WEST, partnership=2), "", False),
        (Outcome.TOO_RISKY, worker(Role.KEY_WORKER, NORTH), "", False),
        (Outcome.TOO_RISKY, worker(Role.ANALYST, WEST), "", False),
        (Outcome.TOO_RISKY, worker(Role.REVIEWING_OFFICER, WEST), "", False),
        (Outcome.REDIRECTED, None, "", False),
        (Outcome.REDIRECTED, None, "Early help", True),
        (Outcome.NOT_ELIGIBLE, None, "", True),
    ],
)
def test_too_risky_names_who_takes_the_family_back(outcome, officer, redirected_to, allowed):
    answer = rules.may_save_outcome(outcome, officer, 1, redirected_to)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("team", "latest", "waiting", "decided", "allowed"),
    [
        (NORTH, Outcome.TAKE_ON, False, None, True),
        (NORTH, Outcome.TAKE_ON, False, PanelOutcome.DEFER, True),
        (NORTH, Outcome.TAKE_ON, False, PanelOutcome.NOT_AGREED, False),
        (NORTH, Outcome.TAKE_ON, True, None, False),
        (NORTH, None, False, None, False),
        (WEST, Outcome.TAKE_ON, False, None, False),
    ],
)
def test_family_taken_on_goes_to_the_panel_once_unless_deferred(
    team, latest, waiting, decided, allowed
):
    someone = worker(Role.KEY_WORKER, team)

    answer = rules.may_bring_to_panel(someone, REFERRAL, latest, waiting, decided)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("team", "held_on", "was_on", "allowed"),
    [
        (NORTH, MONDAY, False, True),
        (NORTH, date(2026, 10, 11), False, False),
        (WEST, MONDAY, False, False),
        (NORTH, MONDAY, True, False),
    ],
)
def test_family_goes_on_a_coming_agenda_of_its_own_panel(team, held_on, was_on, allowed):
    sitting = SimpleNamespace(team_id=team, held_on=held_on)

    answer = rules.may_go_on_agenda(REFERRAL, sitting, was_on, MONDAY)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("role", "team", "allowed"),
    [
        (Role.TEAM_MANAGER, NORTH, True),
        (Role.PANEL_CHAIR, NORTH, True),
        (Role.KEY_WORKER, NORTH, False),
        (Role.TEAM_MANAGER, WEST, False),
    ],
)
def test_team_manager_or_chair_arranges_a_sitting(role, team, allowed):
    answer = rules.may_arrange_sitting(worker(role, team), NORTH)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("outcome", "alternative", "conditions", "allowed"),
    [
        (PanelOutcome.AGREE, "", 0, True),
        (PanelOutcome.AGREE, "", 1, False),
        (PanelOutcome.CONDITIONS, "", 0, False),
        (PanelOutcome.CONDITIONS, "", 2, True),
        (PanelOutcome.NOT_AGREED, "", 0, False),
        (PanelOutcome.NOT_AGREED, "Early help from Monday", 0, True),
        (PanelOutcome.DEFER, "", 1, True),
    ],
)
def test_panel_outcome_holds_what_it_promises(outcome, alternative, conditions, allowed):
    answer = rules.may_save_panel_outcome(outcome, alternative, conditions)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("declared", "allowed"), [(None, False), ("none", True), ("no vote", False), ("leaves", False)]
)
def test_who_declared_no_interest_signs_and_nobody_else(declared, allowed):
    answer = rules.may_take_part(declared)

    assert answer.allowed is allowed


def test_sex_is_asked_in_the_codes_of_the_return_and_of_the_record():
    assert set(rules.SEXES) == set(codes.SEX) == {code for code, _ in Child.sex.field.choices}


def test_whole_draft_lacks_nothing():
    assert rules.lacking(WHOLE) == {}


@pytest.mark.parametrize("section", list(rules.SECTIONS))
def test_draft_without_a_section_says_which(section):
    answers = {name: held for name, held in WHOLE.items() if name != section}

    lacks = rules.lacking(answers)

    assert list(lacks) == [section]
    assert not rules.may_send(lacks)


def test_danger_now_says_what_the_danger_is():
    answers = {**WHOLE, "urgency": {"urgency": Urgency.DANGER, "danger": ""}}

    lacks = rules.lacking(answers)

    assert lacks == {"urgency": "Say what the danger is"}


def test_reference_can_be_said_over_the_phone():
    assert rules.grouped("KM4729") == "KM 47 29"
    assert rules.spoken("KM4729") == "Kilo, Mike, 47, 29"


def test_every_letter_of_a_reference_has_its_word():
    first = rules.reference_from(lambda sequence: sequence[0])

    words = {rules.spoken(letter + first[1:]).split(",")[0] for letter in rules.REFERENCE_LETTERS}

    assert len(words) == len(rules.REFERENCE_LETTERS)


def test_counts_add_up_to_what_was_received():
    counts = {Outcome.TAKE_ON: 5, Outcome.FAMILY_DECLINED: 2, None: 3}

    words = rules.counted_in_words(counts)

    assert words == "10 received: 5 taken on, 2 declined by the family, 3 waiting to be screened."


def test_every_outcome_is_counted():
    assert set(rules.COUNTED_AS) == set(Outcome)


def facts(**more) -> Facts:
    return Facts(
        from_team="West team",
        to_team="North team",
        screen_by=date(2026, 10, 14),
        answer_days=2,
        **more,
    )


@pytest.mark.parametrize(
    ("known", "sentence", "due"),
    [
        ({}, "Waiting for North team to screen it.", date(2026, 10, 14)),
        (
            {"outcome": Outcome.ASK_FOR_MORE, "screened_on": date(2026, 10, 16)},
            "North team asked for more.",
            date(2026, 10, 20),
        ),
        (
            {"outcome": Outcome.ASK_FOR_MORE, "answered_on": MONDAY},
            "West team has answered what was asked.",
            date(2026, 10, 14),
        ),
        (
            {"outcome": Outcome.TOO_RISKY, "taken_back_by": "Morgan Specimen"},
            "Too risky for this service: Morgan Specimen took the family back for the council.",
            None,
        ),
        (
            {"outcome": Outcome.REDIRECTED, "redirected_to": "Early help"},
            "Redirected to Early help.",
            None,
        ),
        ({"outcome": Outcome.TAKE_ON}, "Taken on by North team.", None),
        ({"outcome": Outcome.TAKE_ON, "panel_on": MONDAY}, "On the panel's agenda.", MONDAY),
        (
            {"outcome": Outcome.TAKE_ON, "panel_on": MONDAY, "sent_to_sign": True},
            "The panel's decision is ready to sign.",
            MONDAY,
        ),
        (
            {
                "outcome": Outcome.TAKE_ON,
                "panel_on": MONDAY,
                "panel_outcome": PanelOutcome.CONDITIONS,
            },
            "The panel took the family on, with conditions.",
            None,
        ),
    ],
)
def test_where_a_referral_stands_is_one_sentence(known, sentence, due):
    stands = rules.standing(facts(**known))

    assert (stands.sentence, stands.due) == (sentence, due)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o.is_final])
def test_every_final_outcome_has_its_sentence(outcome):
    stands = rules.standing(facts(outcome=outcome))

    assert stands.sentence.endswith(".")
    assert stands.is_open is (outcome == Outcome.TAKE_ON)


@pytest.mark.parametrize("outcome", list(PanelOutcome))
def test_only_a_deferred_family_is_still_open_after_the_panel(outcome):
    stands = rules.standing(facts(outcome=Outcome.TAKE_ON, panel_on=MONDAY, panel_outcome=outcome))

    assert stands.is_open is (outcome == PanelOutcome.DEFER)


@pytest.mark.parametrize(
    ("due", "tag"),
    [
        (None, None),
        (date(2026, 10, 11), ("Late", "late")),
        (MONDAY, ("Today", "soon")),
        (date(2026, 10, 13), ("Soon", "soon")),
        (date(2026, 10, 14), None),
    ],
)
def test_what_is_late_or_soon_is_marked(due, tag):
    assert rules.due_tag(due, MONDAY) == tag
