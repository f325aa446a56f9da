"""Something a team has to do about a child by a day. It goes when it is done, never by ticking it away."""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.partnership.models import InPartnership, Team, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.tasks.rules import OF_LEGAL, OF_SAFETY, PAGES, Doing


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, worker: WorkerOnDay) -> "TaskQuerySet":
        return self.filter(
            Q(team_id__in=worker.team_ids) | Q(worker_id=worker.worker_id),
            partnership_id__in=worker.partnership_ids,
        )

    def open(self) -> "TaskQuerySet":
        return self.filter(done_at=None)

    def with_children(self, worker: WorkerOnDay, day: date) -> "TaskQuerySet":
        """Each with `seen`: those of its children whom lists name to this worker, for what is to do is part
        of what keeps a child safe. A task can outlive the team's work with the child, and is then shown
        without the name and without its words."""
        seen = Child.objects.listed_to(worker, day)
        named = Task.children.through.objects.filter(task=OuterRef("pk"))
        return self.annotate(
            about_children=Exists(named),
            reads=Exists(named.filter(child__in=seen.values("pk"))),
            children_of_it=Subquery(
                named.order_by().values("task").annotate(Count("pk")).values("pk__count")
            ),
        ).prefetch_related(models.Prefetch("children", seen.order_by("born", "pk"), to_attr="seen"))

    def readable(self) -> "TaskQuerySet":
        """Of those that `with_children` gave: without those that are `hidden`."""
        return self.filter(Q(about_children=False) | Q(reads=True))


class Task(InPartnership):
    team = models.ForeignKey(Team, models.PROTECT, related_name="tasks")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="tasks")
    children = models.ManyToManyField(Child, related_name="tasks")
    doing = models.CharField(
        max_length=20, blank=True, choices=[(doing.value, doing.name) for doing in Doing]
    )
    subject_id = models.BigIntegerField(null=True)  # of what `doing` is done to
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
                # Or without anybody, and then it says how.
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False) & (Q(done_by__isnull=False) | ~Q(done_how="")),
            ),
            models.CheckConstraint(
                name="task_done_to_something",
                condition=Q(doing=Doing.BY_HAND, subject_id=None)
                | ~Q(doing=Doing.BY_HAND) & Q(subject_id__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["doing", "subject_id"], name="task_doing"),
            # What is still to do is little beside all that was ever done.
            models.Index(fields=["team", "due"], name="task_open_team", condition=Q(done_at=None)),
            models.Index(
                fields=["worker", "due"], name="task_open_worker", condition=Q(done_at=None)
            ),
        )

    @property
    def hidden(self) -> bool:
        """Of a task that `with_children` gave: whether it is about children of whom this worker may see
        none. Its words are about them, and are not shown either."""
        return self.about_children and not self.seen  # type: ignore[attr-defined]

    @property
    def reads_whole(self) -> bool:
        """Of a task that `with_children` gave: whether this worker reads enough to open the page where it is
        done, which shows every child that it is about. What keeps a child safe is not enough, and for some is
        needed too."""
        seen = self.seen  # type: ignore[attr-defined]
        of_safety, of_legal = self.doing in OF_SAFETY, self.doing in OF_LEGAL
        return len(seen) == (self.children_of_it or 0) and all(  # type: ignore[attr-defined]
            child.whole and (child.safe or not of_safety) and (child.legal or not of_legal)
            for child in seen
        )

    @property
    def address(self) -> str:
        """Of a task that `with_children` gave: where this worker does it, or says how it was done."""
        return self.get_absolute_url() if self.reads_whole else self._finish_url

    @property
    def _finish_url(self) -> str:
        return reverse("tasks:finish", args=[self.pk])

    @property
    def done_on(self) -> date | None:
        """The day here, which after midnight in summer is not the day in the database."""
        return localdate(self.done_at) if self.done_at else None

    @property
    def who_did_it(self) -> str:
        return str(self.done_by or "Without anybody")

    def get_absolute_url(self) -> str:
        """Where it is done; where one writes how it was done, if it is done outside Homeward."""
        if self.doing and self.done_at is None:
            return reverse(PAGES[Doing(self.doing)], args=[self.subject_id])
        return self._finish_url
