"""Who reads what both boards are told each quarter: the same roles of either organisation."""

from collections.abc import Collection

from homeward.access.rules import Answer, allow
from homeward.partnership.rules.roles import Role
from homeward.partnership.rules.workers import WorkerOnDay


FOR_BOARDS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.ANALYST)


def may_read_for_boards(
    worker: WorkerOnDay, partnership_id: int, roles: Collection[Role], *, otherwise: Answer
) -> Answer:
    """`otherwise`: what anybody else is told."""
    for post in worker.posts:
        if post.partnership_id == partnership_id and post.role in roles:
            return allow(f"you are {post.role}, {post.employer_name}")
    return otherwise
