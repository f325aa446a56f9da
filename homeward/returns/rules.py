"""Who may bring in a return and read its report, and which collection year a return tells of.

A report shows the rows that were refused, with a child's number and dates, so only the council's own
data analysts see it: the return is the council's duty (Children Act 1989, section 83).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import OrganisationKind, Role, WorkerOnDay
from homeward.ssda903 import Return


def partnerships_of(worker: WorkerOnDay) -> tuple[int, ...]:
    """Those for whose council this worker is a data analyst."""
    return tuple(
        dict.fromkeys(
            post.partnership_id
            for post in worker.posts
            if post.role == Role.ANALYST and post.employer_kind == OrganisationKind.COUNCIL
        )
    )


def may_import(worker: WorkerOnDay, partnership_ids: Iterable[int]) -> Answer:
    """`partnership_ids`: those whose return it is; any of them will do."""
    if set(partnership_ids) & set(partnerships_of(worker)):
        return allow("you are a data analyst of the council")
    return refuse(
        "the council’s data analysts read in its returns",
        "Ask your council’s data analyst, who can also tell you what was refused and why.",
    )


def may_read_reports(worker: WorkerOnDay) -> Answer:
    return may_import(worker, worker.partnership_ids)


def year_end_after(day: date) -> date:
    """The 31 March on or after a day: the end of the collection year that it lies in."""
    this_year = date(day.year, 3, 31)
    return this_year if day <= this_year else date(day.year + 1, 3, 31)


def year_told(return_: Return) -> date | None:
    """The end of the collection year in which most of a return's episodes ended, or else began.

    Not the latest date: one mistyped year would make the return outrank all that follow it. Every
    episode that ended is in the return of the year in which it ended, so most of them tell it right.
    """
    ended = Counter(year_end_after(row.dec) for row in return_.episodes if row.dec)
    if ended:
        return max(ended, key=lambda year: (ended[year], year))
    return max((year_end_after(row.decom) for row in return_.episodes), default=None)
