"""Recording what happened: always, at once, by whoever knows it. It opens the tasks that follow."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from homeward.clocks.rules import working_days_after
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.shared import council_task
from homeward.support.models import EpisodeOfHelp, Happening
from homeward.support.rules import Happened
from homeward.tasks.actions import open_task
from homeward.trail import actions as trail


@transaction.atomic
def record_happening(
    child: Child,
    *,
    kind: Happened,
    on: date,
    what: str,
    by: Worker,
    episode: EpisodeOfHelp | None = None,
) -> Happening:
    """What happened is always recorded, at once, by whoever knows it; it opens the tasks that follow."""
    happening = Happening.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        episode=episode,
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
    for follows in rules.AFTER_HAPPENING[kind]:
        due = (
            working_days_after(localdate(), follows.working_days)
            if follows.working_days
            else localdate()
        )
        because = f"{kind.value.capitalize()}, {on:%-d %B %Y}"
        if follows.for_council or episode is None:
            council_task(episode, child, follows.what, because, due, urgent=follows.urgent, by=by)
        else:
            open_task(
                team=episode.team,
                child=child,
                what=follows.what,
                because=because,
                due=due,
                urgent=follows.urgent,
                by=by,
            )
    return happening


@transaction.atomic
def record_event(
    children: Sequence[Child],
    *,
    kind: Happened,
    on: date,
    what: str,
    by: Worker,
    episode: EpisodeOfHelp | None = None,
) -> list[Happening]:
    """One event that several children of a family went through: each child's record gets its own entry."""
    return [
        record_happening(child, kind=kind, on=on, what=what, by=by, episode=episode)
        for child in children
    ]
