"""Why a worker may see a child's record: today because a team of theirs works with the child.

Sharing rests on law, the agreement describes it (Data Protection Act 2018, Schedule 1, paragraph 18;
HM Government, Information sharing advice, 2024). The sentence is shown on the child's page.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.sharing.models import Involvement


def may_see_child(
    worker: "WorkerOnDay", involvements: Iterable["Involvement"], day: date
) -> Answer:
    """`involvements` are the child's; those of other days and other teams do not count."""
    through = seen_through(worker, involvements, day)
    if through:
        return allow(f"you are in {through}")
    return refuse("no team of yours works with this child today")


def seen_through(
    worker: "WorkerOnDay", involvements: Iterable["Involvement"], day: date
) -> str | None:
    """The team through which a worker sees the child on a day, because of what and since when."""
    for involvement in involvements:
        if involvement.holds_on(day) and involvement.team_id in worker.team_ids:
            team = next(p.team_name for p in worker.posts if p.team_id == involvement.team_id)
            return f"{team}: {involvement.because} since {involvement.start:%-d %B %Y}"
    return None
