"""One thing to do, as my day shows it."""

from dataclasses import dataclass
from datetime import date, timedelta


SOON = timedelta(days=7)
SHOWN = 20  # of each kind; the whole list is a link away


@dataclass(frozen=True)
class Item:
    """One thing to do: what, where it is done, whom it is about, why, and by when."""

    what: str
    href: str
    whom: str
    because: str
    due: date | None = None
    urgent: bool = False
    child_ids: tuple[int, ...] = ()
