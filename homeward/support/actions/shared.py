"""What every action of support does: lock and ask, tell the trail, open a task for the council."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.sharing.actions import end_involvement, involve_team
from homeward.support import rules
from homeward.support.models import EpisodeOfHelp
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
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
) -> Task:
    """For the council's team that referred the family; duty when there is none."""
    if episode is not None:
        team = episode.referral.from_team
    else:
        # A partnership is founded with its duty team; with several, the first takes it.
        team = Team.objects.filter(
            partnership_id=children[0].partnership_id, kind=Team.Kind.DUTY
        ).order_by("pk")[0]
        for child in children:
            involve_team(child, team, because=because, by=by, on=localdate())
    return open_task(
        team=team, children=children, what=what, because=because, due=due, urgent=urgent, by=by
    )


def let_team_go(episode: EpisodeOfHelp, *, by: Worker) -> None:
    """Sight ends with its reason: when support has ended and no follow-up is left to do, the team that
    supported the family sees until midnight. Who else sees the children is not this team's to end: the
    council answers for a child whether there is support or not."""
    if not episode.closed_at or _to_follow_up(episode):
        return
    for child in episode.children.all():
        if not _works_on(episode, child):
            end_involvement(child, episode.team, by=by, on=localdate())


def _to_follow_up(episode: EpisodeOfHelp) -> bool:
    return episode.follow_ups.filter(done_at=None).exists()


def _works_on(ended: EpisodeOfHelp, child: Child) -> bool:
    """Whether the same team has another reason: another episode, or a later referral."""
    others = EpisodeOfHelp.objects.filter(team=ended.team_id, children=child).exclude(pk=ended.pk)
    again = Referral.objects.filter(
        Q(to_team=ended.team_id) | Q(from_team=ended.team_id),
        children=child,
        sent_at__gt=ended.referral.sent_at,
        episode=None,
    )
    return any(not e.closed_at or _to_follow_up(e) for e in others) or again.exists()


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
