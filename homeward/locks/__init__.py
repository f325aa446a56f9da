"""The second lock: while a page is made, the database itself shows the rows of the worker's children alone.

Knows no area of the product. `web.middleware` closes the lock around a request; actions, whose rules have
answered already, and counts that show no child, run `unlocked`. Commands and jobs work for no worker and are
never locked. Which rows of which table: `web.row_locks`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction


READER = "homeward_reader"  # a role that owns nothing: policies hold for it
WORKER = "homeward.worker"
_is_locked: ContextVar[bool] = ContextVar("is_locked", default=False)


@contextmanager
def locked(worker_id: int, seen: Mapping[str, str]) -> Iterator[None]:
    """In a transaction of its own. `seen`: for each group of data the ids of the children, with commas.

    When the block fails nothing is left to undo: the transaction takes the settings and the role with it.
    """
    settings = {WORKER: str(worker_id)} | {f"homeward.{group}": ids for group, ids in seen.items()}
    with transaction.atomic():
        _set(settings | {"role": READER})
        before = _is_locked.set(True)
        try:
            yield
        finally:
            _is_locked.reset(before)
        if not connection.needs_rollback:  # or, within a wider transaction, all of it would stay
            _set(dict.fromkeys(settings, "") | {"role": "none"})


@contextmanager
def unlocked(*, savepoint: bool = True) -> Iterator[None]:
    """For what is guarded otherwise: an action that asks its rule, the trail, a count without names. Always
    one transaction; the lock is closed again behind it. Without `savepoint`, where to fail is to take all with
    it of which this is a part."""
    with transaction.atomic(savepoint=savepoint):
        if not _is_locked.get():
            yield
            return
        _set({"role": "none"})
        before = _is_locked.set(False)
        try:
            yield
        finally:
            _is_locked.reset(before)
        if not connection.needs_rollback:
            _set({"role": READER})


def _set(settings: Mapping[str, str]) -> None:
    """For this transaction alone."""
    names = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names}", [word for pair in settings.items() for word in pair])
