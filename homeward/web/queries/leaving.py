"""What somebody still holds through a post: families, tasks, and decisions that wait for their signature.

Shown where the post is ended, so that somebody takes it over. It is never a reason to refuse: whoever leaves,
leaves. Counts are of everything; names are of those whom the asker sees.
"""

from dataclasses import dataclass, replace
from datetime import date

from homeward.decisions.models import Decision
from homeward.locks import unlocked
from homeward.partnership.models import Membership, Relation
from homeward.partnership.rules import WorkerOnDay
from homeward.support.models import Allocation, EpisodeOfHelp
from homeward.tasks.models import Task


SHOWN = 50


@dataclass(frozen=True)
class Left:
    families: int
    shown: list[EpisodeOfHelp]  # of the families those whom the asker sees, at most so many
    tasks: int
    decisions: int
    people: list[Relation]  # to whom they are a manager or supervisor, at most so many

    @property
    def unseen(self) -> int:
        return self.families - len(self.shown)

    def __bool__(self) -> bool:
        return bool(self.families or self.tasks or self.decisions or self.people)


def left_by(post: Membership, asker: WorkerOnDay, today: date) -> Left:
    """Of this post alone: of another team's families they stay the key worker."""
    worker = post.worker.on(today)
    through = replace(worker, posts=tuple(p for p in worker.posts if p.team_id == post.team_id))
    with unlocked():
        allocated = Allocation.objects.filter(
            worker=post.worker,
            period__contains=today,
            episode__team=post.team_id,
            episode__closed_at=None,
        )
        ids = list(allocated.values_list("episode_id", flat=True))
        tasks = Task.objects.open().filter(worker=post.worker, team=post.team_id).count()
        decisions = Decision.objects.waiting_for(through, today).count()
    seen = EpisodeOfHelp.objects.visible_to(asker, today).filter(pk__in=ids)
    return Left(
        len(ids),
        list(seen.prefetch_related("children").order_by("started_on", "pk")[:SHOWN]),
        tasks,
        decisions,
        list(
            Relation.objects.filter(
                other=post.worker, partnership=post.partnership_id, period__contains=today
            )
            .select_related("worker")
            .order_by("worker__name", "kind")[:SHOWN]
        ),
    )
