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
    for involvement in involvements:
        started = involvement.start <= day
        ended = involvement.end is not None and involvement.end <= day
        if started and not ended and involvement.team_id in worker.team_ids:
            team = next(p.team_name for p in worker.posts if p.team_id == involvement.team_id)
            return allow(
                f"you are in {team}: {involvement.because} since {involvement.start:%-d %B %Y}"
            )
    return refuse("no team of yours works with this child today")
