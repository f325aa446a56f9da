"""Reads of posts on many days at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from homeward.partnership.models import Membership, agreements_of
from homeward.partnership.rules import WorkerOnDay


def workers_on_days(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], WorkerOnDay]:
    """As `Worker.on`, for many workers and days; two queries. Who had no post that day is left out."""
    asked = set(asked)
    held: dict[int, list[Membership]] = defaultdict(list)
    memberships = Membership.objects.filter(worker_id__in={worker for worker, _ in asked})
    for membership in memberships.select_related(
        "team", "employer", "partnership", "worker"
    ).order_by("id"):
        held[membership.worker_id].append(membership)
    partnerships = {post.partnership_id for posts in held.values() for post in posts}
    agreed = agreements_of(partnerships)
    found = {}
    for worker_id, day in asked:
        then = [post for post in held[worker_id] if post.holds_on(day)]
        if then:
            found[worker_id, day] = WorkerOnDay(
                worker_id=worker_id,
                name=then[0].worker.name,
                posts=tuple(m.as_post(agreed[m.partnership_id], day) for m in then),
            )
    return found
