"""The collaboration agreement's rules, without the database: what a version must say, and when it may hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.partnership.rules import OrganisationKind
from homeward.partnership.rules.collaboration import (
    Offer,
    Step,
    StepKind,
    Wording,
    as_typed,
    changes,
    lines_of,
    may_be_agreed,
    may_be_proposed,
    may_be_recorded,
    may_be_worded,
    may_begin,
    may_record_review,
    offers_of,
    standing,
)


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
TODAY = date(2026, 11, 23)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def wording(**changed) -> Wording:
    return Wording(
        **{
            "aims": ("Children stay at home",),
            "duties": {COUNCIL: ("Refers in time",), CHARITY: ("Sees each child",)},
            "offers": {},
            "notice_months": 6,
            "exit_families": "They meet the next one first.",
            "exit_records": "The council keeps them.",
            **changed,
        }
    )


@pytest.mark.parametrize(
    ("said", "changed", "when"),
    [
        ("ends before it begins", {}, {"to_day": TODAY}),
        ("says no aim", {"aims": ()}, {}),
        ("no duty of the council", {"duties": {CHARITY: ("Sees",)}}, {}),
        ("no duty of the charity", {"duties": {COUNCIL: ("Refers",)}}, {}),
        ("thousand million", {"offers": {COUNCIL: (Offer("Gold", 10**10),)}}, {}),
        ("no day on which both look", {}, {"reviews": []}),
        ("on the same day", {}, {"reviews": [on(9), on(9)]}),
        ("not between its beginning and its end", {}, {"reviews": [on(-1)]}),
        ("not between its beginning and its end", {}, {"reviews": [on(400)], "to_day": on(300)}),
    ],
)
def test_a_version_that_lacks_something_is_refused_with_what_to_do(said, changed, when):
    days = {"from_day": TODAY, "to_day": None, "reviews": [on(90)], **when}

    answer = may_be_worded(wording(**changed), **days)

    assert not answer
    assert said in answer.reason
    assert answer.instead


def test_a_whole_version_may_be_proposed():
    assert may_be_worded(wording(), from_day=TODAY, to_day=on(300), reviews=[on(300), on(90)])
    assert may_be_proposed(None)
    assert "version 2" in may_be_proposed(2).reason


@pytest.mark.parametrize(
    ("said", "step", "more"),
    [
        ("still to come", Step(StepKind.TALKS, on(1)), {}),
        ("whose committee", Step(StepKind.AGREED, TODAY), {}),
        ("where it was decided", Step(StepKind.AGREED, TODAY, COUNCIL), {"minute": ""}),
        ("no proposed version", Step(StepKind.AGREED, TODAY, COUNCIL), {"names_text": False}),
        ("does not say why", Step(StepKind.DECLINED, TODAY, CHARITY), {"why": ""}),
    ],
)
def test_a_step_that_says_too_little_is_refused(said, step, more):
    answer = may_be_recorded(
        step, TODAY, **{"names_text": True, "minute": "Cabinet", "why": "Too dear", **more}
    )

    assert not answer
    assert said in answer.reason


@pytest.mark.parametrize(
    "step",
    [
        Step(StepKind.APPROACH, on(-400)),
        Step(StepKind.TALKS, TODAY),
        Step(StepKind.DECLINED, on(-3), COUNCIL),
    ],
)
def test_what_happened_before_there_was_a_text_is_recorded(step):
    assert may_be_recorded(step, TODAY, names_text=False, minute="Cabinet", why="Too dear")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([], "the council’s committee"),
        ([Step(StepKind.AGREED, TODAY, COUNCIL)], "the charity’s committee"),
        ([Step(StepKind.AGREED, TODAY, CHARITY)], "the council’s committee"),
        (
            [
                Step(StepKind.AGREED, on(-2), COUNCIL),
                Step(StepKind.AGREED, on(-2), CHARITY),
                Step(StepKind.DECLINED, on(-1), CHARITY),
            ],
            "the charity’s committee declined",
        ),
    ],
)
def test_a_version_waits_for_both_committees(steps, said):
    answer = may_be_agreed(steps)

    assert not answer
    assert said in answer.reason
    assert answer.instead


def test_the_last_answer_of_a_committee_stands():
    steps = [
        Step(StepKind.AGREED, TODAY, COUNCIL),
        Step(StepKind.DECLINED, on(-5), COUNCIL),
        Step(StepKind.DECLINED, TODAY, CHARITY),
        Step(StepKind.AGREED, TODAY, CHARITY),
    ]

    assert {side: step.kind for side, step in standing(steps).items()} == {
        COUNCIL: StepKind.AGREED,
        CHARITY: StepKind.AGREED,
    }
    assert may_be_agreed(steps)


answers = st.lists(
    st.builds(
        Step,
        st.sampled_from(StepKind),
        st.dates(on(-30), TODAY),
        st.sampled_from([None, COUNCIL, CHARITY]),
    ),
    max_size=12,
)


@given(answers)
def test_no_version_is_agreed_without_a_yes_of_both_committees(steps):
    if may_be_agreed(steps):
        said = {step.side for step in steps if step.kind == StepKind.AGREED}
        assert {COUNCIL, CHARITY} <= said
        for side in (COUNCIL, CHARITY):
            yes = max(s.on for s in steps if s.side == side and s.kind == StepKind.AGREED)
            later = [s for s in steps if s.side == side and s.kind == StepKind.DECLINED]
            assert all(no.on <= yes for no in later)


@pytest.mark.parametrize(
    ("from_day", "to_day", "last_from", "said"),
    [
        (on(-10), None, None, "before both committees had agreed"),
        (on(-1), None, on(-400), "in the past"),
        (on(5), None, on(5), "the version before begins"),
        (on(-5), None, None, ""),
        (on(0), None, on(-1), ""),
    ],
)
def test_a_version_begins_when_it_may(from_day, to_day, last_from, said):
    answer = may_begin(from_day, to_day, TODAY, agreed_on=on(-5), last_from=last_from)

    assert bool(answer) is (not said)
    assert said in answer.reason


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agreed": False}, "only proposed"),
        ({"done": True}, "recorded already"),
        ({"held_on": on(1)}, "still to come"),
        ({"next_on": TODAY}, "not be later than today"),
        ({"next_on": on(50)}, "agreed already"),
        ({"next_on": on(500)}, "ends on"),
        ({}, ""),
    ],
)
def test_a_review_is_recorded_once_and_the_next_one_is_to_come(changed, said):
    given = {
        "agreed": True,
        "done": False,
        "held_on": TODAY,
        "today": TODAY,
        "next_on": on(90),
        "others": {on(50)},
        "end": on(400),
    }

    answer = may_record_review(**{**given, **changed})

    assert bool(answer) is (not said)
    assert said in answer.reason


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Two rooms, £9,500", [Offer("Two rooms", 9500)]),
        ("Two rooms (£9500).", [Offer("Two rooms", 9500)]),
        ("  A van \n\n Volunteers ", [Offer("A van"), Offer("Volunteers")]),
        ("£500", [Offer("£500")]),
        ("A room for £5 an hour", [Offer("A room for £5 an hour")]),
        ("A van £ ,", [Offer("A van £ ,")]),
    ],
)
def test_what_is_given_in_kind_is_read_from_a_line(typed, read):
    assert offers_of(typed) == tuple(read)


words = st.text("abc def", min_size=1).filter(lambda line: " ".join(line.split()) == line)


@given(st.lists(st.builds(Offer, words, st.none() | st.integers(0, 10**9)), max_size=5))
def test_what_is_shown_in_the_form_is_read_back_the_same(offers):
    assert offers_of(as_typed(offers)) == tuple(offers)


def test_lines_are_read_without_what_is_empty():
    assert lines_of(" One \r\n\r\n two  words ") == ("One", "two words")


def test_what_changed_is_said_part_by_part():
    before = wording()
    after = wording(
        duties={COUNCIL: ("Refers in time", "Pays in time"), CHARITY: ("Sees each child",)},
        notice_months=1,
    )

    found = changes(before, after)

    assert [(c.part, c.gone, c.new) for c in found] == [
        ("What the council owes", (), ("Pays in time",)),
        ("Notice", ("6 months",), ("1 month",)),
    ]
    assert changes(after, after) == []
