"""The team page: nobody without a key worker can be overlooked, and what is late is in view."""

from datetime import UTC, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from time_machine import travel

from homeward.people.models import Child
from homeward.support import actions, queries
from homeward.support.queries.team import family_names
from homeward.support.rules import Happened, Held, Phase
from homeward.trail.models import Entry
from tests.support.making import leaves, write_plan, write_visit


def ago(days):
    """By the clock on the wall: between two seasons a day has an hour more or less."""
    return travel((localtime() - timedelta(days=days)).astimezone(UTC))


def team_of(worker):
    return queries.team_page(worker.on(localdate()), localdate(), None)


def test_family_the_panel_took_on_is_without_a_key_worker_until_help_begins(cast):
    with ago(3):
        referral = cast.agreed()

    (waiting,) = team_of(cast.kit).without
    actions.start_help(referral, key_worker=cast.robin, by=cast.kit)

    assert (waiting.names, waiting.days) == ("Ash and Wren Sampleton", 3)
    assert team_of(cast.kit).without == []


def test_family_whose_key_worker_left_is_without_one(cast):
    with ago(20):
        episode = cast.episode()
    leaves(cast.robin)

    (left,) = team_of(cast.kit).without

    assert left.episode == episode
    assert left.why == "Robin Testerton is no longer their key worker"
    assert left.days == 1


def test_family_of_two_names_is_named_by_both():
    ash, bo = Child(given_name="Ash", family_name="Sampleton"), Child(family_name="Nonesuch")

    assert family_names([ash, bo]) == "Ash Sampleton, Nonesuch"


def test_who_waits_longest_comes_first(cast):
    for days in (2, 9, 5):
        with ago(days):
            cast.agreed()

    assert [one.days for one in team_of(cast.kit).without] == [9, 5, 2]


@pytest.mark.parametrize("who", ["robin", "kit", "lee"])
def test_members_see_families_by_key_worker_with_the_parts_of_their_weight(cast, as_worker, who):
    episode = cast.episode()
    actions.set_intensity(
        episode,
        phase=Phase.INTENSIVE,
        hours_a_week=Decimal(12),
        because="It begins.",
        from_day=localdate(),
        by=cast.robin,
    )

    page = as_worker(getattr(cast, who)).get(reverse("support:team")).content.decode()

    assert "Ash and Wren" in page
    assert "intensive 1 + 2 children 0.25 + 12 hours a week 0.5 = 1.75" in page
    assert "weight 1.75 of 6" in page
    told = Entry.objects.get(kind="read", worker=getattr(cast, who))
    assert set(told.child_ids) == set(episode.children.values_list("pk", flat=True))


def test_what_is_late_stands_beside_its_family(cast, as_worker):
    with ago(50):
        episode = cast.episode()
        write_plan(episode, by=cast.robin)
        write_visit(episode, by=cast.robin, on=localdate())

    (family,) = next(w for w in team_of(cast.kit).workers if w.worker == cast.robin).families
    page = as_worker(cast.kit).get(reverse("support:team")).content.decode()

    assert family.visit_overdue == 43
    assert family.review_overdue == 20
    assert page.count("Overdue") == 2


def test_overdue_follow_up_is_with_who_was_the_key_worker(cast):
    with ago(60):
        episode = cast.episode()
        actions.record_happening(
            episode.children.first(),
            kind=Happened.FAMILY_WITHDREW,
            on=localdate(),
            what="No more.",
            episode=episode,
            by=cast.robin,
        )
    with ago(45):
        actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    robin = next(w for w in team_of(cast.kit).workers if w.worker == cast.robin)

    assert [one.months for one in robin.follow_ups] == [1, 1]
    assert robin.families == []


@pytest.mark.parametrize("who", ["sam", "terry", "stranger"])
def test_other_teams_see_no_family_there(cast, as_worker, who):
    cast.episode()
    cast.agreed()

    page = as_worker(getattr(cast, who)).get(reverse("support:team")).content.decode()

    assert "Wren" not in page
    assert "Your teams support no families" in page


def test_team_page_takes_the_same_queries_for_many_families(cast, as_worker):
    client = as_worker(cast.kit)
    client.get(reverse("support:team"))  # the first request of a session writes down when it began

    asked = []
    for _ in range(2):
        for _ in range(3):
            write_plan(cast.episode(), by=cast.robin)
            cast.agreed()
        with CaptureQueriesContext(connection) as queries_made:
            client.get(reverse("support:team"))
        asked.append(len(queries_made))

    assert asked[0] == asked[1] < 40


def test_key_workers_are_counted_over_episodes_and_in_the_last_year(cast):
    with ago(800):
        first = cast.episode()
    with ago(700):
        actions.allocate(first, key_worker=cast.alex, because="Robin moved.", by=cast.kit)
    with ago(500):
        actions.allocate(first, key_worker=cast.kit, because="Alex moved.", by=cast.kit)
    with ago(30):
        actions.allocate(first, key_worker=cast.robin, because="Back.", by=cast.kit)
    ash = first.children.order_by("born")[0]

    held = queries.held([ash], localdate())

    assert held == {ash.pk: Held(in_a_year=2, ever=3)}


def test_lightest_load_is_offered_first(cast):
    cast.episode()

    offered = [member.worker for member in queries.members(cast.north, localdate())]

    assert offered[-1] == cast.robin
    assert set(offered) == {cast.kit, cast.robin, cast.alex, cast.lee}


def test_families_beyond_those_shown_are_counted(cast, as_worker, monkeypatch):
    monkeypatch.setattr("homeward.support.queries.team.WITHOUT", 2)
    for days in (9, 7, 5, 3):
        with ago(days):
            cast.agreed()
    with ago(8):
        cast.episode()
    leaves(cast.robin)

    team = team_of(cast.kit)
    page = as_worker(cast.kit).get(reverse("support:team")).content.decode()

    assert [one.days for one in team.without] == [9, 7]
    assert team.more_without == 3
    assert "Families without a key worker: 5" in page
    assert "And 3 more, who have not waited as long." in page


def test_overdue_follow_ups_beyond_those_shown_are_counted(cast, as_worker, monkeypatch):
    monkeypatch.setattr("homeward.support.queries.team.FOLLOW_UPS", 3)
    with ago(100):
        episode = cast.episode()
        actions.record_happening(
            episode.children.first(),
            kind=Happened.FAMILY_WITHDREW,
            on=localdate(),
            what="Dee said no more.",
            episode=episode,
            by=cast.robin,
        )
        actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    page = as_worker(cast.kit).get(reverse("support:team")).content.decode()

    assert "And 1 more, due later." in page
