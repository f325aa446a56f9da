"""Who knows what, and who is registered: entered by whom, found in two steps, counted of nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.actions.expertise import (
    end_expertise,
    end_registration,
    enter_expertise,
    enter_registration,
)
from homeward.partnership.models import Expertise, Registration, Topic
from homeward.partnership.rules.expertise import ExpertiseKind, Level, may_know


def days(number: int):
    return localdate() + timedelta(days=number)


def enter(cast, worker=None, **changes) -> Expertise:
    worker = worker or cast.robin
    given = {
        "partnership": cast.partnership,
        "kind": ExpertiseKind.METHOD,
        "name": "Sample talking",
        "level": None,
        "from_day": days(-100),
        "until": days(200),
        "by": worker,
    }
    return enter_expertise(worker, **given | changes)


def register(cast, worker, **changes) -> Registration:
    given = {
        "partnership": cast.partnership,
        "number": "SW20202",
        "checked_on": localdate(),
        "by": cast.morgan,
    }
    return enter_registration(worker, **given | changes)


def find(client, **asked) -> str:
    return client.get(reverse("partnership:expertise"), asked).content.decode()


def test_what_two_enter_by_one_name_is_one_thing(cast):
    one = enter(cast)

    other = enter(cast, cast.alex, name="  sample  TALKING ")

    assert other.topic == one.topic
    assert Topic.objects.get().name == "Sample talking"


def test_trained_again_the_line_before_ends_with_the_new_one(cast):
    old = enter(cast)

    new = enter(cast, from_day=days(-3), until=days(700))

    old.refresh_from_db()
    assert (old.end, new.start, new.last_day) == (days(-3), days(-3), days(700))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": ExpertiseKind.LANGUAGE}, "how well they speak it"),
        ({"from_day": 1}, "still to come"),
        ({"until": -101}, "valid until a day before it began"),
        ({"by": "alex"}, "entered by the worker themself"),
        ({"by": "stranger"}, "entered by the worker themself"),
    ],
)
def test_what_cannot_be_known_is_refused_and_nothing_is_written(cast, changes, says):
    meant = {
        key: getattr(cast, value) if key == "by" else days(value) if value in (1, -101) else value
        for key, value in changes.items()
    }

    with pytest.raises(Refused, match=says):
        enter(cast, **meant)

    assert not Expertise.objects.exists()
    assert not Topic.objects.exists()


def test_manager_enters_it_too_and_it_ends(cast):
    line = enter(cast, by=cast.kit)

    end_expertise(line, by=cast.kit)

    line.refresh_from_db()
    assert line.end == localdate()
    with pytest.raises(Refused, match="ended already"):
        end_expertise(line, by=cast.kit)


def test_two_links_lead_to_people_with_team_phone_and_days(cast, as_worker):
    cast.robin.phone, cast.robin.days = "01632 960190", "Mondays"
    cast.robin.save()
    topic = enter(cast).topic
    client = as_worker(cast.terry)

    kinds, topics = find(client), find(client, kind="method")
    people = client.get(reverse("partnership:topic", args=[topic.pk])).content.decode()

    assert 'href="?kind=method"' in kinds
    assert f'href="{reverse("partnership:topic", args=[topic.pk])}"' in topics
    for said in ("Robin Testerton", "Key worker, North team", "01632 960190", "Mondays"):
        assert said in people


def test_what_ended_or_whose_knower_left_is_not_found(cast, as_worker):
    enter(cast, until=days(-1))
    enter(cast, cast.alex, name="Sampleish", kind=ExpertiseKind.LANGUAGE, level=Level.WORKS)
    cast.alex.memberships.update(period=(days(-900), days(-1)))
    client = as_worker(cast.terry)

    assert "Sample talking" not in find(client, kind="method")
    assert "Sampleish" not in find(client, kind="language")


def test_other_partnership_finds_nothing_of_ours(cast, as_worker):
    topic = enter(cast).topic
    client = as_worker(cast.stranger)

    assert "Sample talking" not in find(client, kind="method")
    assert client.get(reverse("partnership:topic", args=[topic.pk])).status_code == 404
    assert client.get(reverse("partnership:expertise"), {"kind": "nothing"}).status_code == 404


def test_queries_do_not_grow_with_who_knows_it(cast, as_worker, django_assert_max_num_queries):
    topic = enter(cast).topic
    for worker in (cast.alex, cast.kit, cast.lee, cast.sam):
        enter(cast, worker)
    client = as_worker(cast.terry)

    with django_assert_max_num_queries(16):
        page = client.get(reverse("partnership:topic", args=[topic.pk]))

    assert "Alex Fictional" in page.content.decode()


def test_own_registration_counts_when_somebody_else_has_looked_it_up(cast, as_worker):
    register(cast, cast.robin, checked_on=None, by=cast.robin)
    checked = Registration.objects.filter(partnership=cast.partnership).checked_on_day(localdate())
    assert not checked.filter(worker=cast.robin).exists()
    assert "Robin" not in find(as_worker(cast.terry), kind="registered")

    register(cast, cast.robin, by=cast.kit)

    assert checked.filter(worker=cast.robin, checked_by=cast.kit).exists()
    assert "Robin" in find(as_worker(cast.terry), kind="registered")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"by": "robin"}, "checked by somebody else"),
        ({"by": "kit", "checked_on": None}, "when it was looked up"),
        ({"by": "kit", "checked_on": 1}, "still to come"),
        ({"by": "kit", "number": "??"}, "letters and digits only"),
        ({"by": "kit", "number": "SW10101"}, "Sam Placeholder has this number"),
        ({"by": "alex"}, "entered by the worker themself"),
        ({"by": "morgan"}, "entered by the worker themself"),
    ],
)
def test_registration_that_cannot_be_is_refused_and_nothing_is_written(cast, changes, says):
    meant = {
        key: getattr(cast, value) if key == "by" else days(1) if value == 1 else value
        for key, value in changes.items()
    }

    with pytest.raises(Refused, match=says):
        register(cast, cast.robin, **meant)

    assert not Registration.objects.filter(worker=cast.robin).exists()


def test_one_cannot_undo_the_check_of_ones_own_number(cast):
    register(cast, cast.robin, by=cast.kit)

    with pytest.raises(Refused, match="looked up already"):
        register(cast, cast.robin, checked_on=None, by=cast.robin)

    assert Registration.objects.get(worker=cast.robin).checked_by == cast.kit


def test_registration_that_ended_counts_no_more_and_is_kept(cast):
    Registration.objects.filter(worker=cast.sam).update(period=(days(-50), None))

    end_registration(cast.sam, partnership=cast.partnership, by=cast.morgan)

    counting = Registration.objects.filter(partnership=cast.partnership).checked_on_day(localdate())
    assert not counting.filter(worker=cast.sam).exists()
    assert Registration.objects.get(worker=cast.sam).end == localdate()
    with pytest.raises(Refused, match="no registration of theirs is entered"):
        end_registration(cast.sam, partnership=cast.partnership, by=cast.morgan)


@pytest.mark.parametrize(
    ("begun", "advice"), [(0, "End that line first."), (-9, "Choose a later day.")]
)
def test_what_is_entered_already_is_refused_with_what_helps(begun, advice):
    today = localdate()

    answer = may_know(
        ExpertiseKind.SUBJECT,
        level=None,
        from_day=today + timedelta(days=begun),
        until=None,
        today=today,
        begun=today + timedelta(days=begun),
    )

    assert not answer
    assert answer.instead == advice
