"""A team begins to work with a child, once at a time; what is for one act is told apart from the rest."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from homeward.people.models import Child
from homeward.sharing.actions import end_involvement, involve_team, involve_team_with_many
from homeward.trail.models import Entry


@pytest.fixture
def child(cast) -> Child:
    return cast.refer().children.first()


def involve(cast, child, because="a decision", *, passing=False):
    return involve_team(
        child, cast.east, because=because, by=cast.kit, on=localdate(), passing=passing
    )


def test_team_that_works_with_the_child_keeps_its_reason(cast, child):
    first = involve(cast, child, "referral KM 4729")

    second = involve(cast, child, "a decision", passing=True)

    assert second == first
    assert (second.because, second.passing) == ("referral KM 4729", False)


def test_team_let_see_for_one_act_stays_when_there_is_more_to_do(cast, child):
    involve(cast, child, passing=True)

    stays = involve(cast, child, "referral KM 4729")

    stays.refresh_from_db()
    assert not stays.passing
    assert Entry.objects.filter(what="goes on working with the child", worker=cast.kit).exists()


@pytest.mark.parametrize("many", [False, True])
def test_team_that_stops_tonight_and_is_asked_again_sees_tomorrow(cast, child, many):
    today, tomorrow = localdate(), localdate() + timedelta(days=1)
    involve(cast, child)
    end_involvement(child, cast.east, by=cast.kit, on=today)

    if many:
        involve_team_with_many([child], cast.east, because="again", by=cast.kit, on=today)
    else:
        involve(cast, child, "again")

    terry = cast.terry.on(tomorrow)
    assert Child.objects.visible_to(terry, tomorrow).filter(pk=child.pk).exists()
    assert child.involvements.filter(team=cast.east).count() == 2
