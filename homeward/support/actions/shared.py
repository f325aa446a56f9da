"""What every action of support does: lock and ask, tell the trail, open a task for the council."""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.sharing.actions import involve_team_with_many
from homeward.sharing.models import Involvement
from homeward.support import rules
from homeward.support.models import EpisodeOfHelp
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


def writing(episode: EpisodeOfHelp, by: Worker) -> tuple[EpisodeOfHelp, str]:
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    answer = require(rules.may_write(by.on(localdate()), episode))
    return episode, answer.reason


def council_task(
    episode: EpisodeOfHelp | None,
    children: Sequence[Child],
    what: str,
    because: str,
    due: date,
    *,
    urgent: bool,
    by: Worker,
    doing: Doing = Doing.BY_HAND,
    subject: models.Model | None = None,
) -> Task:
    """For the council's team that referred the family, while it works with all of these children; else for
    duty."""
    team = episode.referral.from_team if episode is not None else None
    if team is None or not _works_with(team, children):
        # A partnership is founded with its duty team; with several, the first takes it.
        team = Team.objects.filter(
            partnership_id=children[0].partnership_id, kind=Team.Kind.DUTY
        ).order_by("pk")[0]
        involve_team_with_many(children, team, because=because, by=by, on=localdate())
    return open_task(
        team=team,
        children=children,
        what=what,
        because=because,
        due=due,
        urgent=urgent,
        by=by,
        doing=doing,
        subject=subject,
    )


def _works_with(team: Team, children: Sequence[Child]) -> bool:
    going_on = Involvement.objects.going_on(localdate()).filter(team=team, child__in=children)
    return going_on.values("child").distinct().count() == len(children)


def record(
    what: str,
    episode: EpisodeOfHelp,
    by: Worker,
    because: str,
    *,
    on: date | None = None,
    **changed: object,
) -> None:
    ids = list(episode.about.values_list("child_id", flat=True))
    trail.record(what, episode, by=by, children=ids, because=because, changed=changed, on=on)
