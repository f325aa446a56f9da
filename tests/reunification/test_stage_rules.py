"""Where a plan stands follows from what was recorded; what happened comes before what was decided."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reunification.rules import (
    WAY,
    Class,
    Decided,
    Done,
    Facts,
    Level,
    Question,
    Spell,
    Stage,
    StepKind,
    is_over,
    may_ask,
    may_begin,
    may_end,
    may_plan_step,
    next_acts,
    next_question,
    stage,
)


START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def yes(number: int, day: int) -> Decided:
    return Decided(Question(number), True, at(day))


def no(number: int, day: int) -> Decided:
    return Decided(Question(number), False, at(day))


def judged(day: int, level=Level.MEDIUM, *, signed=True, overridden=False) -> Class:
    return Class(level, at(day), at(day) if signed else None, overridden)


def facts(**changes) -> Facts:
    return Facts(**{"all_checks": frozenset({1, 3}), **changes})


TO_WORK = {"decided": [yes(1, 1), yes(2, 5)], "assessed": True}
TO_RETURN = {"decided": [yes(1, 1), yes(2, 5), yes(3, 9)], "assessed": True}


@pytest.mark.parametrize(
    ("known", "where"),
    [
        ({}, Stage.IDENTIFIED),
        ({"decided": [Decided(Question.WORTH_ASSESSING)]}, Stage.IDENTIFIED),
        ({"decided": [no(1, 1)]}, Stage.NOT_NOW),
        ({"decided": [no(1, 1), yes(1, 2)]}, Stage.ASSESSING),
        ({"decided": [yes(1, 1)], "classes": [judged(2, signed=False)]}, Stage.ASSESSING),
        ({"decided": [yes(1, 1)], "classes": [judged(2)]}, Stage.JUDGED),
        ({**TO_WORK, "classes": [judged(2)]}, Stage.WORKING),
        ({**TO_WORK, "classes": [judged(2), judged(6, signed=False)]}, Stage.WORKING),
        ({**TO_WORK, "classes": [judged(2), judged(6)]}, Stage.READY),
        ({**TO_RETURN, "classes": [judged(6)]}, Stage.GETTING_READY),
        ({**TO_RETURN, "classes": [judged(6), judged(10, Level.HIGH)]}, Stage.READY),
        ({"decided": [*TO_RETURN["decided"], no(3, 12)]}, Stage.NOT_NOW),
        ({"home": Spell(TODAY)}, Stage.HOME),
        ({"decided": [no(3, 1)], "home": Spell(TODAY), "ended": True}, Stage.HOME),
        ({"home": Spell(TODAY), "checks": frozenset({1, 3})}, Stage.SETTLED),
        ({**TO_RETURN, "home": Spell(TODAY, TODAY, at(90))}, Stage.BACK),
        ({"ended": True}, Stage.ENDED),
    ],
)
def test_stage_follows_from_what_was_recorded(known, where):
    assert stage(facts(**known)) == where


@pytest.mark.parametrize(
    ("known", "question"),
    [
        ({}, Question.WORTH_ASSESSING),
        ({"decided": [yes(1, 1)]}, Question.WORK_TOWARDS),
        ({"decided": [yes(1, 1), no(2, 5)]}, Question.WORK_TOWARDS),
        (TO_WORK, Question.RETURN),
        ({"home": Spell(TODAY)}, Question.RETURN),
    ],
)
def test_next_question_follows_the_answers(known, question):
    assert next_question(facts(**known)) == question


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, ""),
        ({"decided": [yes(1, 1)]}, "not judged and signed off"),
        ({"decided": [yes(1, 1)], "classes": [judged(2, signed=False)]}, "not judged and signed"),
        ({"decided": [yes(1, 1)], "classes": [judged(2)]}, ""),
        ({"decided": [Decided(Question.WORTH_ASSESSING)]}, "being prepared already"),
        ({**TO_RETURN, "classes": [judged(6)]}, "decided that the child goes home"),
        ({**TO_RETURN, "classes": [judged(6), judged(10, Level.HIGH)]}, ""),
        ({"home": Spell(TODAY)}, "not judged and signed off"),
        ({"home": Spell(TODAY), "classes": [judged(2)]}, ""),
        ({"home": Spell(TODAY, TODAY, at(90))}, "back in care"),
        ({"ended": True}, "has ended"),
    ],
)
def test_question_is_asked_when_what_it_rests_on_is_there(known, said):
    answer = may_ask(facts(**known))

    assert bool(answer) is (said == "")
    assert said in answer.reason


@pytest.mark.parametrize(
    ("helped", "other", "said"),
    [
        (True, None, ""),
        (False, None, "nobody helps this family"),
        (True, facts(), "has a return plan already"),
        (True, facts(home=Spell(TODAY)), "has a return plan already"),
        (True, facts(home=Spell(TODAY, TODAY, at(90))), ""),
        (True, facts(decided=[no(1, 1)]), ""),
        (True, facts(ended=True), ""),
    ],
)
def test_plan_begins_when_the_one_before_is_over(helped, other, said):
    answer = may_begin(in_partnership=True, helped=helped, other=other)

    assert bool(answer) is (said == "")
    assert said in answer.reason


def test_nobody_ends_a_plan_while_the_child_is_at_home():
    assert not may_end(facts(home=Spell(TODAY)))
    assert may_end(facts(home=Spell(TODAY), checks=frozenset({1, 3})))
    assert may_end(facts())
    assert not may_end(facts(ended=True))


READY = {**TO_RETURN, "classes": [judged(6)], "has_crisis_plan": True}


@pytest.mark.parametrize(
    ("known", "kind", "said"),
    [
        ({}, StepKind.TIME, "not decided yet to work towards home"),
        (TO_WORK, StepKind.TIME, ""),
        (TO_WORK, StepKind.TRIAL, ""),
        (TO_WORK, StepKind.HOME, "not decided that the child goes home"),
        ({**READY, "has_crisis_plan": False}, StepKind.HOME, "no crisis plan"),
        (READY, StepKind.HOME, ""),
        ({**READY, "classes": [judged(10, Level.HIGH)]}, StepKind.HOME, "two highest classes"),
        (
            {**READY, "classes": [judged(10, Level.HIGH, overridden=True)]},
            StepKind.HOME,
            "",
        ),
        ({**READY, "home": Spell(TODAY)}, StepKind.NIGHT, "at home already"),
    ],
)
def test_step_is_planned_when_what_permits_it_is_decided(known, kind, said):
    answer = may_plan_step(facts(**known), kind, TODAY, TODAY)

    assert bool(answer) is (said == "")
    assert said in answer.reason


def test_no_step_is_planned_for_a_day_that_is_over():
    assert not may_plan_step(facts(**TO_WORK), StepKind.TIME, TODAY - timedelta(days=1), TODAY)


DECIDED = st.builds(
    Decided,
    question=st.sampled_from(Question),
    yes=st.booleans(),
    at=st.integers(0, 60).map(at),
)
ANY_FACTS = st.builds(
    Facts,
    decided=st.lists(DECIDED, max_size=6),
    assessed=st.booleans(),
    classes=st.lists(
        st.builds(
            Class,
            level=st.sampled_from(Level),
            judged_at=st.integers(0, 60).map(at),
            signed_off_at=st.sampled_from([None, at(60)]),
            overridden=st.booleans(),
        ),
        max_size=4,
    ).map(lambda classes: sorted(classes, key=lambda one: one.judged_at)),
    home=st.sampled_from([None, Spell(TODAY), Spell(TODAY, TODAY, at(95))]),
    has_crisis_plan=st.booleans(),
    checks=st.frozensets(st.sampled_from([1, 3])),
    all_checks=st.just(frozenset({1, 3})),
    back_at=st.sampled_from([None, at(30)]),
    died=st.booleans(),
    ended=st.booleans(),
)


@given(ANY_FACTS)
def test_every_plan_stands_somewhere_and_what_happened_comes_first(known):
    where = stage(known)

    next_acts(known, Done())
    assert where in {*(one for one, _ in WAY), Stage.BACK, Stage.NOT_NOW, Stage.ENDED}
    assert (where in (Stage.HOME, Stage.SETTLED)) is known.is_home
    assert (where == Stage.BACK) is (known.is_back and not known.died)
    assert where == Stage.ENDED or not known.died
    assert is_over(known) or not known.ended


def test_return_that_was_decided_before_coming_back_into_care_is_used_up():
    decided = [yes(Question.WORK_TOWARDS, 2), yes(Question.RETURN, 10)]
    home = Spell(TODAY)

    assert facts(decided=decided, home=home).return_stands
    again = facts(decided=decided, home=home, back_at=at(20))
    assert not again.return_stands
    assert next_acts(again, Done())[0].page == "classify"


def test_nothing_more_is_asked_of_a_child_who_died():
    known = facts(home=Spell(TODAY), died=True)

    assert stage(known) == Stage.ENDED
    assert next_acts(known, Done()) == []
    assert may_end(known)
    assert not may_ask(known)


@given(ANY_FACTS)
def test_day_of_going_home_is_never_planned_after_a_highest_class_without_override(known):
    answer = may_plan_step(known, StepKind.HOME, TODAY, TODAY)

    if answer:
        last, decided = known.last_class, known.last(Question.RETURN)
        assert decided.yes
        assert (
            last is None
            or last.judged_at <= decided.at
            or last.overridden
            or last.level in (Level.MEDIUM, Level.LOW)
        )
