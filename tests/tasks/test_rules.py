"""Who may say that a task is done. No database."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from homeward.partnership.models import Worker
from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay
from homeward.tasks.models import Task
from homeward.tasks.rules import PAGES, Doing, may_finish


def someone(team):
    return WorkerOnDay(
        7,
        "Robin Testerton",
        (Post(team, "North", 1, Role.KEY_WORKER, 1, "Samplehope", OrganisationKind.CHARITY),),
    )


@pytest.mark.parametrize(
    ("team", "worker", "done", "allowed"),
    [
        (1, None, False, True),  # my team's
        (2, None, False, False),
        (2, 7, False, True),  # my own, though I have left the team
        (1, None, True, False),  # done already
    ],
)
def test_task_is_finished_once_by_its_team_or_its_worker(team, worker, done, allowed):
    task = Task(team_id=team, worker_id=worker)
    if done:
        task.done_at, task.done_by = datetime(2026, 3, 2, tzinfo=UTC), Worker(name="Kit Dummerly")

    answer = may_finish(someone(team=1), task)

    assert bool(answer) is allowed
    assert answer.reason


def test_day_on_which_a_task_was_done_is_the_day_here():
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    task = Task(team_id=1, done_at=half_past_midnight, done_by=Worker(name="Kit Dummerly"))

    answer = may_finish(someone(team=1), task)

    assert "1 July 2026" in answer.reason


def test_every_doing_has_a_page_that_exists():
    pages = [reverse(page, args=[1]) for page in PAGES.values()]

    assert set(PAGES) == set(Doing) - {Doing.BY_HAND}
    assert all(page.startswith("/") for page in pages)
