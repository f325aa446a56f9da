"""Writing up a visit: one write-up; each child's file gets what is shared and that child's own part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support.actions.shared import council_task, writing
from homeward.support.models import EpisodeOfHelp, Visit, VisitChild
from homeward.trail import actions as trail


@dataclass(frozen=True)
class ChildSeen:
    child: Child
    seen: str
    why_not_alone: str = ""
    words: str = ""
    about_only: str = ""  # what happened that is about this child alone
    feels_safe: bool | None = None  # as the child answered; None when not asked


@unlocked()
def write_up_visit(
    episode: EpisodeOfHelp,
    *,
    on: date,
    where: str,
    who_was_there: str,
    what_happened: str,
    what_next: str,
    unsafe_tonight: bool,
    children: Iterable[ChildSeen],
    by: Worker,
    minutes: int | None = None,
) -> Visit:
    episode, reason = writing(episode, by)
    children = list(children)
    visit = Visit.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        on=on,
        minutes=minutes,
        where=where,
        who_was_there=who_was_there,
        what_happened=what_happened,
        what_next=what_next,
        unsafe_tonight=unsafe_tonight,
        written_by=by,
    )
    VisitChild.objects.bulk_create(
        VisitChild(
            partnership_id=episode.partnership_id,
            visit=visit,
            child=seen.child,
            seen=seen.seen,
            why_not_alone=seen.why_not_alone,
            words=seen.words,
            about_only=seen.about_only,
            feels_safe=seen.feels_safe,
        )
        for seen in children
    )
    trail.record_many(
        "wrote up a visit",
        (
            (
                visit,
                seen.child.pk,
                {
                    "what_happened": what_happened,
                    "about_only": seen.about_only,
                    "what_next": what_next,
                    "seen": seen.seen,
                    "words": seen.words,
                    "feels_safe": seen.feels_safe,
                },
            )
            for seen in children
        ),
        by=by,
        because=reason,
        on=on,
    )
    if unsafe_tonight:
        council_task(
            episode,
            [seen.child for seen in children] or list(episode.children.all()),
            "A child may be unsafe tonight: phone the worker and decide what to do",
            f"{by} wrote up a visit",
            localdate(),
            urgent=True,
            by=by,
        )
    return visit
