"""What is done on the pages that join every area, because every area is asked first."""

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.sharing.actions import end_involvement
from homeward.trail import actions as trail
from homeward.web import queries


@unlocked()
def end_work(child: Child, team: Team, *, because: str, by: Worker) -> Child:
    """The team's manager says that its work with the child has ended: it sees the record until midnight."""
    child = Child.objects.select_for_update().get(pk=child.pk)
    today = localdate()
    answer = require(queries.working.may_end_work(by.on(today), child, team, today))
    trail.record(
        "said that the team’s work with the child has ended",
        child,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"team": team.name, "reasons": because},
    )
    end_involvement(child, team, by=by, on=today)
    return child
