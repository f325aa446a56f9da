"""How safe a return is judged: what software may say, and what it never decides."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.access.rules import allow, refuse
from homeward.partnership.rules import WorkerOnDay
from homeward.reunification.rules import (
    FIRST_WORDS,
    HIGHEST,
    Class,
    Inputs,
    Level,
    may_call,
    may_classify,
    may_decide_return,
    may_override,
    may_sign_off,
    mismatch,
    number_of,
    points_to,
)


MAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
SOMEBODY = WorkerOnDay(7, "Toni Managely", ())


@pytest.mark.parametrize(
    ("risks", "protects", "changes", "level"),
    [
        (2, 0, 0, Level.SEVERE),
        (2, 1, 0, Level.HIGH),
        (2, 1, 1, Level.MEDIUM),
        (0, 1, 1, Level.LOW),
        (0, 1, 0, Level.LOW),
        (2, 0, 1, None),
        (0, 0, 0, None),
    ],
)
def test_inputs_point_to_the_row_of_the_table(risks, protects, changes, level):
    assert points_to(Inputs(risks, protects, changes)) == level


def test_mismatch_is_said_in_the_partnerships_words_and_agreement_is_silent():
    called = {**FIRST_WORDS, Level.SEVERE: "Very high"}

    said = mismatch(Level.LOW, Inputs(2, 0, 0), called)

    assert "points to “Very high”" in said
    assert "judged “Low”" in said
    assert mismatch(Level.SEVERE, Inputs(2, 0, 0), called) == ""
    assert "Is something missing?" in mismatch(Level.HIGH, Inputs(2, 0, 1))


@given(st.sampled_from(Level), st.builds(Inputs, *[st.integers(0, 3)] * 3))
def test_no_judgement_with_its_evidence_is_refused_whatever_the_inputs_point_to(level, inputs):
    mismatch(level, inputs)

    assert bool(may_classify(inputs, assessed=True, reasons="So.")) is inputs.any


def test_nothing_is_judged_before_it_is_assessed():
    answer = may_classify(Inputs(1, 1, 1), assessed=False, reasons="So.")

    assert not answer
    assert "assessment" in answer.reason


def test_nothing_is_judged_without_a_reason():
    assert "why" in may_classify(Inputs(1, 1, 1), assessed=True, reasons=" ").reason


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ""),
        ({"signed": True}, "signed off already"),
        ({"is_last": False}, "judged again since"),
        ({"judged_by": 7}, "you judged it"),
        ({"lawful": refuse("the team manager, council, decides")}, "team manager, council"),
    ],
)
def test_class_is_signed_off_by_another_of_the_council_once(given, said):
    asked = {"judged_by": 3, "is_last": True, "signed": False, "lawful": allow("you may")}

    answer = may_sign_off(SOMEBODY, **{**asked, **given})

    assert bool(answer) is (said == "")
    assert said in answer.reason


@pytest.mark.parametrize(
    ("level", "changes", "allowed"),
    [
        (Level.SEVERE, {}, True),
        (Level.HIGH, {}, True),
        (Level.MEDIUM, {}, False),
        (Level.HIGH, {"signed": False}, False),
        (Level.HIGH, {"overridden": True}, False),
        (Level.HIGH, {"is_last": False}, False),
        (Level.HIGH, {"lawful": refuse("the director, council, decides")}, False),
    ],
)
def test_only_the_last_of_the_two_highest_signed_classes_is_overridden(level, changes, allowed):
    asked = {"is_last": True, "signed": True, "overridden": False, "lawful": allow("you may")}

    assert bool(may_override(level, **{**asked, **changes})) is allowed


CLASSES = st.builds(
    Class,
    level=st.sampled_from(Level),
    judged_at=st.integers(-30, 30).map(lambda days: MAY + timedelta(days=days)),
    signed_off_at=st.sampled_from([None, MAY + timedelta(days=40)]),
    overridden=st.booleans(),
)


@given(CLASSES, st.sampled_from([None, MAY]))
def test_return_is_never_allowed_at_a_highest_class_without_an_override(judged, since):
    answer = may_decide_return(judged, since=since, label="High")

    if answer:
        assert judged.signed_off_at is not None
        assert judged.level not in HIGHEST or judged.overridden
        assert since is None or judged.judged_at >= since


def test_return_that_nobody_judged_is_not_decided():
    assert "nobody has judged" in may_decide_return(None, since=None, label="").reason


def test_refusal_names_the_class_as_the_partnership_calls_it():
    high = Class(Level.HIGH, MAY, MAY)

    answer = may_decide_return(high, since=None, label="Very high")

    assert not answer
    assert "Very high" in answer.reason
    assert "override" in answer.instead


@pytest.mark.parametrize(
    ("work_at", "home_on", "number"),
    [
        (None, None, 1),
        (MAY + timedelta(days=1), None, 1),
        (MAY - timedelta(days=1), None, 2),
        (MAY - timedelta(days=9), (MAY - timedelta(days=1)).date(), 3),
        (MAY - timedelta(days=9), (MAY + timedelta(days=1)).date(), 2),
    ],
)
def test_class_has_its_number_by_when_it_was_judged(work_at, home_on, number):
    assert number_of(MAY, MAY.date(), work_at, home_on) == number


@pytest.mark.parametrize("word", ["", "Medium", " medium "])
def test_classes_have_four_different_words(word):
    assert may_call(FIRST_WORDS)
    assert not may_call({**FIRST_WORDS, Level.HIGH: word})
