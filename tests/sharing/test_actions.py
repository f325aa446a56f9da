"""A team begins to work with a child, once at a time; what is for one act is told apart from the rest."""

import json
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate

from homeward.people.models import Child
from homeward.sharing.actions import (
    break_glass,
    close_record,
    end_involvement,
    involve_team,
    involve_team_with_many,
)
from homeward.sharing.rules import RestrictionKind
from homeward.trail.actions import content_of
from homeward.trail.models import Entry


@pytest.fixture
def child(cast) -> Child:
    return cast.refer().children.first()


def involve(cast, child, because="a decision", *, passing=False):
    involve_team(child, cast.east, because=because, by=cast.kit, on=localdate(), passing=passing)
    return child.involvements.filter(team=cast.east).latest("period")


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


@pytest.mark.django_db(transaction=True)
def test_two_who_involve_a_team_at_once_make_one_involvement(cast):
    child = cast.refer().children.first()
    begun, wrong = Barrier(2, timeout=20), []

    def other():
        try:
            begun.wait()
            involve(cast, child, "second")
        except Exception as why:
            wrong.append(why)
        finally:
            connection.close()

    thread = Thread(target=other)
    thread.start()
    with transaction.atomic():
        involve(cast, child, "first")
        begun.wait()
        time.sleep(0.3)  # the other stands at the lock, or has passed where there is none
    thread.join()

    assert wrong == []
    assert [i.because for i in child.involvements.filter(team=cast.east)] == ["first"]


def test_reason_for_breaking_the_glass_is_readable_in_no_entry_of_the_trail(cast, child):
    reason = "Ash phoned from the street and says there is a knife."
    until = localdate() + timedelta(days=30)
    kind = RestrictionKind.SEALED
    close_record(child, kind=kind, because="A threat.", named=[cast.kit], until=until, by=cast.kit)

    break_glass(child, reason=reason, by=cast.robin)

    entry = Entry.objects.get(what="broke the glass")
    assert reason not in json.dumps(entry.as_sealed())
    assert content_of(entry.contents.get()) == {"reason": reason}
