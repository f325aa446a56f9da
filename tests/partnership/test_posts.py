"""Giving, changing and ending posts: what is written, what is refused and writes nothing, who sees from when."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.actions.posts import (
    change_post,
    end_post,
    fill_post,
    fill_post_with_new_worker,
)
from homeward.partnership.actions.teams import change_management, close_team
from homeward.partnership.models import Management, Membership, Worker
from homeward.partnership.rules import Role
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON


def days(number: int) -> date:
    return localdate() + timedelta(days=number)


def fill(cast, **changes):
    given = {
        "role": Role.KEY_WORKER,
        "employer": cast.founded.charity,
        "from_day": days(7),
        "to_day": None,
        "authorised_by": "Kit, supervision",
        "by": cast.kit,
    } | changes
    team = given.pop("team", cast.north)
    if worker := given.pop("worker", None):
        return fill_post(team, worker, **given)
    new = {"email": "Dee@charity.example", "name": "Dee Mockford", "phone": "01632 960170"}
    return fill_post_with_new_worker(team, **new | given)


def of(worker, team) -> Membership:
    return Membership.objects.get(worker=worker, team=team)


def test_new_worker_is_in_the_team_from_the_first_day_and_not_before(cast):
    post = fill(cast)

    assert post.worker.on(days(6)).posts == ()
    assert post.worker.on(days(7)).team_ids == {cast.north.pk}
    assert post.worker.email == "dee@charity.example"
    assert not post.worker.has_usable_password()
    told = Entry.objects.filter(worker=cast.kit).values_list("what", flat=True)
    assert {"made a worker", "gave somebody a post"} <= set(told)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"from_day": date(2026, 1, 1)}, "begin in the past"),
        ({"to_day": date(2026, 1, 1)}, "ends before it begins"),
        ({"role": Role.REVIEWING_OFFICER}, "always the council’s"),
        ({"role": Role.TEAM_MANAGER}, "does not decide who is team manager"),
        ({"employer": "council"}, "given by its own managers"),
        ({"by": "robin"}, "changes who is in a team"),
        ({"by": "morgan"}, "given by its own managers"),
        ({"by": "stranger"}, "changes who is in a team"),
        ({"team": "west"}, "changes who is in a team"),
        ({"worker": "robin"}, "Robin Testerton has a post in this team then"),
        ({"worker": "terry"}, "Terry Nonesuch works for Exampleshire County Council then"),
        ({"worker": "kit"}, "nobody gives a post to themselves"),
    ],
)
def test_post_that_cannot_be_is_refused_and_nothing_is_written(cast, changes, says):
    named = {
        key: getattr(cast, value) if key in ("by", "team", "worker") else value
        for key, value in changes.items()
    }
    if "employer" in changes:
        named["employer"] = cast.founded.council
    before = (Worker.objects.count(), list(Membership.objects.values_list("pk", "period")))
    told = Entry.objects.count()

    with pytest.raises(Refused, match=says):
        fill(cast, **named)

    assert (Worker.objects.count(), list(Membership.objects.values_list("pk", "period"))) == before
    assert Entry.objects.count() == told


def test_address_that_somebody_has_makes_nobody(cast):
    fill(cast)

    with pytest.raises(Refused, match="signs in with that address already"):
        fill(cast, from_day=days(8))

    assert Membership.objects.filter(worker__email="dee@charity.example").count() == 1


def test_change_of_role_ends_one_post_and_begins_another_that_day(cast):
    # Kit is the team's manager; Alex of the council becomes social worker there, which the council says.
    post = change_post(
        of(cast.alex, cast.north),
        role=Role.SOCIAL_WORKER,
        employer=cast.founded.council,
        from_day=days(3),
        authorised_by="Morgan, 1 November",
        by=cast.morgan,
    )

    assert cast.alex.on(days(2)).posts[0].role == Role.KEY_WORKER
    assert cast.alex.on(days(3)).posts[0].role == Role.SOCIAL_WORKER
    assert cast.alex.on(FOUNDED_ON).posts[0].role == Role.KEY_WORKER
    before = cast.alex.memberships.exclude(pk=post.pk).get()
    assert before.ended_because == "changed: another post follows"
    assert before.ended_by == cast.morgan


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"role": Role.KEY_WORKER}, "role and employer are as they were"),
        ({"role": Role.DIRECTOR}, "always the council’s"),
        ({"from_day": FOUNDED_ON}, "in the past"),
        ({"by": "alex"}, "ends or changes this post"),
        ({"by": "robin"}, "nobody ends or changes a post of their own"),
    ],
)
def test_change_that_cannot_be_is_refused_and_nothing_is_written(cast, changes, says):
    given = {
        "role": Role.SOCIAL_WORKER,
        "employer": cast.founded.charity,
        "from_day": days(3),
        "authorised_by": "Kit",
        "by": cast.kit,
    } | {k: getattr(cast, v) if k == "by" else v for k, v in changes.items()}
    before = list(Membership.objects.values())

    with pytest.raises(Refused, match=says):
        change_post(of(cast.robin, cast.north), **given)

    assert list(Membership.objects.values()) == before


def test_leaver_sees_until_the_day_and_never_after(cast):
    end_post(of(cast.robin, cast.north), from_day=days(5), because="Moves away.", by=cast.kit)

    assert cast.robin.on(days(4)).team_ids == {cast.north.pk}
    assert cast.robin.on(days(5)).posts == ()
    post = of(cast.robin, cast.north)
    assert (post.ended_because, post.ended_by) == ("Moves away.", cast.kit)
    assert Entry.objects.filter(what="ended a post", worker=cast.kit, subject_id=post.pk).exists()


def test_post_that_has_not_begun_is_called_off(cast):
    post = fill(cast)

    end_post(post, from_day=days(7), because="Took another job.", by=cast.kit)

    assert not Membership.objects.filter(worker=post.worker).exists()
    called_off = Entry.objects.get(what="called off a post")
    assert (called_off.worker, called_off.because) == (cast.kit, "Took another job.")


@pytest.mark.parametrize(
    ("who", "by", "says"),
    [
        ("kit", "kit", "a post of their own"),
        ("lee", "kit", "does not decide who is panel chair"),
        ("robin", "morgan", "their own organisation"),
        ("robin", "stranger", "their own organisation"),
    ],
)
def test_end_that_cannot_be_is_refused_and_nothing_is_written(cast, who, by, says):
    before = list(Membership.objects.values())

    with pytest.raises(Refused, match=says):
        end_post(
            of(getattr(cast, who), cast.north),
            from_day=days(1),
            because="Because.",
            by=getattr(cast, by),
        )

    assert list(Membership.objects.values()) == before


def test_management_changes_from_a_day_and_the_past_stays(cast):
    change_management(
        cast.north,
        to=cast.founded.council,
        from_day=days(30),
        decided_under="Cabinet, minute 9",
        by=cast.morgan,
    )

    def managing(day):
        return cast.north.managements.get(period__contains=day).organisation

    assert managing(days(29)) == cast.founded.charity
    assert managing(days(30)) == cast.founded.council
    assert managing(FOUNDED_ON) == cast.founded.charity
    assert cast.kit.on(days(30)).posts[0].employer_name == "Samplehope"  # by this nobody moves
    assert Entry.objects.filter(what="changed who manages a team", worker=cast.morgan).exists()


def test_team_is_closed_when_nobody_is_in_it_and_then_nobody_comes(cast):
    with pytest.raises(Refused, match="from that day: Terry Nonesuch"):
        close_team(cast.east, from_day=days(10), decided_under="Cabinet, 9", by=cast.morgan)
    assert cast.east.closes_on() is None

    end_post(of(cast.terry, cast.east), from_day=days(9), because="Moves.", by=cast.morgan)
    close_team(cast.east, from_day=days(10), decided_under="Cabinet, 9", by=cast.morgan)

    last = Management.objects.get(team=cast.east)
    assert (last.end, last.closed_under, last.closed_by) == (days(10), "Cabinet, 9", cast.morgan)
    with pytest.raises(Refused, match="East team is closed from"):
        fill(cast, team=cast.east, employer=cast.founded.council, by=cast.morgan, from_day=days(11))
    with pytest.raises(Refused, match="this team is closed from"):
        change_management(
            cast.east,
            to=cast.founded.charity,
            from_day=days(12),
            decided_under="Cabinet, 10",
            by=cast.morgan,
        )
    assert Management.objects.filter(team=cast.east).count() == 1


@pytest.mark.parametrize("who", ["kit", "robin", "stranger"])
def test_only_the_council_changes_who_manages_and_closes(cast, who):
    by = getattr(cast, who)
    before = list(Management.objects.values())

    with pytest.raises(Refused, match="head of service or director"):
        change_management(
            cast.north,
            to=cast.founded.council,
            from_day=days(1),
            decided_under="none",
            by=by,
        )
    with pytest.raises(Refused, match="head of service or director"):
        close_team(cast.north, from_day=days(1), decided_under="none", by=by)

    assert list(Management.objects.values()) == before


def test_post_of_the_other_employer_follows_when_the_first_has_ended(cast):
    """Alex moves from the council to the charity, in the same team and on one day."""
    change_post(
        of(cast.alex, cast.north),
        role=Role.KEY_WORKER,
        employer=cast.founded.charity,
        from_day=days(2),
        authorised_by="Both boards, 1 November",
        by=cast.kit,
    )

    with time_machine.travel(days(3)):
        assert cast.alex.on(localdate()).posts[0].employer_name == "Samplehope"
    assert cast.alex.on(days(1)).posts[0].employer_name == "Exampleshire County Council"
