"""Who comes back, who comes after all, and two who write about the same person at once."""

import pytest
from django.db import transaction

from homeward.access.guard import Overtaken, Refused
from homeward.partnership.actions.expertise import end_expertise, enter_expertise
from homeward.partnership.actions.posts import change_post, end_post, make_worker
from homeward.partnership.models import Membership, Worker
from homeward.partnership.rules import Role
from homeward.partnership.rules.expertise import ExpertiseKind, Level
from homeward.trail.models import Entry
from tests.partnership.test_posts import days, fill, of
from tests.partnership.test_team_pages import fill as fill_on_page
from tests.partnership.test_team_pages import read
from tests.support.test_at_once import meanwhile


def test_who_has_left_is_offered_and_comes_back(cast, as_worker):
    Membership.objects.filter(worker=cast.robin).update(period=(days(-90), days(-9)))
    client = as_worker(cast.kit)

    offered = read(client, "fill_post", cast.north.pk)
    answer = fill_on_page(client, cast, worker=cast.robin.pk, name="", email="")

    assert "Robin Testerton" in offered
    assert answer.status_code == 302
    assert Membership.objects.filter(worker=cast.robin).count() == 2


def test_worker_of_another_partnership_is_not_offered(cast, as_worker):
    assert cast.stranger.name not in read(as_worker(cast.kit), "fill_post", cast.north.pk)


def test_somebody_new_whose_post_was_called_off_comes_after_all(cast, as_worker):
    post = fill(cast)
    end_post(post, from_day=days(0), because="Not yet.", by=cast.kit)

    answer = fill_on_page(as_worker(cast.kit), cast, email="Dee@charity.example")

    assert answer.status_code == 302
    assert Membership.objects.get(team=cast.north, worker=post.worker).role == Role.KEY_WORKER
    assert Worker.objects.filter(email="dee@charity.example").count() == 1


def test_who_comes_after_all_is_reached_by_the_phone_given_now(cast):
    post = fill(cast)
    end_post(post, from_day=days(0), because="Not yet.", by=cast.kit)

    again = fill(cast, phone="01632 960999")

    assert again.worker == post.worker
    assert Worker.objects.get(pk=post.worker_id).phone == "01632 960999"
    told = Entry.objects.get(what="changed how a worker is reached")
    assert (told.worker, told.subject_id) == (cast.kit, post.worker_id)


def test_another_name_with_the_address_of_who_never_came_is_refused_and_writes_nothing(cast):
    post = fill(cast)
    end_post(post, from_day=days(0), because="Not yet.", by=cast.kit)

    with pytest.raises(Refused, match="under another name") as no:
        fill(cast, name="Dora Mockford", phone="01632 960999")

    assert "If it is Dee Mockford" in no.value.answer.instead
    assert "Mockford" not in no.value.answer.reason  # which the trail keeps
    assert not Membership.objects.filter(worker=post.worker).exists()
    assert Worker.objects.get(pk=post.worker_id).phone == "01632 960170"


@pytest.mark.parametrize("by", ["stranger", None])
def test_who_was_made_elsewhere_is_not_taken_by_their_address(cast, by):
    """By somebody of another partnership, or by a command."""
    by = getattr(cast, by) if by else None
    worker = make_worker(email="dee@charity.example", name="Dee Mockford", by=by)

    with pytest.raises(Refused, match="signs in with that address already"):
        fill(cast)

    assert not Membership.objects.filter(worker=worker).exists()


def test_reason_why_a_post_ended_is_for_who_changes_posts_and_names_no_employer(cast, as_worker):
    change_post(
        of(cast.robin, cast.north),
        role=Role.SOCIAL_WORKER,
        employer=cast.founded.charity,
        from_day=days(5),
        authorised_by="Kit, supervision",
        by=cast.kit,
    )
    end_post(of(cast.alex, cast.north), from_day=days(3), because="Unwell.", by=cast.kit)

    managers = read(as_worker(cast.kit), "team", cast.north.pk)
    colleagues = read(as_worker(cast.robin), "team", cast.north.pk)

    assert "Unwell." in managers
    assert "Unwell." not in colleagues
    assert not Membership.objects.filter(ended_because__contains="Samplehope").exists()
    assert "another post follows" in managers
    assert "another post follows" not in colleagues


def change(post, cast):
    return change_post(
        post,
        role=Role.SOCIAL_WORKER,
        employer=cast.founded.charity,
        from_day=days(8),
        authorised_by="Kit, supervision",
        by=cast.kit,
    )


def end(post, cast):
    return end_post(post, from_day=days(8), because="No.", by=cast.kit)


@pytest.mark.parametrize("act", [change, end])
def test_post_that_was_called_off_meanwhile_is_said_so(cast, act):
    post = fill(cast)
    end_post(Membership.objects.get(pk=post.pk), from_day=days(0), because="No.", by=cast.kit)

    with pytest.raises(Overtaken, match="the post was taken away since you opened this page"):
        act(post, cast)


def test_what_is_known_and_was_taken_away_meanwhile_is_said_so(cast):
    line = enter_expertise(
        cast.robin,
        partnership=cast.partnership,
        kind=ExpertiseKind.LANGUAGE,
        name="Sampleish",
        level=Level.FIRST,
        from_day=days(0),
        until=None,
        by=cast.robin,
    )
    end_expertise(type(line).objects.get(pk=line.pk), by=cast.robin)

    with pytest.raises(Overtaken, match="was taken away since"):
        end_expertise(line, by=cast.robin)


@pytest.mark.django_db(transaction=True)
def test_two_who_make_a_worker_of_one_address_at_once_get_one_and_a_refusal(cast):
    given = {"email": "dee@charity.example", "by": cast.kit}

    with pytest.raises(Refused, match="signs in with that address already"):  # noqa: SIM117
        with meanwhile(lambda: make_worker(name="Dee Mockford", **given)), transaction.atomic():
            make_worker(name="Dee Mockford", **given)

    assert Worker.objects.filter(email="dee@charity.example").count() == 1
    assert Entry.objects.filter(what="made a worker").count() == 1
