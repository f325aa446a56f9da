"""Who is the key worker, when somebody has left or is put in another's place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.support import actions
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from homeward.web.queries.children import caseload
from homeward.web.queries.unallocated import unallocated
from tests.support.making import address, leaves, write_plan


@pytest.fixture
def episode(cast):
    with travel(now() - timedelta(days=20)):
        return cast.episode()


@pytest.mark.parametrize("name", ["episode", "plan_print"])
def test_pages_name_no_key_worker_who_has_left(cast, as_worker, episode, name):
    write_plan(episode, by=cast.kit)
    client = as_worker(cast.kit)
    before = client.get(address(name, episode.pk)).context["key_worker"].worker

    leaves(cast.robin)

    assert before == cast.robin
    assert client.get(address(name, episode.pk)).context["key_worker"] is None


def test_childs_page_and_list_name_no_key_worker_who_has_left(cast, as_worker, episode):
    leaves(cast.robin)

    page = as_worker(cast.kit).get(reverse("web:child", args=[episode.children.first().pk]))
    listed = caseload(cast.kit.on(localdate()), localdate())

    assert page.context["key_worker"] is None
    assert {child.key_worker for child in listed} == {None}


def test_family_whose_key_worker_left_stands_on_the_managers_day(cast, episode):
    before = unallocated(cast.kit.on(localdate()), localdate())

    leaves(cast.robin)

    (family,) = unallocated(cast.kit.on(localdate()), localdate())
    assert before == []
    assert family.href == address("allocate", episode.pk)


def test_plan_is_looked_at_again_by_the_team_when_the_key_worker_left(cast, episode):
    leaves(cast.robin)

    write_plan(episode, by=cast.kit)

    assert Task.objects.open().get(doing=Doing.REVIEW_PLAN).worker is None


def test_next_key_worker_does_not_come_with_one_who_has_left(cast, episode):
    agreed = {"who": "Dee", "agrees": True, "words": "Yes.", "on": localdate()}
    actions.record_agreement(episode, **agreed, by=cast.robin)
    write_plan(episode, by=cast.robin)
    leaves(cast.robin)

    actions.allocate(episode, key_worker=cast.alex, because="Robin has left.", by=cast.kit)

    tasks = Task.objects.open().filter(worker=cast.alex)
    assert {task.doing for task in tasks} == {Doing.AGREE, Doing.REVIEW_PLAN}
    assert not tasks.filter(what__contains="Robin").exists()
    assert not Task.objects.open().filter(worker=cast.robin).exists()


def test_first_visit_is_asked_of_one_key_worker_alone(cast):
    """Kit means Alex, chooses Robin, and puts it right the same day."""
    episode = cast.episode()

    actions.allocate(episode, key_worker=cast.alex, because="A slip.", by=cast.kit)

    task = Task.objects.open().get(doing=Doing.AGREE)
    told = Entry.objects.get(what="gave a task to another worker", worker=cast.kit)
    assert task.worker == cast.alex
    assert told.subject_id == task.pk
    assert set(told.child_ids) == set(episode.children.values_list("pk", flat=True))


def test_task_of_who_left_before_agreeing_is_not_opened_twice(cast, episode):
    leaves(cast.robin)

    actions.allocate(episode, key_worker=cast.alex, because="Robin has left.", by=cast.kit)

    assert Task.objects.open().get(doing=Doing.AGREE).worker == cast.alex
