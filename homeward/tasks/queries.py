"""Reads about tasks: what my teams have to do, then what they did."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from homeward.exports import Table
from homeward.partnership.rules import WorkerOnDay
from homeward.tasks.models import Task
from homeward.tasks.rules import HIDDEN, Doing


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def tasks_of(worker: WorkerOnDay, today: date) -> QuerySet[Task]:
    """Open tasks first: urgent, overdue, mine, by day. Then the done ones, newest first."""
    return (
        Task.objects.visible_to(worker)
        .annotate(
            overdue=_first(Q(done_at=None, due__lt=today)),
            mine=_first(Q(worker_id=worker.worker_id)),
        )
        .select_related("team", "worker", "done_by")
        .with_children(worker, today)
        .order_by(F("done_at").desc(nulls_first=True), "-urgent", "-overdue", "-mine", "due", "id")
    )


def narrowed(tasks: QuerySet[Task], chosen: Mapping[str, str]) -> QuerySet[Task]:
    """`tasks` come from `tasks_of`. What a task is about is told only of those that can be read."""
    if "whose" in chosen:
        tasks = tasks.filter(mine=1) if chosen["whose"] == "mine" else tasks.filter(worker=None)
    if "late" in chosen:
        tasks = tasks.filter(overdue=1)
    if "doing" in chosen:
        tasks = tasks.readable().filter(doing=Doing[chosen["doing"]])
    return tasks


def tasks_table(tasks: Iterable[Task]) -> Table:
    """What is still to do, as a file."""
    return Table(
        "To do",
        ("What", "Children", "Because", "Team", "Worker", "Due", "Urgent"),
        tuple(
            (
                HIDDEN if task.hidden else task.what,
                ", ".join(child.name for child in task.seen),
                "" if task.hidden else task.because,
                str(task.team),
                str(task.worker or ""),
                task.due,
                "yes" if task.urgent else "",
            )
            for task in tasks
        ),
    )
