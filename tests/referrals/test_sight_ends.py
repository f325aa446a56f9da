"""When the team that received a referral stops seeing the children: as its reason ends, and not before."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.people.models import Child
from homeward.referrals import actions
from homeward.referrals.models import Referral
from homeward.referrals.rules import NOT_TAKEN_ON, Need, Outcome, Waits
from homeward.trail.models import Entry
from tests.referrals.making import sign
from tests.referrals.samples import url
from tests.support.making import in_days


LONG_AFTER = 60  # days


def screened(cast, outcome, referral=None):
    referral = referral or cast.refer()
    actions.screen_referral(
        referral,
        outcome=outcome,
        reasons="Because.",
        by=cast.kit,
        taken_back_by=cast.morgan if outcome == Outcome.TOO_RISKY else None,
        redirected_to="Early help" if outcome == Outcome.REDIRECTED else "",
        waits=Waits(Need.SOON, in_days(7), "Early help phones on Mondays")
        if outcome == Outcome.NO_CAPACITY
        else None,
    )
    return referral


def sees(worker, referral, days):
    """Whether a worker sees every child of it, so many days from now."""
    day = in_days(days)
    children = Child.objects.visible_to(worker.on(day), day)
    return set(referral.children.all()) <= set(children)


@pytest.mark.parametrize("outcome", NOT_TAKEN_ON)
def test_team_that_does_not_take_a_family_on_sees_it_until_midnight(cast, outcome):
    referral = screened(cast, outcome)

    ended = Entry.objects.filter(what="stopped working with the child", worker=cast.kit)
    assert sees(cast.robin, referral, 0)
    assert not sees(cast.robin, referral, 1)
    assert sees(cast.sam, referral, LONG_AFTER)  # the council's duty goes on
    assert {pk for entry in ended for pk in entry.child_ids} == set(referral.child_ids())


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in NOT_TAKEN_ON])
def test_team_that_has_something_to_do_goes_on_seeing(cast, outcome):
    assert sees(cast.robin, screened(cast, outcome), LONG_AFTER)


def test_family_that_left_the_waiting_list_is_let_go(cast):
    referral = screened(cast, Outcome.NO_CAPACITY)

    screened(cast, Outcome.FAMILY_DECLINED, referral)

    assert not sees(cast.robin, referral, 1)


@pytest.mark.parametrize(
    ("code", "goes_on"), [("not agreed", False), ("defer", True), ("agree", True)]
)
def test_team_sees_on_while_the_panel_may_still_help(cast, code, goes_on):
    item = cast.on_panel()

    sign(cast, item, code, alternative="Family mediation." if code == "not agreed" else "")

    assert sees(cast.robin, item.referral, LONG_AFTER) == goes_on
    assert sees(cast.sam, item.referral, LONG_AFTER)


def test_members_of_the_panel_all_see_the_minute_equally_long(cast):
    """Robin and Alex sat on it; Terry came from another team; Pat is of the team and was not there."""
    pat = cast.join(
        "Pat Pretendly", cast.north, cast.robin.memberships.get().role, cast.founded.charity
    )
    item = cast.on_panel()
    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex, cast.terry], by=cast.kit)

    sign(cast, item, "not agreed", alternative="Family mediation.")

    assert [sees(who, item.referral, 1) for who in (cast.robin, cast.terry, pat)] == [
        True,
        True,
        False,
    ]
    assert sees(cast.robin, item.referral, 27)
    assert not sees(cast.robin, item.referral, 28)


def test_another_referral_of_the_same_children_keeps_the_team_with_them(cast):
    first, second = cast.refer(), cast.refer()

    screened(cast, Outcome.FAMILY_DECLINED, first)
    between = sees(cast.robin, first, LONG_AFTER)
    screened(cast, Outcome.NOT_ELIGIBLE, second)

    assert between
    assert not sees(cast.robin, first, 1)


def test_family_that_is_referred_again_is_seen_again(cast):
    first = screened(cast, Outcome.FAMILY_DECLINED)

    cast.refer()

    assert all(sees(cast.robin, first, days) for days in (0, 1, LONG_AFTER))


def test_what_ended_stays_in_the_teams_count(cast, as_worker):
    with travel(now() - timedelta(days=9)):
        screened(cast, Outcome.FAMILY_DECLINED)
    bo = actions.ReferredChild("Bo", "Exampleton", date(2015, 1, 2), says="Hello.")
    cast.refer(children=[bo])

    page = as_worker(cast.kit).get(url("inbox")).content.decode()

    seen = Referral.objects.visible_to(cast.kit.on(localdate()), localdate())
    assert seen.count() == 1
    assert "2 received: 1 declined by the family, 1 waiting to be screened." in page
