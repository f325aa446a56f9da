"""Something a team has to do about a child by a day. It goes when it is done, never by ticking it away."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Team, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, worker: WorkerOnDay) -> "TaskQuerySet":
        return self.filter(
            Q(team_id__in=worker.team_ids) | Q(worker_id=worker.worker_id),
            partnership_id__in=worker.partnership_ids,
        )

    def open(self) -> "TaskQuerySet":
        return self.filter(done_at=None)


class Task(InPartnership):
    team = models.ForeignKey(Team, models.PROTECT, related_name="tasks")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="tasks")
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="tasks")
    what = models.CharField(max_length=200)
    because = models.CharField(max_length=300)
    due = models.DateField()
    urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    done_how = models.TextField(blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("done_at", "due", "id")
        constraints = (
            models.CheckConstraint(
                name="task_done_by_someone",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        )
