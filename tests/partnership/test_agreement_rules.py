"""When the agreement ends and who is told, what may be proposed, and what changes. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from homeward.partnership.rules import (
    FIRST_GRANTS,
    Agreed,
    DataGroup,
    Held,
    OrganisationKind,
    Post,
    Purpose,
    Role,
    Warned,
    WorkerOnDay,
    changed_grants,
    granted_on,
    is_told,
    leaves_no_gap,
    may_extend,
    may_follow,
    shared_for,
    when_it_ends,
)


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def in_days(days: int | None) -> date | None:
    return None if days is None else TODAY + days * DAY


def held(start: int, end: int | None) -> Held:
    return Held(TODAY + start * DAY, in_days(end))


def someone(*posts: tuple[Role, OrganisationKind], partnership: int = 1) -> WorkerOnDay:
    return WorkerOnDay(
        7, "Someone", tuple(Post(1, "T", partnership, role, 1, "O", kind) for role, kind in posts)
    )


@pytest.mark.parametrize(
    ("days", "warned"),
    [
        (91, None),
        (90, Warned.FIRST),
        (31, Warned.FIRST),
        (30, Warned.SECOND),
        (8, Warned.SECOND),
        (7, Warned.LAST),
        (1, Warned.LAST),
        (0, Warned.ENDED),
        (-400, Warned.ENDED),
    ],
)
def test_warning_is_stronger_the_nearer_the_end_is(days, warned):
    ending = when_it_ends([held(-500, days)], TODAY)

    assert (ending.on, ending.days, ending.warned) == (in_days(days), days, warned)


@pytest.mark.parametrize(
    ("versions", "end", "again"),
    [
        ([], None, None),
        ([held(5, 90)], None, None),
        ([held(-9, None)], None, None),
        ([held(-9, 5)], 5, None),
        ([held(-9, 5), held(5, 60)], 60, None),
        ([held(5, None), held(-9, 5)], None, None),
        ([held(-9, 5), held(8, 60)], 5, 8),
        ([held(-9, 5), held(5, 9), held(20, None)], 9, 20),
        ([held(-9, -3)], -3, None),
        ([held(-9, -3), held(4, 60)], -3, 4),
        ([held(-90, -30), held(-20, 40)], 40, None),
    ],
)
def test_end_is_the_first_day_on_which_nothing_holds(versions, end, again):
    ending = when_it_ends(versions, TODAY)

    found = (ending.on, ending.again) if ending else (None, None)
    assert found == (in_days(end), in_days(again))


@st.composite
def versions(draw) -> list[Held]:
    """One after another, with gaps or none; the last may have no end."""
    cuts = sorted(draw(st.sets(st.integers(-200, 200), min_size=2, max_size=8)))
    pairs = list(zip(cuts, cuts[1:], strict=False))
    kept = [held(*pair) for pair in pairs if draw(st.booleans())] or [held(*pairs[0])]
    if draw(st.booleans()):
        kept[-1] = Held(kept[-1].start, None)
    return kept


@given(versions(), st.integers(-200, 200))
def test_whoever_is_warned_is_warned_of_the_day_on_which_it_really_ends(every, day):
    today = TODAY + day * DAY
    assume(any(each.start <= today for each in every))

    ending = when_it_ends(every, today)

    def holds(on: date) -> bool:
        return any(each.holds_on(on) for each in every)

    if ending is None:
        assert all(holds(today + step * DAY) for step in range(500))
    elif ending.days > 0:
        assert all(holds(today + step * DAY) for step in range(ending.days))
        assert not holds(ending.on)
    else:
        assert holds(ending.on - DAY)
        assert not any(holds(ending.on + step * DAY) for step in range(1 - ending.days))


@pytest.mark.parametrize(
    ("role", "kind", "told_from"),
    [
        (Role.GOVERNANCE_LEAD, COUNCIL, Warned.FIRST),
        (Role.GOVERNANCE_LEAD, CHARITY, Warned.FIRST),
        (Role.HEAD_OF_SERVICE, COUNCIL, Warned.SECOND),
        (Role.HEAD_OF_SERVICE, CHARITY, Warned.SECOND),
        (Role.KEY_WORKER, CHARITY, None),
        (Role.DIRECTOR, COUNCIL, None),
    ],
)
def test_leads_are_told_first_and_heads_of_service_from_the_second(role, kind, told_from):
    told = [warned for warned in Warned if is_told(someone((role, kind)), 1, warned)]

    assert told == [warned for warned in Warned if told_from and warned >= told_from]


def test_lead_of_another_partnership_is_told_nothing():
    lead = someone((Role.GOVERNANCE_LEAD, COUNCIL), partnership=2)

    assert not is_told(lead, 1, Warned.ENDED)


@pytest.mark.parametrize(
    ("begun", "from_day", "to_day", "says"),
    [
        (-9, 0, 1, ""),
        (-9, -1, 9, "begin in the past"),
        (-9, 5, 5, "ends before it begins"),
        (-9, 5, 4, "ends before it begins"),
        (5, 5, 9, "begins on 27 November 2026"),
        (5, 6, 9, ""),
    ],
)
def test_version_begins_today_or_later_and_after_the_one_before(begun, from_day, to_day, says):
    answer = may_follow(in_days(begun), in_days(from_day), in_days(to_day), TODAY)

    assert bool(answer) is not bool(says)
    assert says in answer.reason
    assert answer or answer.instead


@pytest.mark.parametrize(
    ("end", "from_day", "allowed"),
    [(9, 9, True), (9, 8, True), (9, 10, False), (0, 10, True), (-5, 10, True), (None, 10, True)],
)
def test_gap_that_can_be_avoided_is_refused(end, from_day, allowed):
    answer = leaves_no_gap(in_days(end), in_days(from_day), TODAY)

    assert bool(answer) is allowed


@pytest.mark.parametrize(
    ("end", "to_day", "allowed"),
    [(9, 10, True), (9, 9, False), (None, 9, False), (-5, 1, True), (-5, 0, False)],
)
def test_extension_ends_later_than_today_and_than_the_end(end, to_day, allowed):
    assert bool(may_extend(in_days(end), in_days(to_day), TODAY)) is allowed


GRANTS = st.frozensets(
    st.tuples(
        *(st.sampled_from(list(part)) for part in (Purpose, OrganisationKind, Role, DataGroup))
    ),
    max_size=40,
)


@given(GRANTS, GRANTS)
def test_changes_are_all_that_differs_and_nothing_else(before, after):
    changed = changed_grants(before, after)

    added = {(c.purpose, c.kind, c.role, g) for c in changed for g in c.added}
    ended = {(c.purpose, c.kind, c.role, g) for c in changed for g in c.ended}
    assert (before | added) - ended == after
    assert not added & before
    assert ended <= before


@given(GRANTS)
def test_tables_show_every_grant_and_no_other(grants):
    shown = {
        (purpose, kind, role, group)
        for purpose in Purpose
        for line in shared_for(grants, purpose)
        for kind, groups in ((COUNCIL, line.council), (CHARITY, line.charity))
        for role in line.roles
        for group in groups
    }

    assert shown == grants


def test_roles_that_see_the_same_stand_on_one_line():
    practice, money = (shared_for(FIRST_GRANTS, p) for p in (Purpose.SUPPORT, Purpose.OVERSIGHT))

    assert [len(line.roles) for line in practice] == [7]
    assert [line.roles for line in money] == [(Role.HEAD_OF_SERVICE, Role.DIRECTOR)]


@given(versions(), st.integers(0, 200), st.integers(-200, 200))
def test_what_is_agreed_from_a_day_on_changes_nothing_before_it(every, days, asked):
    """A version begins today at the earliest, and cuts only what is still to come."""
    first = frozenset({(Purpose.SUPPORT, CHARITY, Role.KEY_WORKER, DataGroup.CORE)})
    past = [Agreed(each.start, each.end, first) for each in every]
    from_day = TODAY + days * DAY
    assume(may_follow(past[-1].start, from_day, from_day + DAY, TODAY))
    last = past[-1]
    cut = from_day if last.end is None else min(last.end, from_day)
    after = [
        *past[:-1],
        Agreed(last.start, cut, first),
        Agreed(from_day, from_day + DAY, frozenset()),
    ]
    day = TODAY + asked * DAY
    assume(day < from_day)

    now = granted_on(after, CHARITY, Role.KEY_WORKER, day)

    assert now.groups == granted_on(past, CHARITY, Role.KEY_WORKER, day).groups
