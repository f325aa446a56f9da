"""The chronology of a return plan, drawn from the record, with the returns home that there were before.

Read as every page reads: what the reader may not see is not in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from homeward.care.models import LegalStatus, PeriodOfCare, Placement
from homeward.decisions.models import Decision
from homeward.locks import unlocked
from homeward.people.models import Child
from homeward.reunification import rules
from homeward.reunification.models import LookBack, ReturnPlan
from homeward.reunification.queries.facts import lives_of
from homeward.reunification.rules import Earlier, Lived, Looked
from homeward.ssda903 import codes
from homeward.support.models import EpisodeOfHelp, Happening


@dataclass(frozen=True)
class Line:
    """One thing that was, on a day, and where the record has it from."""

    on: date
    what: str
    source: str
    words: str = ""


@unlocked(savepoint=False)
def earlier_returns(child: Child) -> list[Earlier]:
    """Days alone: whoever reads the plan must know that there were returns before; not the one that goes on."""
    periods = [
        Looked(period.start, period.end, period.reason_ceased)
        for period in PeriodOfCare.objects.filter(child=child).order_by("period")
    ]
    lived = [
        Lived(place.start, place.end, place.place)
        for place in Placement.objects.filter(child=child).order_by("period")
    ]
    life = lives_of([child.pk])[child.pk]
    found = rules.earlier_returns(periods, lived, rules.spells(life.moves))
    return rules.without(found, life.home_now)


def chronology(child: Child) -> list[Line]:
    """The oldest first. Eight queries."""
    lines = [
        *_care(child),
        *_help(child),
        *_happened(child),
        *_decided(child),
        *_looked_back(child),
    ]
    return sorted(lines, key=lambda line: (line.on, line.source, line.what))


CARE = "the council’s record of care"


def _care(child: Child) -> Iterator[Line]:
    for period in PeriodOfCare.objects.filter(child=child):
        yield Line(period.start, "Came into care", CARE)
        if period.end:
            because = codes.REC.get(period.reason_ceased, "")
            yield Line(period.end, "Left care", CARE, because)
    for place in Placement.objects.filter(child=child):
        yield Line(place.start, "Lived", CARE, codes.PLACE.get(place.place, place.place))
    for status in LegalStatus.objects.filter(child=child):
        yield Line(status.start, "Legal status", CARE, codes.LS.get(status.code, status.code))


def _help(child: Child) -> Iterator[Line]:
    for episode in EpisodeOfHelp.objects.filter(about__child=child).select_related("team"):
        yield Line(episode.started_on, f"Help began: {episode.team}", "help")
        if episode.closed_on:
            yield Line(episode.closed_on, "Help ended", "help", episode.closed_because)
    for plan in ReturnPlan.objects.filter(child=child):
        yield Line(plan.begun_on, "A return plan was begun", "return plan", plan.why)
        if plan.ended_on:
            yield Line(plan.ended_on, "The return plan ended", "return plan", plan.ended_because)


def _happened(child: Child) -> Iterator[Line]:
    for one in Happening.objects.filter(child=child):
        yield Line(one.on, one.get_kind_display(), "what happened", one.what)


def _decided(child: Child) -> Iterator[Line]:
    signed = Decision.objects.filter(about__child=child, signed_at__isnull=False)
    for one in signed.select_related("outcome"):
        assert one.signed_at is not None
        yield Line(localdate(one.signed_at), one.question, "decision", str(one.outcome))


def _looked_back(child: Child) -> Iterator[Line]:
    for one in LookBack.objects.filter(plan__child=child):
        yield Line(one.back_on, "Looked back at the return home", "return plan", one.next_time)
