"""A family of whom a worker sees one child and not the other: what pages work out stays right."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.sharing.actions import close_record, end_involvement
from homeward.sharing.rules import RestrictionKind
from homeward.support.models import Happening
from homeward.support.rules import MOST_PHOTOS, Happened
from homeward.tasks.models import Task
from tests.support.making import add_photo_to, address, boxes, happen, in_days, write_visit


@pytest.fixture
def episode(cast):
    """Begun some time ago, so that a team can have stopped working with one of the children since."""
    with travel(now() - timedelta(days=30)):
        return cast.episode()


def hide_ash_from(team, episode, cast):
    ash, _ = episode.children.order_by("born")
    end_involvement(ash, team, by=cast.kit, on=in_days(-1))


def test_event_belongs_to_the_help_though_a_sibling_is_unseen(cast, as_worker, episode):
    hide_ash_from(cast.west, episode, cast)
    wren = episode.children.get(given_name="Wren")
    typed = {"kind": "family withdrew", **boxes("on", localdate()), "what": "Dee said no more."}

    as_worker(cast.sam).post(address("child_happened", wren.pk), typed)

    happening = Happening.objects.get()
    assert happening.episode == episode
    assert Task.objects.get(happenings=happening).team == cast.west
    assert episode.ending().happened == ["family withdrew"]


def closed_to_all_but_robin(episode, cast):
    for child in episode.children.all():
        close_record(
            child,
            kind=RestrictionKind.PROTECTION,
            because="A threat was made.",
            named=[cast.robin],
            until=in_days(30),
            by=cast.kit,
        )


def test_load_counts_families_that_the_reader_does_not_see(cast, as_worker, episode):
    closed_to_all_but_robin(episode, cast)

    page = as_worker(cast.kit).get(reverse("support:team")).content.decode()

    assert "Wren" not in page
    assert "1 family, weight 1.25 of 6. 1 of them is not shown here" in page


@pytest.mark.parametrize("name", ["visit", "add_photo"])
def test_page_of_a_visit_offers_no_photo_that_would_be_refused(cast, as_worker, episode, name):
    ash, _ = episode.children.order_by("born")
    visit = write_visit(episode, by=cast.robin)
    for _ in range(MOST_PHOTOS):
        add_photo_to(visit, by=cast.robin, children=[ash])
    hide_ash_from(cast.north, episode, cast)

    page = as_worker(cast.alex).get(address(name, visit.pk)).content.decode()

    assert f"this visit has {MOST_PHOTOS} photos" in page


def test_page_says_of_closing_what_the_action_says_to_who_does_not_see_events(
    cast, as_worker, episode
):
    """A version of the sharing agreement that gives key workers the help, and not what happened."""
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    happen(episode, Happened.FAMILY_WITHDREW, cast.kit)
    client = as_worker(cast.robin)

    page = client.get(address("close", episode.pk))
    client.post(address("close", episode.pk), {"because": "They withdrew."})

    episode.refresh_from_db()
    assert page.context["answer"]
    assert episode.closed_by == cast.robin
