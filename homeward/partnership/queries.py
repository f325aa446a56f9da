"""Reads of posts on many days at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from homeward.partnership.models import Membership
from homeward.partnership.rules import WorkerOnDay


def workers_on_days(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], WorkerOnDay]:
    """As `Worker.on`, for many workers and days; one query. Who had no post that day is left out."""
    asked = set(asked)
    held: dict[int, list[Membership]] = defaultdict(list)
    memberships = Membership.objects.filter(worker_id__in={worker for worker, _ in asked})
    for membership in memberships.select_related("team", "employer", "worker").order_by("id"):
        held[membership.worker_id].append(membership)
    found = {}
    for worker_id, day in asked:
        then = [post for post in held[worker_id] if post.holds_on(day)]
        if then:
            found[worker_id, day] = WorkerOnDay(
                worker_id=worker_id,
                name=then[0].worker.name,
                posts=tuple(membership.as_post() for membership in then),
            )
    return found
