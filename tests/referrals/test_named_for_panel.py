"""For how long a member who does not work with a family sees it: for each sitting that needs them, no longer."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.partnership.rules import Role
from homeward.referrals import actions
from homeward.referrals.actions.sittings import let_members_see
from homeward.referrals.rules import Outcome
from homeward.sharing.actions import name_worker
from homeward.sharing.models import Involvement
from homeward.trail.models import Entry
from tests.referrals.making import recuse, sign
from tests.referrals.samples import url


def deferred(cast):
    """Terry sat today on a family that was deferred."""
    item = cast.on_panel()
    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex, cast.terry], by=cast.kit)
    sign(cast, item, "defer")
    return item


def later(cast, days, *members):
    day = localdate() + timedelta(days=days)
    return actions.arrange_sitting(
        cast.north, held_on=day, chair=cast.lee, members=members, by=cast.kit
    )


def naming(cast, item):
    return Involvement.objects.filter(worker=cast.terry, child__in=item.referral.child_ids())


def test_member_of_a_second_sitting_sees_the_family_on_its_day_too(cast, as_worker):
    item = deferred(cast)
    again = actions.bring_to_panel(item.referral, later(cast, 40, cast.terry), by=cast.kit)

    with travel(now() + timedelta(days=40)):
        page = as_worker(cast.terry).get(url("item", again.pk))

    assert page.status_code == 200
    assert Entry.objects.filter(what="was named to the child").count() == 4  # for each panel


@pytest.mark.parametrize("days", [3, 40])
def test_who_leaves_one_sitting_stays_named_for_another(cast, days):
    item = deferred(cast)
    second = later(cast, days, cast.terry)
    actions.bring_to_panel(item.referral, second, by=cast.kit)

    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex], by=cast.kit)

    today = localdate()
    left = naming(cast, item).not_over(today + timedelta(days=1))
    assert {involvement.end for involvement in left} == {second.held_on + timedelta(days=28)}


def test_who_leaves_a_sitting_stays_named_for_anything_else(cast):
    item = deferred(cast)
    child = item.referral.children.first()
    end = localdate() + timedelta(days=14)
    name_worker([child], cast.terry, because="another thing", by=None, on=localdate(), until=end)

    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex], by=cast.kit)

    (left,) = naming(cast, item).not_over(localdate() + timedelta(days=1))
    assert (left.because, left.end) == ("another thing", end)


def test_signing_one_family_prolongs_sight_of_no_other(cast):
    item = cast.on_panel()
    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex, cast.terry], by=cast.kit)
    other = bring_another(cast, item.sitting, "Fenwick")
    before = {named.pk: named.end for named in naming(cast, other)}

    with travel(now() + timedelta(days=9)):
        sign(cast, item)

    assert {named.pk: named.end for named in naming(cast, other)} == before
    assert {named.end for named in naming(cast, item)} == {localdate() + timedelta(days=37)}


def test_signing_prolongs_no_sight_of_who_is_recused_or_was_away(cast):
    item = cast.on_panel()
    actions.name_members(item.sitting, [cast.kit, cast.robin, cast.alex, cast.terry], by=cast.kit)
    pat = cast.join("Pat Mockery", cast.east, Role.TEAM_MANAGER, cast.founded.council)
    actions.name_members(
        item.sitting, [cast.kit, cast.robin, cast.alex, cast.terry, pat], by=cast.kit
    )
    recuse(item, cast.terry)
    actions.record_attendance(
        item.sitting, [cast.lee, cast.kit, cast.robin, cast.alex, cast.terry], by=cast.kit
    )
    named = Involvement.objects.filter(
        worker__in=[cast.terry, pat], child__in=item.referral.child_ids()
    )
    before = {one.pk: one.end for one in named}

    with travel(now() + timedelta(days=9)):
        sign(cast, item)

    assert len(before) == 4
    assert {one.pk: one.end for one in named.all()} == before


def test_who_leaves_the_only_sitting_that_needs_them_is_let_go(cast):
    item = deferred(cast)
    with travel(now() + timedelta(days=40)):
        second = later(cast, 2, cast.terry)
        actions.bring_to_panel(item.referral, second, by=cast.kit)

        actions.name_members(second, [cast.kit], by=cast.kit)

        tomorrow = localdate() + timedelta(days=1)
        assert not naming(cast, item).not_over(tomorrow).exists()


def test_who_sees_through_their_team_is_not_named(cast):
    cast.on_panel()

    assert not Involvement.objects.filter(worker__isnull=False).exists()


def test_deputy_of_another_team_sees_the_family_that_they_chair(cast, as_worker):
    item = cast.on_panel()
    pat = cast.join("Pat Mockery", cast.west, Role.PANEL_CHAIR, cast.founded.council)
    Involvement.objects.filter(team=cast.west).delete()
    recuse(item, cast.lee)
    before = as_worker(pat).get(url("item", item.pk)).status_code

    actions.name_deputy(item, pat, by=cast.kit)

    page = as_worker(pat).get(url("item", item.pk))
    assert (before, page.status_code) == (404, 200)


def bring_another(cast, sitting, name):
    referral = cast.refer(
        children=[actions.ReferredChild(name, "Mockwell", date(2015, 6, 1), says="I want help.")]
    )
    actions.screen_referral(referral, outcome=Outcome.TAKE_ON, reasons="It fits.", by=cast.kit)
    return actions.bring_to_panel(referral, sitting, by=cast.kit)


def test_naming_asks_as_often_for_three_families_as_for_one(cast):
    item = cast.on_panel()
    actions.name_members(item.sitting, [cast.kit, cast.terry], by=cast.kit)
    with CaptureQueriesContext(connection) as for_one:
        let_members_see(item.sitting, by=cast.kit)
    for name in ("Fenwick", "Isolde"):
        bring_another(cast, item.sitting, name)

    with CaptureQueriesContext(connection) as for_three:
        let_members_see(item.sitting, by=cast.kit)

    assert len(for_three) == len(for_one)
