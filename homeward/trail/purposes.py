"""For what the person who asks now may look and write: said once for a request, and kept in each entry of it.

UK GDPR Article 5(1)(b): what is collected for one purpose is not used for another. The purposes are those for which
the sharing agreement grants the person's posts what they see, as it stands that day.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


_asking: ContextVar[tuple[int, str]] = ContextVar("asking", default=(0, ""))


@contextmanager
def acting_for(worker_id: int, purposes: Iterable[str]) -> Iterator[None]:
    before = _asking.set((worker_id, ",".join(purposes)))
    try:
        yield
    finally:
        _asking.reset(before)


def purposes_of(worker_id: int | None) -> str:
    """Of who asks now; empty for anybody else, and for the system."""
    asking, purposes = _asking.get()
    return purposes if worker_id == asking else ""
