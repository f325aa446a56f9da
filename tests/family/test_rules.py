"""The rules of what a family can do, without the database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import Due
from homeward.family import rules
from homeward.family.rules import Came, Duty, Offered, Outcome, Reach, Said
from homeward.partnership.rules import FUNCTIONS, Function, OrganisationKind, may_arrange


TODAY = date(2027, 3, 10)
SINCE = date(2027, 1, 4)
NONE = Duty(None)
NAN = Reach("Nan Sampleton", "7 Inventory Lane\nSampleford, ZZ9 9ZZ", "01632 960988", "After six")


def offered(days, said=Said.ACCEPTS):
    return Offered(TODAY - timedelta(days=days), said)


def in_order(*offers):
    return sorted(offers, key=lambda one: one.on)


NO = Said.DECLINES


# The duty to offer


@pytest.mark.parametrize(
    ("duty", "says"),
    [
        (NONE, "not in force on a day known here"),
        (Duty(TODAY + timedelta(days=1)), "it begins on 11 March 2027"),
        (Duty(TODAY), "is a duty since 10 March 2027"),
    ],
)
def test_page_says_whether_the_offer_is_a_duty_yet(duty, says):
    words = duty.in_words(TODAY)

    assert says in words
    assert ("not yet a duty" in words) is not duty.holds_on(TODAY)


@pytest.mark.parametrize(
    ("offers", "held", "because", "may"),
    [
        ([], [], "", False),
        ([], [TODAY], "", False),
        ([], [], "Dad would hurt who comes.", True),
        ([], [], "   ", False),
        ([[]], [], "", False),
        ([[offered(20)]], [], "", False),
        ([[offered(20)]], [], "He came with a knife.", True),
        ([[offered(20)]], [TODAY - timedelta(days=30)], "", False),
        ([[offered(20)]], [TODAY - timedelta(days=20)], "", True),
        ([[offered(20, NO)]], [], "", True),
        ([[offered(20, Said.NO_ANSWER)]], [], "", True),
        ([[offered(20, NO)], [offered(9)]], [], "", False),
        ([[offered(20, NO)], []], [], "", False),  # one of the two was never asked
        ([[offered(20, NO)], []], [], "He must not know where they are.", True),
        (
            [[offered(20)], [offered(9)]],
            [TODAY - timedelta(days=15)],
            "",
            False,
        ),  # the second said yes since
        ([[offered(20)], [offered(9)]], [TODAY - timedelta(days=9)], "", True),
        (
            [[offered(20), offered(9, Said.NO_ANSWER)]],
            [],
            "",
            False,
        ),  # a yes is not taken back by silence
        ([[offered(20), offered(9, Said.LATER)]], [], "", False),
        ([[offered(20), offered(9, NO)]], [], "", True),
    ],
)
def test_once_it_is_a_duty_the_court_waits_for_the_offer_and_for_what_was_accepted(
    offers, held, because, may
):
    answer = rules.may_apply(Duty(SINCE), TODAY, offers, held, because)

    assert bool(answer) is may
    assert may or "best interests" in answer.instead


OFFERS = st.lists(
    st.lists(st.builds(offered, st.integers(0, 99), st.sampled_from(Said)), max_size=3).map(
        lambda made: in_order(*made)
    ),
    max_size=3,
)


@given(
    OFFERS,
    st.lists(st.dates(), max_size=3),
    st.text(),
)
def test_before_it_is_a_duty_nothing_about_it_stops_an_application(offers, held, because):
    tomorrow = Duty(TODAY + timedelta(days=1))

    assert rules.may_apply(NONE, TODAY, offers, held, because)
    assert rules.may_apply(tomorrow, TODAY, offers, held, because)


@given(OFFERS, st.lists(st.integers(0, 99), max_size=3))
def test_once_it_is_a_duty_nothing_but_the_reason_goes_without_an_offer_to_each(offers, held):
    held = [TODAY - timedelta(days=days) for days in held]

    answer = rules.may_apply(Duty(SINCE), TODAY, offers, held, "")

    assert not answer or all(offers)


@given(OFFERS)
def test_reason_that_the_law_allows_is_always_enough(offers):
    assert rules.may_apply(Duty(SINCE), TODAY, offers, [], "Nobody could keep them safe there.")


@pytest.mark.parametrize(
    ("kind", "pr", "owed"),
    [
        ("mother", None, True),
        ("Father, not at home", False, True),
        ("Mum", None, True),
        ("grandmother", None, False),
        ("grandmother", True, True),
        ("mother’s friend", None, False),
        ("birth mother", None, True),
        ("Father of Wren", None, True),
        ("adoptive dad (lives away)", None, True),
        ("foster mother", None, False),
        ("step-father", None, False),
        ("stepfather", True, True),
        ("mother’s mother", None, False),
        ("friend of mother", None, False),
        ("", None, False),
        ("", True, True),
    ],
)
def test_law_means_parents_and_who_has_parental_responsibility(kind, pr, owed):
    assert rules.is_owed_offer(kind, pr) is owed


# Nobody’s address reaches another


@pytest.mark.parametrize(
    "words",
    [
        "We meet at 7 inventory lane.",
        "It is in Sampleford!",
        "Post it to zz9 9zz",
        "Ring 01632960988",
        "ring +44 1632 960 988 first",
        "Nan: 01632-960988",
        "Nan: (01632) 960988",
        "her number is 960988",
    ],
)
def test_words_that_the_family_gets_are_refused_with_an_address_or_a_number(words):
    answer = rules.may_be_given(["When it is loud.", words], [NAN])

    assert not answer
    assert "Nan Sampleton" in answer.instead
    assert "Nan" not in answer.reason  # which stays readable in the trail


@pytest.mark.parametrize(
    "words",
    ["We ring Nan before it is loud.", "Every Friday from 6 November 2026, at 16:30", "Lane 7", ""],
)
def test_words_that_tell_nobodys_address_are_taken(words):
    assert rules.may_be_given([words], [NAN, Reach("Dad", "", "")])


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([" ", ", ", "\n", ". "]))
def test_whatever_stands_around_it_an_address_or_number_is_found(before, after, between):
    for told in ("7 Inventory Lane", "01632 960988"):
        assert not rules.may_be_given([f"{before}{between}{told}{between}{after}"], [NAN])


# What cannot have been


def test_day_to_come_and_day_before_what_it_followed_are_refused():
    later = rules.may_have_been(TODAY + timedelta(days=1), TODAY)
    before = rules.may_have_been(TODAY - timedelta(days=9), TODAY, TODAY, "the letter was sent on")

    assert "still to come" in later.reason
    assert "the letter was sent on 10 March 2027" in before.reason
    assert rules.may_have_been(TODAY, TODAY, TODAY, "-")


@pytest.mark.parametrize(
    ("came", "next_on", "may"),
    [
        (Came.HOLDS, None, False),
        (Came.HOLDS, TODAY, False),
        (Came.HOLDS, TODAY + timedelta(days=1), True),
        (Came.BROKEN, None, True),
        (Came.DID_IT, None, True),
    ],
)
def test_plan_that_holds_is_looked_at_again_on_a_later_day(came, next_on, may):
    assert bool(rules.may_review(TODAY, TODAY, TODAY, came, next_on)) is may


def test_plan_without_a_step_or_looked_at_before_it_was_made_is_refused():
    assert "nobody does anything" in rules.may_plan(TODAY, TODAY + timedelta(days=1), 0).reason
    assert "before the meeting" in rules.may_plan(TODAY, TODAY, 2).reason
    assert rules.may_plan(TODAY, TODAY + timedelta(days=1), 1)


# The legal gateway


@pytest.mark.parametrize("open_", [True, False])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_what_can_follow_from_how_it_stands_is_decided(outcome, open_):
    answer = rules.may_decide_so(
        outcome,
        open_=open_,
        until=TODAY + timedelta(days=60),
        due=TODAY + timedelta(days=30),
        today=TODAY,
        agreed_with="Both parents",
    )

    assert bool(answer) is (outcome in rules.outcomes(open_))


@pytest.mark.parametrize(
    ("until", "agreed", "reason"),
    [
        (None, "Both", "more time ends after 9 April 2027"),
        (TODAY + timedelta(days=30), "Both", "more time ends after 9 April 2027"),
        (TODAY + timedelta(days=31), " ", "who agreed"),
        (TODAY + timedelta(days=31), "Both", ""),
    ],
)
def test_more_time_ends_later_than_without_it_and_names_who_agreed(until, agreed, reason):
    answer = rules.may_decide_so(
        Outcome.GO_ON,
        open_=True,
        until=until,
        due=TODAY + timedelta(days=30),
        today=TODAY,
        agreed_with=agreed,
    )

    assert bool(answer) is not reason
    assert reason in answer.reason


def test_more_time_after_the_limit_is_over_ends_after_today():
    over = {"open_": True, "due": TODAY - timedelta(days=9), "today": TODAY, "agreed_with": "Both"}

    assert not rules.may_decide_so(Outcome.GO_ON, until=TODAY, **over)
    assert rules.may_decide_so(Outcome.GO_ON, until=TODAY + timedelta(days=1), **over)


@given(st.none() | st.builds(Due, st.dates()), st.lists(st.dates(), max_size=4))
def test_time_that_was_given_never_ends_it_sooner(due, longer):
    ends = rules.ends_by(due, longer)

    assert ends == max([*([due.day] if due else []), *longer], default=None)


def test_what_is_said_of_a_day_long_before_the_children_is_refused():
    born = TODAY - timedelta(days=20)

    assert not rules.may_be_about(born - timedelta(days=301), born)
    assert rules.may_be_about(born - timedelta(days=300), born)  # met because of a birth
    assert rules.may_be_about(TODAY, None)


def test_duty_begins_after_the_act_was_passed():
    assert "was passed on 29 April 2026" in rules.may_set_duty(date(2026, 4, 28), None).reason
    assert rules.may_set_duty(date(2026, 4, 29), None)


def test_letter_and_meeting_lie_within_pre_proceedings_of_their_own():
    ended = TODAY - timedelta(days=5)

    second = rules.may_have_sent_letter(ended - timedelta(days=1), TODAY, None, ended)
    met = rules.may_have_met(TODAY, TODAY, ended - timedelta(days=30), ended)

    assert "the pre-proceedings before ended on 5 March 2027" in second.reason
    assert "ended on 5 March 2027, before that" in met.reason
    assert rules.may_have_met(ended, TODAY, ended - timedelta(days=30), ended)
    assert rules.may_have_sent_letter(ended, TODAY, None, ended)


def test_plan_that_the_family_changed_is_not_answered_any_more():
    answer = rules.may_answer_plan(None, 1, None, newest=False)  # whoever they are

    assert "the family changed this plan" in answer.reason


def test_application_before_the_letter_or_beside_another_is_refused():
    early = rules.may_have_issued(TODAY - timedelta(days=3), TODAY, TODAY, None)
    second = rules.may_have_issued(TODAY, TODAY, None, TODAY - timedelta(days=3))

    assert "the letter before proceedings was sent on 10 March 2027" in early.reason
    assert "are in the record and go on" in second.reason
    assert rules.may_have_issued(TODAY, TODAY, TODAY, None)


def test_time_from_the_court_ends_later_than_the_limit():
    issued, due = TODAY - timedelta(days=90), TODAY + timedelta(days=92)

    assert not rules.may_have_given_time(TODAY, due, TODAY, issued, due)
    assert rules.may_have_given_time(TODAY, due + timedelta(days=1), TODAY, issued, due)
    assert not rules.may_have_given_time(
        TODAY, due + timedelta(days=1), TODAY, issued, due, ended_on=TODAY - timedelta(days=1)
    )
    assert not rules.may_have_given_time(
        issued - timedelta(days=1), due + timedelta(days=1), TODAY, issued, due
    )


def test_gateway_stays_with_the_council():
    charity = OrganisationKind.CHARITY

    assert FUNCTIONS[Function.LEGAL_GATEWAY].council_only
    assert not may_arrange(Function.LEGAL_GATEWAY, charity, charity)
