"""Rules of the voice, without a database: saying, telling, reaching, links, who hears, asking again, counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.access.rules import allow, refuse
from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.voice.rules import contact, feedback, links, plans, retelling, saying, telling
from homeward.voice.rules.counts import LATER, SAME_DAY, WAITING, Heard, counted
from homeward.voice.rules.feedback import Feeling, Hearer, Hears
from homeward.voice.rules.links import NOT_OPEN, LinkFacts
from homeward.voice.rules.plans import Agreed, PlanPage, Who
from homeward.voice.rules.retelling import Permission, Why


TODAY = date(2026, 11, 24)  # a Tuesday
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
BORN = date(2013, 5, 4)


def worker(number=1, *, team=5, role=Role.KEY_WORKER) -> WorkerOnDay:
    post = Post(team, "North", 1, role, 1, "Samplehope", OrganisationKind.CHARITY)
    return WorkerOnDay(number, "Robin", (post,))


# What a child says


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (TODAY + timedelta(days=1), "still to come"),
        (BORN - timedelta(days=1), "before the child was born"),
    ],
)
def test_what_cannot_have_been_said_is_refused(on, why):
    answer = saying.may_have_said(on, BORN, TODAY)

    assert not answer
    assert why in answer.reason
    assert answer.instead


@pytest.mark.parametrize("on", [BORN, TODAY])
def test_first_and_last_day_of_a_life_so_far_are_taken(on):
    assert saying.may_have_said(on, BORN, TODAY)


@pytest.mark.parametrize(
    ("who", "why", "gone", "may"),
    [
        (worker(), "It was Wren’s", False, True),
        (worker(), " ", False, False),
        (worker(), "It was Wren’s", True, False),
        (worker(2), "It was Wren’s", False, False),
        (worker(2, role=Role.TEAM_MANAGER), "It was Wren’s", False, True),
        (worker(2, role=Role.TEAM_MANAGER, team=6), "It was Wren’s", False, False),
    ],
)
def test_writer_or_their_manager_takes_out_with_a_reason(who, why, gone, may):
    assert bool(saying.may_take_out(who, 1, frozenset({5}), why, gone=gone)) is may


# Telling a decision


@pytest.mark.parametrize(
    ("signed_on", "on", "why"),
    [
        (None, TODAY, "not decided yet"),
        (TODAY, TODAY + timedelta(days=1), "still to come"),
        (TODAY, TODAY - timedelta(days=1), "later than that"),
    ],
)
def test_nobody_was_told_before_it_was_decided_or_in_time_to_come(signed_on, on, why):
    assert why in telling.may_have_told(signed_on, on, TODAY).reason


def test_told_on_the_day_of_the_signature_is_taken():
    assert telling.may_have_told(TODAY, TODAY, TODAY)


def test_who_was_told_is_not_left_untold():
    assert "have been told" in telling.may_leave_untold(TODAY, "Too young", told=True).reason
    assert "no reason" in telling.may_leave_untold(TODAY, "", told=False).reason
    assert telling.may_leave_untold(TODAY, "Too young", told=False)


def test_those_are_left_who_were_neither_told_nor_left_out_with_a_reason():
    whom = [("child", 1), ("child", 2), ("adult", 1)]

    assert telling.still_to_tell(whom, [("child", 1)]) == [("child", 2), ("adult", 1)]
    assert telling.still_to_tell(whom, whom) == []


# The safe way


def test_safe_way_is_one_line_without_two_full_stops():
    assert contact.in_one_line("Text only.", "Before six.", "") == "Text only. When: Before six"
    assert contact.in_one_line("Text", "", "letters") == "Text. Never: letters"


def test_safe_way_that_nobody_would_read_to_the_end_is_refused():
    assert "fewer words" in contact.may_write_safe_way("x" * 120, "y" * 80, "z" * 120).instead
    assert "missing" in contact.may_write_safe_way(" ", "", "").reason


# Links


def link(**changes) -> LinkFacts:
    given = {
        "expires_at": NOW + timedelta(days=3),
        "opened_at": None,
        "withdrawn_at": None,
        "belongs": True,
    }
    return LinkFacts(**{**given, **changes})


BAD = [
    None,
    link(),
    link(opened_at=NOW),
    link(withdrawn_at=NOW),
    link(expires_at=NOW),
    link(belongs=False),
]


@pytest.mark.parametrize("known", BAD)
def test_without_the_code_every_link_says_the_same(known):
    """Whether there is one, and what became of it, is told only to who has both."""
    answer = links.may_open(known, right_code=False, now=NOW)

    assert answer == links.may_open(None, right_code=True, now=NOW)
    assert answer.instead == NOT_OPEN


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (link(opened_at=NOW), "used before"),
        (link(withdrawn_at=NOW), "closed"),
        (link(belongs=False), "closed"),
        (link(expires_at=NOW), "too old"),
    ],
)
def test_with_both_it_is_said_why_nothing_opens(known, why):
    answer = links.may_open(known, right_code=True, now=NOW)

    assert not answer
    assert why in answer.reason
    assert "Ask your worker" in answer.instead


def test_link_and_code_open_until_the_last_moment():
    assert links.may_open(link(expires_at=NOW + timedelta(seconds=1)), right_code=True, now=NOW)


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ({"may_write": refuse("another team writes here")}, "another team"),
        ({"belongs": False}, "does not belong"),
        ({"has_plan": False}, "no page"),
        ({"safe_way": " "}, "safe way"),
    ],
)
def test_link_is_made_only_for_who_can_be_reached_safely_and_has_a_page(missing, why):
    given = {"may_write": allow("yours"), "belongs": True, "has_plan": True, "safe_way": "Text"}

    assert links.may_make_link(**given)
    assert why in links.may_make_link(**{**given, **missing}).reason


# The page


PAGE = PlanPage(
    ("Ash",), (Who("Robin", "Your key worker"),), (Agreed("Sundays"),), "Phone", ("North",), TODAY
)


@pytest.mark.parametrize(
    ("page", "wrong", "read", "why"),
    [
        (PAGE, ["it holds an address"], True, "it holds an address"),
        (PAGE, [], False, "read through"),
        (PlanPage(("Ash",), (), (), "Phone", ()), [], True, "nothing that was agreed"),
        (PlanPage(("Ash",), (), (Agreed("x"),), " ", ()), [], True, "goes wrong"),
    ],
)
def test_page_is_issued_whole_checked_and_without_what_is_not_theirs(page, wrong, read, why):
    answer = plans.may_issue(allow("yours"), page, wrong, read_through=read)

    assert why in answer.reason
    assert answer.instead
    assert plans.may_issue(allow("yours"), PAGE, [], read_through=True)


def test_page_is_kept_as_it_was_read():
    assert PlanPage.from_kept(PAGE.as_kept()) == PAGE


# Who hears it


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (at(22, 9), True),
        (at(22, 8, 59), False),
        (at(22, 16, 59), True),
        (at(22, 17), False),
        (at(19, 12), False),  # a Saturday
        (at(25, 12), False),  # Christmas Day
        (at(28, 12), False),  # the bank holiday for Boxing Day, which is a Saturday
    ],
)
def test_hours_end_at_five_and_know_bank_holidays(moment, open_):
    assert feedback.is_in_hours(moment) is open_


DAY, NIGHT = at(22, 10), at(22, 21)


@pytest.mark.parametrize(
    ("feeling", "moment", "known", "acts"),
    [
        (Feeling.UNSAFE, DAY, True, Hearer.COUNCIL),
        (Feeling.UNHAPPY, DAY, True, Hearer.HELPING),
        (Feeling.UNSAFE, NIGHT, True, Hearer.DUTY),
        (Feeling.UNHAPPY, NIGHT, True, Hearer.DUTY),
        (Feeling.UNSAFE, DAY, False, Hearer.DUTY),
        (Feeling.UNHAPPY, DAY, False, Hearer.HELPING),
        (Feeling.UNSAFE, NIGHT, False, Hearer.DUTY),
    ],
)
def test_one_team_acts_today_and_the_others_are_told(feeling, moment, known, acts):
    hears = feedback.who_hears(feeling, moment, known=known)

    assert hears[0] == Hears(acts, urgent=True)
    assert [one.urgent for one in hears[1:]] == [False] * (len(hears) - 1)
    assert Hearer.HELPING in {one.hearer for one in hears}
    if known:
        assert Hearer.COUNCIL in {one.hearer for one in hears}


@pytest.mark.parametrize("feeling", [Feeling.GOOD, Feeling.MIXED])
def test_what_is_not_urgent_opens_nothing(feeling):
    assert feedback.who_hears(feeling, NIGHT, known=True) == ()


def test_answer_with_something_of_somebody_else_is_refused():
    assert feedback.may_answer(answered=False)
    assert "already" in feedback.may_answer(answered=True).reason
    assert "an address" in feedback.may_answer(answered=False, wrong=["it holds an address"]).reason


# Told once


@pytest.mark.parametrize(
    ("permission", "team", "may"),
    [
        (Permission.YES, 6, True),
        (Permission.ASK, 6, True),
        (Permission.NO, 6, False),
        (Permission.NO, 5, True),
    ],
)
def test_what_stays_with_a_team_is_read_by_that_team(permission, team, may):
    answer = retelling.may_read_fact(worker(), permission, team)

    assert bool(answer) is may
    assert may or "duty" in answer.instead


def test_asking_again_needs_a_reason():
    assert "no reason" in retelling.may_ask_again("  ").reason
    assert retelling.may_ask_again("The court asks for the date.")


def test_fact_of_tomorrow_was_not_told():
    assert not retelling.may_write_fact(TODAY + timedelta(days=1), TODAY)


def test_only_the_team_that_was_told_says_what_is_allowed():
    assert retelling.may_change_permission(worker(), 5)
    assert "Tell that team" in retelling.may_change_permission(worker(), 6).instead


# Counts


def test_counts_are_by_feeling_and_by_how_soon_they_were_answered():
    heard = (
        [Heard(Feeling.UNHAPPY, 0)] * 6
        + [Heard(Feeling.UNSAFE, 3)] * 7
        + [Heard(Feeling.UNSAFE, None)] * 5
    )

    quarter = counted(heard, 9, [Why.SAFETY] * 5)

    assert quarter.total == 18
    assert quarter.urgent == 18
    assert (quarter.answers[SAME_DAY], quarter.answers[LATER], quarter.answers[WAITING]) == (
        6,
        7,
        5,
    )
    assert quarter.again == 5
    assert quarter.told_once == 9


NUMBERS = st.dictionaries(st.sampled_from(list(Feeling)), st.integers(0, 12), min_size=4)


@given(NUMBERS)
def test_no_small_number_is_shown_nor_told_by_the_rest(numbers):
    heard = [Heard(feeling, 0) for feeling, count in numbers.items() for _ in range(count)]

    quarter = counted(heard, 0, [])

    hidden = [feeling for feeling in Feeling if quarter.feelings[feeling.label] is None]
    shown = {f: quarter.feelings[f.label] for f in Feeling if f not in hidden}
    assert not [count for count in shown.values() if count and 0 < count < 5]
    if quarter.total is not None:
        assert len(hidden) != 1
    urgent = [feeling for feeling in Feeling if feeling.is_urgent]
    if quarter.urgent is not None:
        assert not set(urgent) & set(hidden)
