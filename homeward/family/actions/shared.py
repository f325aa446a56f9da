"""What every act about a family does: lock it, tell the trail, open a task for the council."""

from datetime import date

from django.db import models
from django.db.models import Min

from homeward.access.guard import require
from homeward.family.models import FamilyGroup, Relative
from homeward.family.rules import may_be_about, may_be_given
from homeward.partnership.models import Worker
from homeward.support.actions.shared import council_task
from homeward.support.queries import newest_episode
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


def locked(group: FamilyGroup | int, on: date | None = None) -> FamilyGroup:
    """Two who write about one family are taken one after the other. `on`: the day of what is written down, which can
    have been about these children."""
    pk = group if isinstance(group, int) else group.pk
    group = FamilyGroup.objects.select_for_update().get(pk=pk)
    if on is not None:
        require(may_be_about(on, group.children.aggregate(eldest=Min("born"))["eldest"]))
    return group


def tell(
    what: str,
    subject: models.Model,
    group: FamilyGroup,
    /,
    *,
    by: Worker | None,
    because: str,
    on: date | None = None,
    **changed: object,
) -> None:
    ids = list(group.about.values_list("child_id", flat=True))
    said = {name: value for name, value in changed.items() if value not in (None, "", [])}
    trail.record(what, subject, by=by, children=ids, because=because, changed=said, on=on)


def ask_council(
    group: FamilyGroup,
    what: str,
    because: str,
    due: date,
    *,
    by: Worker,
    doing: Doing = Doing.BY_HAND,
    subject: models.Model | None = None,
    urgent: bool = False,
) -> Task:
    """A task of the council's team that works with these children; one that waits already goes first."""
    if subject is not None:
        finish_doing(doing, subject, how="Another day follows", by=by)
    children = group.in_order()
    return council_task(
        newest_episode(children[0]),
        children,
        what,
        because,
        due,
        urgent=urgent,
        by=by,
        doing=doing,
        subject=subject,
    )


def ask_helpers(group: FamilyGroup, what: str, because: str, due: date, *, by: Worker) -> Task:
    """A task of the team that helps the family now; of the council where none does."""
    children = group.in_order()
    episode = newest_episode(children[0])
    if episode is None or episode.closed_on is not None:
        return ask_council(group, what, because, due, by=by)
    return open_task(
        team=episode.team, children=children, what=what, because=because, due=due, by=by
    )


def keep_to_themselves(group: FamilyGroup, *words: str) -> None:
    """The whole family gets these words: nobody's address or number stands in them."""
    relatives = Relative.objects.filter(group=group).select_related("adult")
    require(may_be_given(words, [one.reach for one in relatives]))
