"""Opening and finishing tasks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.tasks.actions import finish_doing, finish_task, open_task
from homeward.tasks.queries import tasks_of
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry


def opened(cast, what="Phone Dee", due=0, **changes):
    given = {"team": cast.north, "because": "She asked", "by": cast.kit}
    return open_task(what=what, due=localdate() + timedelta(days=due), **{**given, **changes})


def test_finish_says_how_and_is_in_the_trail(cast):
    task = opened(cast)

    finish_task(task, how="Phoned at ten.", by=cast.robin)

    task.refresh_from_db()
    assert (task.done_by, task.done_how) == (cast.robin, "Phoned at ten.")
    assert Entry.objects.filter(what="did a task", worker=cast.robin).exists()


@pytest.mark.parametrize("who", ["sam", "terry", "stranger"])
def test_finish_by_another_team_is_refused_and_writes_nothing(cast, who):
    task = opened(cast)

    with pytest.raises(Refused):
        finish_task(task, how="Done.", by=getattr(cast, who))

    task.refresh_from_db()
    assert task.done_at is None


def test_second_finish_is_told_who_did_it(cast):
    task = opened(cast)
    finish_task(task, how="Phoned at ten.", by=cast.robin)

    with pytest.raises(Refused, match="Robin Testerton did this"):
        finish_task(task, how="Again.", by=cast.alex)

    task.refresh_from_db()
    assert task.done_how == "Phoned at ten."


def test_urgent_then_overdue_then_mine_then_done(cast):
    later = opened(cast, "later", due=5)
    mine = opened(cast, "mine", due=9, worker=cast.robin)
    overdue = opened(cast, "overdue", due=-3)
    urgent = opened(cast, "urgent", due=8, urgent=True)
    done = opened(cast, "done", due=-9, urgent=True)
    finish_task(done, how="Phoned.", by=cast.robin)

    listed = list(tasks_of(cast.robin.on(localdate()), localdate()))

    assert listed == [urgent, overdue, mine, later, done]


def test_what_a_page_does_ends_the_task_that_waited_for_it(cast):
    episode = cast.episode()
    task = opened(cast, doing=Doing.AGREE, subject=episode)
    other = opened(cast, doing=Doing.REVIEW_PLAN, subject=episode)

    finish_doing(Doing.AGREE, episode, how="Dee agrees", by=cast.robin)

    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.done_by, task.done_how) == (cast.robin, "Dee agrees")
    assert other.done_at is None


def test_a_task_stands_on_the_page_of_every_child_it_is_about(cast, as_worker):
    children = list(cast.episode().children.all())
    opened(cast, "Phone Dee about half-term", children=children)

    pages = [
        as_worker(cast.robin).get(reverse("web:child", args=[child.pk])).content.decode()
        for child in children
    ]

    assert len(pages) == 2
    assert all("Phone Dee about half-term" in page for page in pages)
