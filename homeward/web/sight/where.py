"""In which of their partnerships a worker may do something that is asked of no child."""

from collections.abc import Callable

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.partnership.rules import WorkerOnDay


May = Callable[[WorkerOnDay, int], Answer]


def somewhere(worker: WorkerOnDay, may: May) -> list[int]:
    return [pk for pk in sorted(worker.partnership_ids) if may(worker, pk)]


def require_somewhere(worker: WorkerOnDay, may: May) -> list[int]:
    """As `somewhere`; refused with the rule's reason where it is nowhere."""
    partnerships = somewhere(worker, may)
    if not partnerships:
        for pk in worker.partnership_ids:
            require(may(worker, pk))
    return partnerships
