"""Opening and finishing tasks."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.tasks import rules
from homeward.tasks.models import Task
from homeward.tasks.rules import OF_A_KEY_WORKER, Doing
from homeward.trail import actions as trail


BECAUSE = 300  # characters of a reason; the whole of it stands where it was written


@unlocked()
def open_task(
    *,
    team: Team,
    what: str,
    because: str,
    due: date,
    by: Worker | None,
    children: Iterable[Child] = (),
    worker: Worker | None = None,
    urgent: bool = False,
    doing: Doing = Doing.BY_HAND,
    subject: models.Model | None = None,
) -> Task:
    """`doing` and `subject` say which page does it; without them somebody writes how it was done."""
    children = list(children)
    task = Task.objects.create(
        partnership_id=team.partnership_id,
        team=team,
        worker=worker,
        what=what,
        because=because[:BECAUSE],
        due=due,
        urgent=urgent,
        doing=doing,
        subject_id=subject.pk if subject else None,
    )
    task.children.set(children)
    trail.record(
        "opened a task",
        task,
        by=by,
        children=[child.pk for child in children],
        changed={"what": what, "due": due},
    )
    return task


@unlocked()
def finish_task(task: Task, *, how: str, by: Worker) -> Task:
    task = Task.objects.select_for_update().get(pk=task.pk)
    answer = require(rules.may_finish(by.on(localdate()), task))
    return _done(task, how, answer.reason, by)


@unlocked()
def finish_doing(doing: Doing, subject: models.Model, *, how: str, by: Worker | None) -> None:
    """What the tasks waited for was done on its page: whoever may do that, ends them by doing it. By nobody
    when it went on without anybody."""
    waiting = Task.objects.select_for_update().open().filter(doing=doing, subject_id=subject.pk)
    for task in waiting:
        _done(task, how, "it was what the task waited for", by)


@unlocked()
def hand_over(
    children: Iterable[Child], *, team: Team, left: Worker, to: Worker, by: Worker
) -> None:
    """What a team's key worker had to do as key worker of these children becomes another's."""
    theirs = Task.objects.open().filter(team=team, worker=left, doing__in=OF_A_KEY_WORKER)
    about = Task.children.through.objects.filter(child__in=children)
    for task in theirs.filter(pk__in=about.values("task_id")).select_for_update():
        task.worker = to
        task.save(update_fields=["worker"])
        trail.record(
            "gave a task to another worker",
            task,
            by=by,
            children=task.children.values_list("pk", flat=True),
            changed={"worker": to.name},
        )


def _done(task: Task, how: str, because: str, by: Worker | None) -> Task:
    task.done_at, task.done_by, task.done_how = now(), by, how
    task.save(update_fields=["done_at", "done_by", "done_how"])
    trail.record(
        "did a task",
        task,
        by=by,
        children=task.children.values_list("pk", flat=True),
        because=because,
        changed={"done_how": how},
    )
    return task
