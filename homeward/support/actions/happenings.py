"""Recording what happened: always, at once, by whoever knows it. It opens the tasks that follow."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from homeward.limits.queries import limit_on
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.follow_ups import ask_no_more
from homeward.support.actions.shared import council_task
from homeward.support.models import EpisodeOfHelp, Happening
from homeward.support.rules import Follows, Happened
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
from homeward.trail import actions as trail


@unlocked()
def record_event(
    children: Sequence[Child],
    *,
    kind: Happened,
    on: date,
    what: str,
    by: Worker,
    episode: EpisodeOfHelp | None = None,
) -> list[Happening]:
    """One event that one or several children of a family went through: each child's record gets its
    own entry, and what follows is opened once for them together."""
    happenings: list[Happening] = []
    for child in children:
        first = happenings[0] if happenings else None
        happenings.append(_happening(child, first, kind, on, what, by, episode))
    because = f"{kind.value.capitalize()}, {on:%-d %B %Y}"
    tasks = [
        _open(follows, children, because, on, by=by, episode=episode)
        for follows in rules.AFTER_HAPPENING[kind]
    ]
    for happening in happenings:
        happening.tasks.set(tasks)
    if kind == Happened.DIED:
        ask_no_more(children, by=by)
    return happenings


def record_happening(
    child: Child,
    *,
    kind: Happened,
    on: date,
    what: str,
    by: Worker,
    episode: EpisodeOfHelp | None = None,
) -> Happening:
    """What one child went through."""
    return record_event([child], kind=kind, on=on, what=what, by=by, episode=episode)[0]


def _happening(
    child: Child,
    first: Happening | None,
    kind: Happened,
    on: date,
    what: str,
    by: Worker,
    episode: EpisodeOfHelp | None,
) -> Happening:
    happening = Happening.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        episode=episode,
        first=first,
        kind=kind,
        on=on,
        what=what,
        recorded_by=by,
    )
    trail.record(
        f"recorded what happened: {kind}",
        happening,
        by=by,
        children=[child.pk],
        changed={"what": what},
        on=on,
    )
    return happening


def _open(
    follows: Follows,
    children: Sequence[Child],
    because: str,
    on: date,
    *,
    by: Worker,
    episode: EpisodeOfHelp | None,
) -> Task:
    limit = limit_on(children[0].partnership_id, follows.duty, on) if follows.duty else None
    due = follows.due(on, localdate(), limit)
    if follows.for_council or episode is None:
        return council_task(
            episode, children, follows.what, because, due, urgent=follows.urgent, by=by
        )
    return open_task(
        team=episode.team,
        children=children,
        what=follows.what,
        because=because,
        due=due,
        urgent=follows.urgent,
        by=by,
    )
