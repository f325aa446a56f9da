"""Who opens a card and reads it, when it is told in the morning, and what is in the file: plain facts, no database."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import is_working_day
from homeward.duty import rules
from homeward.duty.rules.files import LETTERS
from homeward.partnership.rules import DataGroup, OrganisationKind, Post, Role, WorkerOnDay
from homeward.sharing.rules import (
    Closed,
    Entitlement,
    FactsOfChild,
    Level,
    RestrictionKind,
    Working,
)


TODAY = date(2026, 11, 6)
EVERYTHING = frozenset(DataGroup)
DUTY_TEAM, OTHER_TEAM = 7, 8
WHY = "The police rang about this child."


def post(team=DUTY_TEAM, partnership=1, role=Role.SOCIAL_WORKER, groups=EVERYTHING, lapsed=None):
    return Post(
        team, "Duty team", partnership, role, 1, "Council", OrganisationKind.COUNCIL, groups, lapsed
    )


def worker(*posts, pk=1):
    return WorkerOnDay(pk, "Uma", posts)


def child(*closed):
    return FactsOfChild(1, (Working(TODAY, None, "a referral", OTHER_TEAM),), closed)


def closed(kind, *named, until=None):
    return Closed(TODAY, until, kind, frozenset(named))


@pytest.mark.parametrize(
    ("held", "may"),
    [
        (post(), True),
        (post(team=OTHER_TEAM), False),
        (post(partnership=2), False),
        (post(groups=EVERYTHING - {DataGroup.SAFETY}), False),
        (post(groups=EVERYTHING - {DataGroup.CORE}), False),
        (post(lapsed=TODAY), False),
    ],
)
def test_duty_is_who_has_a_post_there_with_what_a_card_shows(held, may):
    assert bool(rules.may_be_on_duty(worker(held), {DUTY_TEAM}, 1)) is may


@pytest.mark.parametrize(
    ("facts", "is_open", "reason", "may"),
    [
        (child(), True, WHY, True),
        (child(), False, WHY, False),
        (child(), True, "asked", False),
        (child(), True, " " * 40, False),
        (child(closed(RestrictionKind.SEALED)), True, WHY, False),
        (child(closed(RestrictionKind.SEALED, 1)), True, WHY, True),
        (child(closed(RestrictionKind.RELATIVE, 1)), True, WHY, False),
        (child(closed(RestrictionKind.RELATIVE, 2)), True, WHY, True),
        (child(closed(RestrictionKind.ADOPTION)), True, WHY, False),
        (child(closed(RestrictionKind.SEALED, until=TODAY)), True, WHY, True),
    ],
)
def test_card_opens_on_duty_with_a_reason_where_the_record_is_not_closed(
    facts, is_open, reason, may
):
    on_duty = rules.may_be_on_duty(worker(post()), {DUTY_TEAM}, 1)

    assert bool(rules.may_open(on_duty, 1, facts, TODAY, is_open=is_open, reason=reason)) is may


def test_nobody_off_duty_opens_a_card_whatever_the_reason():
    off = rules.may_be_on_duty(worker(post(team=OTHER_TEAM)), {DUTY_TEAM}, 1)

    answer = rules.may_open(off, 1, child(), TODAY, is_open=True, reason=WHY)

    assert not answer
    assert "on duty" in answer.reason


def sight(*groups, shut=False, roles=(Role.KEY_WORKER,)):
    level = Level.FULL if groups else Level.NOTHING
    return Entitlement(level, frozenset(groups), ("in North",), shut, frozenset(roles))


@pytest.mark.parametrize(
    ("seen", "opened", "may"),
    [
        (sight(DataGroup.CORE, DataGroup.SAFETY), "", True),
        (sight(DataGroup.CORE), "", False),
        (sight(DataGroup.SAFETY), "", False),
        (sight(), "", False),
        (sight(), "you opened it", True),
        (sight(shut=True), "you opened it", False),
        (sight(DataGroup.CORE), "you opened it", True),
    ],
)
def test_card_is_read_by_who_works_with_the_child_or_opened_it(seen, opened, may):
    assert bool(rules.may_read(seen, opened=opened)) is may


@pytest.mark.parametrize(
    ("seen", "may"),
    [
        (sight(DataGroup.CORE, DataGroup.SAFETY), True),
        (sight(DataGroup.CORE), False),
        (sight(DataGroup.CORE, DataGroup.SAFETY, roles=()), False),
    ],
)
def test_card_is_written_by_who_works_with_the_child(seen, may):
    assert bool(rules.may_write_card(seen)) is may


@pytest.mark.parametrize(
    ("written", "morning"),
    [
        (datetime(2026, 11, 5, 23, 30), date(2026, 11, 6)),  # Thursday night
        (datetime(2026, 11, 6, 3, 0), date(2026, 11, 6)),  # before nine on Friday
        (datetime(2026, 11, 6, 9, 0), date(2026, 11, 9)),  # at nine it is too late for that day
        (datetime(2026, 11, 6, 22, 0), date(2026, 11, 9)),  # Friday night: Monday
        (datetime(2026, 11, 8, 4, 0), date(2026, 11, 9)),  # Sunday
        (
            datetime(2026, 12, 24, 23, 0),
            date(2026, 12, 29),
        ),  # Christmas, Boxing Day, a substitute day
        (datetime(2027, 2, 28, 23, 0), date(2027, 3, 1)),
    ],
)
def test_next_morning_is_nine_on_the_next_working_day(written, morning):
    assert rules.next_morning(written) == morning


@given(st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)))
def test_morning_is_always_to_come_and_nobody_is_off(written):
    morning = rules.next_morning(written)

    assert is_working_day(morning)
    assert datetime.combine(morning, time(9)) > written


@pytest.mark.parametrize(
    ("restrictions", "kept"),
    [
        ([], True),
        ([closed(RestrictionKind.SEALED, 1, 2)], False),
        ([closed(RestrictionKind.ADOPTION, 1)], False),
        ([closed(RestrictionKind.PROTECTION, 1)], False),
        ([closed(RestrictionKind.RELATIVE, 1)], False),
        ([closed(RestrictionKind.RELATIVE, 3)], True),
        ([closed(RestrictionKind.SEALED, until=TODAY)], True),
    ],
)
def test_what_is_closed_to_anybody_who_may_open_the_file_is_not_in_it(restrictions, kept):
    assert rules.in_file(restrictions, {1, 2}, TODAY) is kept


@given(
    st.lists(
        st.tuples(
            st.sampled_from(RestrictionKind), st.frozensets(st.integers(1, 6)), st.booleans()
        ),
        max_size=4,
    ),
    st.frozensets(st.integers(1, 6), max_size=4),
)
def test_no_reader_of_the_file_finds_a_record_that_is_closed_to_them(made, readers):
    """Whoever knows the passphrase reads every card in it: so it holds none that the rule of sight would refuse."""
    held = [Closed(TODAY, None if goes_on else TODAY, kind, named) for kind, named, goes_on in made]

    if rules.in_file(held, readers, TODAY):
        for one in held:
            assert not any(one.holds_on(TODAY) and one.is_closed_to(pk) for pk in readers)


@pytest.mark.parametrize(
    ("held", "may"),
    [
        (post(role=Role.TEAM_MANAGER), True),
        (post(team=OTHER_TEAM, role=Role.TEAM_MANAGER), False),
        (post(team=OTHER_TEAM, role=Role.HEAD_OF_SERVICE), True),
        (post(team=OTHER_TEAM, role=Role.DIRECTOR), True),
        (post(partnership=2, role=Role.DIRECTOR), False),
        (post(role=Role.DIRECTOR, lapsed=TODAY), False),
        (post(), False),
    ],
)
def test_passphrase_is_set_by_who_answers_for_duty(held, may):
    assert bool(rules.may_set(worker(held), {DUTY_TEAM}, 1)) is may


@pytest.mark.parametrize(
    ("sets", "knows", "known", "there_is", "may"),
    [
        (True, True, False, True, True),
        (False, True, False, True, False),
        (True, False, False, True, False),
        (True, True, True, True, False),
        (True, True, False, False, False),
    ],
)
def test_passphrase_is_given_once_to_who_is_on_duty(sets, knows, known, there_is, may):
    yes, no = (
        rules.may_read(sight(DataGroup.CORE, DataGroup.SAFETY), opened=""),
        rules.may_read(sight(), opened=""),
    )
    answer = rules.may_give(
        yes if sets else no, yes if knows else no, known=known, there_is=there_is
    )

    assert bool(answer) is may


def test_another_passphrase_is_due_when_somebody_left_or_after_ninety_days():
    fresh = TODAY - timedelta(days=rules.MOST_DAYS - 1)

    assert rules.rotate_because(fresh, [], TODAY) == []
    assert rules.rotate_because(fresh, ["Uma"], TODAY) == [
        "Uma knows it and is not on duty any more"
    ]
    assert len(rules.rotate_because(fresh - timedelta(days=1), ["Uma"], TODAY)) == 2


def test_passphrase_has_no_letter_that_is_misread_and_reads_the_same_however_typed():
    made = rules.new_passphrase(random.Random(1).choice)

    assert len(rules.plain(made)) == 20
    assert not set(rules.plain(made)) & set("ilo01")
    assert rules.plain(made) == rules.plain(f" {made.upper().replace('-', '  ')} ")
    assert len(LETTERS) == len(set(LETTERS)) == 31
