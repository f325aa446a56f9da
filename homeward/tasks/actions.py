"""Opening and finishing tasks."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.tasks import rules
from homeward.tasks.models import Task
from homeward.trail import actions as trail


@transaction.atomic
def open_task(
    *,
    team: Team,
    what: str,
    because: str,
    due: date,
    by: Worker,
    child: Child | None = None,
    worker: Worker | None = None,
    urgent: bool = False,
) -> Task:
    task = Task.objects.create(
        partnership_id=team.partnership_id,
        team=team,
        worker=worker,
        child=child,
        what=what,
        because=because,
        due=due,
        urgent=urgent,
    )
    trail.record(
        "opened a task",
        task,
        by=by,
        children=[child.pk] if child else [],
        changed={"what": what, "due": due},
    )
    return task


@transaction.atomic
def finish_task(task: Task, *, how: str, by: Worker) -> Task:
    task = Task.objects.select_for_update().get(pk=task.pk)
    answer = require(rules.may_finish(by.on(localdate()), task))
    task.done_at, task.done_by, task.done_how = now(), by, how
    task.save(update_fields=["done_at", "done_by", "done_how"])
    trail.record(
        "did a task",
        task,
        by=by,
        children=[task.child_id] if task.child_id else [],
        because=answer.reason,
        changed={"done_how": how},
    )
    return task
