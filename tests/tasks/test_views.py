"""The list of tasks and finishing one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.tasks.actions import finish_doing, finish_task, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.support.making import in_days


def opened(cast, child=None, **changes):
    given = {
        "team": cast.north,
        "what": "Phone Dee",
        "because": "She asked",
        "due": localdate(),
        "by": cast.kit,
    }
    return open_task(**{**given, "children": [child] if child else [], **changes})


def test_list_shows_my_teams_tasks_and_tells_the_trail(cast, as_worker):
    child = cast.refer().children.first()
    opened(cast, child)

    page = as_worker(cast.robin).get(reverse("tasks:list")).content.decode()

    assert "Phone Dee" in page
    assert child.name in page
    assert Entry.objects.get(what="read the list of tasks", worker=cast.robin).child_ids == [
        child.pk
    ]


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_list_of_others_is_empty_and_says_so(cast, as_worker, who):
    opened(cast)

    page = as_worker(getattr(cast, who)).get(reverse("tasks:list")).content.decode()

    assert "Phone Dee" not in page
    assert "Nothing is waiting for your teams" in page


@pytest.mark.parametrize("who", ["sam", "terry", "stranger"])
def test_task_of_another_team_is_not_there(cast, as_worker, who):
    task = opened(cast)

    response = as_worker(getattr(cast, who)).get(reverse("tasks:finish", args=[task.pk]))

    assert response.status_code == 404


def test_task_that_went_without_anybody_says_so(cast, as_worker):
    episode = cast.episode()
    task = opened(cast, doing=Doing.REVIEW_PLAN, subject=episode)
    finish_doing(Doing.REVIEW_PLAN, episode, how="It was raised to the next level", by=None)
    client = as_worker(cast.robin)

    listed = client.get(reverse("tasks:list")).content.decode()
    refused = client.post(reverse("tasks:finish", args=[task.pk]), {"how": "Phoned."})

    assert "Without anybody, " in listed
    assert "went without anybody on" in refused.content.decode()


def test_finished_task_stays_listed_as_done(cast, as_worker):
    task = opened(cast)
    client = as_worker(cast.robin)

    answer = client.post(
        reverse("tasks:finish", args=[task.pk]), {"how": "Phoned at ten."}, follow=True
    )

    task.refresh_from_db()
    assert task.done_by == cast.robin
    assert "Phoned at ten." in answer.content.decode()


def test_empty_how_says_what_to_mend(cast, as_worker):
    task = opened(cast)

    answer = as_worker(cast.robin).post(reverse("tasks:finish", args=[task.pk]), {"how": ""})

    task.refresh_from_db()
    assert "Enter an answer: How was it done?" in answer.content.decode()
    assert task.done_at is None


def test_second_of_two_is_told_and_keeps_what_was_typed(cast, as_worker):
    task = opened(cast)
    finish_task(task, how="Phoned at ten.", by=cast.alex)

    answer = as_worker(cast.robin).post(
        reverse("tasks:finish", args=[task.pk]), {"how": "I wrote to her."}
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Alex Fictional did this" in page
    assert "I wrote to her." in page


def test_task_outlives_the_work_with_the_child_without_the_name(cast, as_worker):
    child = cast.refer().children.first()
    opened(cast, child)
    child.involvements.filter(team=cast.north).delete()

    page = as_worker(cast.robin).get(reverse("tasks:list")).content.decode()

    assert child.name not in page
    assert "A record you cannot read" in page


@pytest.mark.parametrize("path", ["/tasks/", "/tasks/?as=csv", "finish"])
@pytest.mark.parametrize("done", [False, True])
def test_words_of_a_task_are_hidden_with_the_last_child_of_it(cast, as_worker, path, done):
    child = cast.refer().children.first()
    task = opened(cast, child, what="Ash’s bruise", because="Nan saw it")
    if done:
        finish_task(task, how="Asked Wren.", by=cast.robin)
    child.involvements.filter(team=cast.north).delete()
    path = reverse("tasks:finish", args=[task.pk]) if path == "finish" else path

    page = as_worker(cast.robin).get(path).content.decode("utf-8-sig")

    assert not [word for word in ("bruise", "Nan saw", "Asked Wren") if word in page]
    assert "A task that you can no longer read" in page or (done and "csv" in path)


def test_task_about_a_closed_record_too_is_ended_here_and_not_on_a_page_that_is_not_there(cast):
    referral = cast.refer()
    ash, wren = referral.children.all()
    open_task(
        team=cast.north,
        children=[ash, wren],
        doing=Doing.ALLOCATE,
        subject=referral,
        what="Allocate a key worker",
        because="The panel decided",
        due=localdate(),
        by=cast.kit,
    )
    tasks = Task.objects.with_children(cast.robin.on(localdate()), localdate())
    before = tasks.get(doing=Doing.ALLOCATE).address

    wren.involvements.filter(team=cast.north).delete()

    now_read = tasks.all().get(doing=Doing.ALLOCATE)
    assert before == reverse("support:start", args=[referral.pk])
    assert now_read.address == reverse("tasks:finish", args=[now_read.pk])


def test_task_that_cannot_be_read_can_still_be_ended(cast, as_worker):
    child = cast.refer().children.first()
    task = opened(cast, child)
    child.involvements.filter(team=cast.north).delete()

    answer = as_worker(cast.robin).post(
        reverse("tasks:finish", args=[task.pk]), {"how": "We do not work with the child now."}
    )

    task.refresh_from_db()
    assert answer.status_code == 302
    assert task.done_by == cast.robin


def test_task_about_no_child_keeps_its_words(cast, as_worker):
    opened(cast)

    page = as_worker(cast.robin).get(reverse("tasks:list")).content.decode()

    assert "Phone Dee" in page
    assert "no longer" not in page


def test_list_takes_the_same_queries_for_many_tasks(cast, as_worker, django_assert_max_num_queries):
    child = cast.refer().children.first()
    client = as_worker(cast.robin)
    for _ in range(60):
        opened(cast, child)

    with django_assert_max_num_queries(20):
        page = client.get(reverse("tasks:list"))

    assert Task.objects.count() >= 60
    assert "Page 1 of 2" in page.content.decode()


def test_list_is_taken_away_with_what_is_still_to_do(cast, as_worker):
    child = cast.episode().children.first()
    opened(cast, child, what="=Phone Dee")

    response = as_worker(cast.robin).get("/tasks/?as=csv")

    told = Entry.objects.filter(kind="read").last()
    assert "'=Phone Dee" in response.content.decode("utf-8-sig")
    assert told.what == "took away the list of tasks as a file"
    assert child.pk in told.child_ids


def listed(client, query):
    page = client.get(f"/tasks/?{query}")
    return {task.what for name in ("open", "done") for task in page.context[name]}


def test_list_is_narrowed_by_whose_it_is_what_is_late_and_what_there_is_to_do(cast, as_worker):
    cast.agreed()
    opened(cast, what="Mine", worker=cast.robin)
    opened(cast, what="Late", due=in_days(-3))
    finish_task(opened(cast, what="Late and done", due=in_days(-3)), how="So.", by=cast.kit)
    key_worker = Task.objects.get(doing=Doing.ALLOCATE).what
    client = as_worker(cast.robin)

    assert listed(client, "") == {"Mine", "Late", "Late and done", key_worker}
    assert listed(client, "whose=mine") == {"Mine"}
    assert listed(client, "whose=nobodys") == {"Late", "Late and done", key_worker}
    assert listed(client, "late=late") == {"Late"}
    assert listed(client, "doing=ALLOCATE") == {key_worker}
    assert listed(client, "doing=BY_HAND&whose=mine") == {"Mine"}
    assert listed(client, "doing=rubbish") == listed(client, "")


def test_file_of_tasks_holds_what_the_list_shows(cast, as_worker):
    opened(cast, what="Mine", worker=cast.robin)
    opened(cast, what="The team’s")
    client = as_worker(cast.robin)

    page = client.get("/tasks/?whose=mine").content.decode()
    file = client.get("/tasks/?whose=mine&as=csv").content.decode("utf-8-sig")

    assert "?whose=mine&amp;as=csv" in page
    assert "Mine" in file
    assert "The team’s" not in file


def test_what_there_is_to_do_is_not_told_of_a_task_that_can_no_longer_be_read(cast, as_worker):
    child = cast.refer().children.first()
    with travel(now() - timedelta(days=5)):
        opened(cast, child, team=cast.east, what="Phone Dee")
    opened(cast, team=cast.east, what="Tidy the room")
    client = as_worker(cast.terry)

    everything = client.get("/tasks/").content.decode()

    assert "A task that you can no longer read" in everything
    assert listed(client, "doing=BY_HAND") == {"Tidy the room"}


def test_narrowed_list_that_shows_none_says_so(cast, as_worker):
    opened(cast)

    page = as_worker(cast.robin).get("/tasks/?whose=mine").content.decode()

    assert "No task of your teams is like that." in page
