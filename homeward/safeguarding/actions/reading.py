"""Telling those who work with a child that something changed, once: a thing on their day, which goes when they have
read it. Nobody else is told, and nothing is sent."""

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.safeguarding import queries, rules
from homeward.tasks.actions import finish_task, open_task
from homeward.tasks.rules import Doing


def tell(child: Child, what: str, because: str, *, by: Worker, but: int | None = None) -> None:
    """The key worker and the council's worker of the child, but not who wrote it down. `but`: a worker who has been
    told of it otherwise."""
    today = localdate()
    for told in queries.who_is_told(child, today):
        if told.worker_id in (by.pk, but):
            continue
        bring(child, told.team, told.worker, what, because, by=by)


def bring(
    child: Child, team: Team, worker: Worker | None, what: str, because: str, *, by: Worker
) -> None:
    open_task(
        team=team,
        worker=worker,
        children=[child],
        what=f"Read what changed: {what}",
        because=because,
        due=working_days_after(localdate(), 1),
        by=by,
        doing=Doing.READ_STATUS,
        subject=child,
    )


@unlocked()
def read_changes(child: Child, *, by: Worker) -> Child:
    """It goes from the day of who read it, and of nobody else."""
    mine = queries.changes_to_read(child, by.on(localdate()))
    require(rules.may_have_read(len(mine)))
    for task in mine:
        finish_task(task, how="Read", by=by)
    return child
