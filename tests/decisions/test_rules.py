"""What a decision must hold and who may sign it. No database."""

from datetime import UTC, date, datetime

import pytest

from homeward.decisions import rules
from homeward.decisions.models import Decision
from homeward.partnership.models import Arrangement, Worker
from homeward.partnership.rules import Function, OrganisationKind, Post, Role, WorkerOnDay


NOW = datetime(2026, 10, 13, 12, tzinfo=UTC)
REGISTER = Arrangement(
    partnership_id=1,
    number=4,
    function=Function.STAY_AT_HOME,
    decides_role=Role.HEAD_OF_SERVICE,
    decides_kind=OrganisationKind.COUNCIL,
    performed_by_kind=OrganisationKind.CHARITY,
)
REGISTER.period = type("Period", (), {"lower": date(2026, 4, 1), "upper": None})()


def someone(role, kind=OrganisationKind.COUNCIL, partnership=1):
    return WorkerOnDay(
        1, "Morgan Specimen", (Post(1, "Leadership", partnership, role, 1, "Council", kind),)
    )


def decision(*, sent=True, signed=False):
    return Decision(
        partnership_id=1,
        function=Function.STAY_AT_HOME,
        sent_at=NOW if sent else None,
        signed_at=NOW if signed else None,
        signed_by=Worker(name="Morgan Specimen") if signed else None,
    )


@pytest.mark.parametrize(
    ("options", "views", "lacking"),
    [
        (2, ["child", "council", "charity"], []),
        (1, ["child", "council", "charity"], ["two options"]),
        (2, ["council", "charity"], ["the child says"]),
        (2, ["child", "charity"], ["the council says"]),
        (2, ["child", "council"], ["the charity says"]),
        (0, [], ["two options", "the child says", "the council says", "the charity says"]),
    ],
)
def test_what_a_decision_lacks_is_said_as_what_to_do(options, views, lacking):
    said = rules.missing(decision(), options, views)

    assert len(said) == len(lacking)
    assert all(words in sentence for words, sentence in zip(lacking, said, strict=True))
    assert all(sentence.startswith("add ") for sentence in said)


@pytest.mark.parametrize(
    ("worker", "made", "arrangement", "lacks", "allowed"),
    [
        (someone(Role.HEAD_OF_SERVICE), decision(), REGISTER, [], True),
        (someone(Role.HEAD_OF_SERVICE), decision(), None, [], False),  # nobody may
        (someone(Role.HEAD_OF_SERVICE), decision(sent=False), REGISTER, [], False),
        (someone(Role.HEAD_OF_SERVICE), decision(), REGISTER, ["add two options"], False),
        (someone(Role.HEAD_OF_SERVICE), decision(signed=True), REGISTER, [], False),
        (someone(Role.HEAD_OF_SERVICE, OrganisationKind.CHARITY), decision(), REGISTER, [], False),
        (someone(Role.HEAD_OF_SERVICE, partnership=2), decision(), REGISTER, [], False),
        (someone(Role.KEY_WORKER), decision(), REGISTER, [], False),
    ],
)
def test_only_the_lawful_decider_signs_what_is_complete_and_sent(
    worker, made, arrangement, lacks, allowed
):
    answer = rules.may_sign(worker, made, arrangement, lacks)

    assert bool(answer) is allowed
    assert answer.reason


def test_others_are_told_who_decides_before_anything_else():
    answer = rules.may_sign(
        someone(Role.KEY_WORKER), decision(sent=False), REGISTER, ["add two options"]
    )

    assert answer.reason == "the head of service, council, decides"


@pytest.mark.parametrize(
    ("partnership", "signed", "allowed"), [(1, False, True), (2, False, False), (1, True, False)]
)
def test_decision_is_prepared_within_the_partnership_until_signed(partnership, signed, allowed):
    worker = someone(Role.KEY_WORKER, OrganisationKind.CHARITY, partnership)

    assert bool(rules.may_prepare(worker, decision(signed=signed))) is allowed


@pytest.mark.parametrize(
    ("typed", "allowed"),
    [
        ("Zoë O’Mockford", True),
        ("  zoe  o'mockford ", True),
        ("Zoë", False),
        ("", False),
        ("Robin Testerton", False),
    ],
)
def test_name_typed_to_sign_is_the_signers_own_however_it_is_written(typed, allowed):
    answer = rules.may_sign_as(typed, "Zoë O’Mockford")

    assert answer.allowed is allowed
    assert allowed or "Zoë O’Mockford" in answer.instead
