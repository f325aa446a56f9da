"""Who reads what both boards are told each quarter: the same roles of either organisation."""

from collections.abc import Collection

from homeward.access.rules import Answer
from homeward.partnership.rules.roles import Role
from homeward.partnership.rules.workers import WorkerOnDay, may_by_role


FOR_BOARDS = (Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.ANALYST)


def may_read_for_boards(
    worker: WorkerOnDay, partnership_id: int, roles: Collection[Role], *, otherwise: Answer
) -> Answer:
    return may_by_role(worker, partnership_id, roles, otherwise=otherwise)
