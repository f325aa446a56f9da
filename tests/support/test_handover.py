"""The key worker stays through care and back; a change has a reason and a day of handover."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.support import actions, queries, rules
from homeward.support.rules import Happened
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.support.making import address, happen, leaves


TODAY = localdate()
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def episode(cast):
    with travel(now() - timedelta(days=20)):
        return cast.episode()


def key_worker(episode, day=TODAY):
    return [one.worker for one in episode.allocations.held_on(day).select_related("worker")]


@pytest.mark.parametrize(
    ("day", "at_work", "allowed"),
    [
        (TODAY, True, True),
        (TODAY, False, True),
        (NEXT_WEEK, True, True),
        (NEXT_WEEK, False, False),
        (TODAY - timedelta(days=1), True, False),
    ],
)
def test_handover_leaves_no_family_with_nobody(day, at_work, allowed):
    assert bool(rules.may_hand_over_on(day, TODAY, at_work=at_work)) is allowed


@pytest.mark.parametrize("kind", [Happened.ENTERED_CARE, Happened.RETURNED_HOME])
def test_key_worker_and_episode_go_on_when_a_child_enters_care_or_comes_home(
    cast, as_worker, episode, kind
):
    happening = happen(episode, kind, cast.robin)

    page = as_worker(cast.robin).get(reverse("support:happening", args=[happening.pk]))

    episode.refresh_from_db()
    assert key_worker(episode) == [cast.robin]
    assert episode.closed_at is None
    assert "Robin Testerton stays the family’s key worker" in page.content.decode()


def test_other_events_say_nothing_of_the_key_worker(cast, as_worker, episode):
    happening = happen(episode, Happened.MOVED, cast.robin)

    page = as_worker(cast.robin).get(reverse("support:happening", args=[happening.pk]))

    assert page.context["stays"] is None


def test_key_worker_stays_until_the_day_of_the_handover(cast, episode):
    actions.allocate(
        episode, key_worker=cast.alex, because="Robin moves.", from_day=NEXT_WEEK, by=cast.kit
    )

    assert key_worker(episode) == [cast.robin]
    assert key_worker(episode, NEXT_WEEK - timedelta(days=1)) == [cast.robin]
    assert key_worker(episode, NEXT_WEEK) == [cast.alex]
    visit = Task.objects.open().get(worker=cast.alex, what__contains="hello and a goodbye")
    assert visit.due >= NEXT_WEEK


def test_reason_is_kept_with_the_change_and_in_the_trail(cast, episode):
    made = actions.allocate(
        episode, key_worker=cast.alex, because="Robin moves.", from_day=NEXT_WEEK, by=cast.kit
    )

    entry = Entry.objects.filter(what="allocated a key worker").latest("pk")
    assert made.because == "Robin moves."
    assert entry.worker == cast.kit


def test_change_without_a_reason_changes_nothing(cast, episode):
    with pytest.raises(Refused, match="no reason"):
        actions.allocate(episode, key_worker=cast.alex, from_day=NEXT_WEEK, by=cast.kit)

    assert key_worker(episode, NEXT_WEEK) == [cast.robin]


def test_handover_to_come_is_replaced_by_another(cast, episode):
    change = {"because": "Robin moves.", "by": cast.kit}
    actions.allocate(episode, key_worker=cast.alex, from_day=NEXT_WEEK, **change)

    later = NEXT_WEEK + timedelta(days=7)
    actions.allocate(episode, key_worker=cast.kit, from_day=later, **change)

    assert key_worker(episode, NEXT_WEEK) == [cast.robin]
    assert key_worker(episode, later) == [cast.kit]


def test_handover_to_come_is_called_off_by_choosing_who_is_there_now(cast, episode):
    change = {"because": "Robin moves.", "by": cast.kit}
    actions.allocate(episode, key_worker=cast.alex, from_day=NEXT_WEEK, **change)

    actions.allocate(episode, key_worker=cast.robin, because="Robin stays.", by=cast.kit)

    assert key_worker(episode, NEXT_WEEK) == [cast.robin]
    assert not Task.objects.open().filter(worker=cast.alex).exists()
    assert Entry.objects.filter(what="kept the key worker").exists()


def test_family_whose_key_worker_left_does_not_wait_for_a_handover(cast, episode):
    leaves(cast.robin)

    with pytest.raises(Refused, match="nobody until that day"):
        actions.allocate(
            episode, key_worker=cast.alex, because="Left.", from_day=NEXT_WEEK, by=cast.kit
        )

    assert queries.next_key_worker(episode, TODAY) is None


def test_page_shows_who_comes_next_and_who_there_was(cast, as_worker, episode):
    typed = {
        "key_worker": cast.alex.pk,
        "because": "Robin moves.",
        "from_day_0": NEXT_WEEK.day,
        "from_day_1": NEXT_WEEK.month,
        "from_day_2": NEXT_WEEK.year,
    }
    client = as_worker(cast.kit)

    client.post(address("allocate", episode.pk), typed)

    shown = client.get(address("episode", episode.pk)).context
    before = client.get(address("allocate", episode.pk)).context["before"]
    assert (shown["key_worker"].worker, shown["next_key_worker"].worker) == (cast.robin, cast.alex)
    assert [(one.worker, one.because) for one in before] == [
        (cast.alex, "Robin moves."),
        (cast.robin, ""),
    ]


def test_help_that_ended_leaves_no_handover_to_come(cast, episode):
    actions.allocate(
        episode, key_worker=cast.alex, because="Robin moves.", from_day=NEXT_WEEK, by=cast.kit
    )
    happen(episode, Happened.FAMILY_WITHDREW, cast.robin)

    actions.close_episode(episode, because="They said no.", by=cast.robin)

    assert queries.next_key_worker(episode, TODAY) is None
    assert key_worker(episode, NEXT_WEEK) == []
