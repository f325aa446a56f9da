"""Recording what happened: always, at once, by whoever knows it. It opens the tasks that follow."""

from collections.abc import Sequence
from datetime import date, time

from django.utils.timezone import localdate

from homeward.limits.queries import limit_on
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.follow_ups import ask_no_more
from homeward.support.actions.interviews import ask_for_no_interview
from homeward.support.actions.shared import council_task
from homeward.support.models import EpisodeOfHelp, Happening, died
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
    at: time | None = None,
) -> list[Happening]:
    """One event that one or several children of a family went through: each child's record gets its
    own entry, and what follows is opened once for them together; what has a page of its own, for each."""
    # Locked, so that who has died and who was found are not written down side by side.
    ids = [child.pk for child in children]
    list(Child.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    happenings: list[Happening] = []
    for child in children:
        first = happenings[0] if happenings else None
        happenings.append(_happening(child, first, kind, on, at, what, by, episode))
    because = f"{kind.value.capitalize()}, {on:%-d %B %Y}"
    for follows in rules.AFTER_HAPPENING[kind]:
        for together in _together(happenings, follows):
            task = _open(follows, together, because, by=by, episode=episode)
            for happening in together:
                happening.tasks.add(task)
    if kind == Happened.DIED:
        ask_no_more(children, by=by)
        ask_for_no_interview(children, by=by)
    return happenings


def record_happening(
    child: Child,
    *,
    kind: Happened,
    on: date,
    what: str,
    by: Worker,
    episode: EpisodeOfHelp | None = None,
    at: time | None = None,
) -> Happening:
    """What one child went through."""
    return record_event([child], kind=kind, on=on, at=at, what=what, by=by, episode=episode)[0]


def _happening(
    child: Child,
    first: Happening | None,
    kind: Happened,
    on: date,
    at: time | None,
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
        at=at,
        what=what,
        recorded_by=by,
    )
    trail.record(
        f"recorded what happened: {kind}",
        happening,
        by=by,
        children=[child.pk],
        changed={"what": what} if at is None else {"what": what, "at": at},
        on=on,
    )
    return happening


def _together(happenings: list[Happening], follows: Follows) -> list[list[Happening]]:
    """What is done once for all of them; what has a page of its own for each, but not with who has died."""
    if follows.doing:
        return [[one] for one in happenings if not died(one.child_id)]
    return [happenings]


def _open(
    follows: Follows,
    happenings: Sequence[Happening],
    because: str,
    *,
    by: Worker,
    episode: EpisodeOfHelp | None,
) -> Task:
    first = happenings[0]
    limit = limit_on(first.partnership_id, follows.duty, first.on) if follows.duty else None
    due = follows.due(first.moment, localdate(), limit)
    children = [happening.child for happening in happenings]
    subject = first if follows.doing else None
    if follows.for_council or episode is None:
        return council_task(
            episode,
            children,
            follows.what,
            because,
            due,
            urgent=follows.urgent,
            by=by,
            doing=follows.doing,
            subject=subject,
        )
    return open_task(
        team=episode.team,
        children=children,
        what=follows.what,
        because=because,
        due=due,
        urgent=follows.urgent,
        by=by,
        doing=follows.doing,
        subject=subject,
    )
