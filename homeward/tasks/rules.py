"""Who may say that a task is done: anyone in the team it was opened for, saying how."""

from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.tasks.models import Task


def may_finish(worker: "WorkerOnDay", task: "Task") -> Answer:
    if task.done_at:
        return refuse(f"{task.done_by} did this on {task.done_at:%-d %B %Y}")
    if task.team_id in worker.team_ids or task.worker_id == worker.worker_id:
        return allow("it was opened for your team")
    return refuse("this was opened for another team")
