"""A child's life by date, drawn from the record: for the chronology of a return plan, for the child's own page of
it, and the returns home that there were before.

What the reader may not see is not in it: each kind of fact is asked for by its group of data, and what is about
several children only where the reader sees them all.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.timezone import localdate

from homeward.care.models import LegalStatus, MissingEpisode, PeriodOfCare, Placement
from homeward.decisions.models import Decision
from homeward.locks import unlocked
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.reunification import rules
from homeward.reunification.models import LookBack, ReturnPlan
from homeward.reunification.queries.facts import lives_of, moment
from homeward.reunification.rules import Earlier, Fact, Lane, Line, Lived, Looked, Move
from homeward.sharing.models import entitled
from homeward.ssda903 import codes
from homeward.support.models import EpisodeOfHelp, Happening
from homeward.support.rules import MISSING_KINDS, Event, Happened, away


@unlocked(savepoint=False)
def earlier_returns(child: Child) -> list[Earlier]:
    """Days alone: whoever reads the plan must know that there were returns before; not the one that goes on."""
    periods = PeriodOfCare.objects.filter(child=child).order_by("period")
    lived = Placement.objects.filter(child=child).order_by("period")
    life = lives_of([child.pk])[child.pk]
    return rules.without(_returns(periods, lived, life.moves), life.home_now)


def _returns(
    periods: Iterable[PeriodOfCare], lived: Iterable[Placement], moves: Iterable[Move]
) -> list[Earlier]:
    return rules.earlier_returns(
        [Looked(period.start, period.end, period.reason_ceased) for period in periods],
        [Lived(place.start, place.end, place.place) for place in lived],
        rules.spells(moves),
    )


def chronology(child: Child, worker: WorkerOnDay, day: date) -> list[Line]:
    """As a list of days. The returns home stand beside it."""
    return rules.lines_of(life_of(child, worker, day))


def life_of(child: Child, worker: WorkerOnDay, day: date) -> list[Fact]:
    """All of it, the oldest first. The same number of queries, whatever the life."""
    sight = entitled(worker, child, day)
    safety, legal = bool(sight.may_see(DataGroup.SAFETY)), bool(sight.may_see(DataGroup.LEGAL))
    periods = list(PeriodOfCare.objects.filter(child=child).order_by("period"))
    lived = list(Placement.objects.filter(child=child).order_by("period"))
    happened = Happening.objects.filter(child=child).order_by("on", "pk")
    if not safety:  # what one wrote oneself one knows
        happened = happened.filter(recorded_by=worker.worker_id)
    happenings = list(happened)
    return rules.in_order(
        [
            *_care(periods, lived),
            *(_legal(child) if legal else ()),
            *(_away(child, happenings) if safety else ()),
            *_home_again(periods, lived, happenings if safety else ()),
            *_help(child, worker, day),
            *_happened(happenings),
            *_decided(child, worker, day),
            *_looked_back(child),
        ]
    )


CARE = "the council’s record of care"
HAPPENED = "what happened"
PLAN = "return plan"


def _care(periods: Iterable[PeriodOfCare], lived: Iterable[Placement]) -> Iterator[Fact]:
    for period in periods:
        yield Fact(
            Lane.CARE,
            period.start,
            "In care",
            CARE,
            lasts=True,
            until=period.end,
            begins="Came into care",
            ends="Left care",
            because=codes.REC.get(period.reason_ceased, ""),
        )
    for place in lived:
        where = codes.PLACE.get(place.place, place.place)
        yield _lasting(Lane.PLACE, place, where, "Lived")


def _legal(child: Child) -> Iterator[Fact]:
    for status in LegalStatus.objects.filter(child=child):
        yield _lasting(Lane.LEGAL, status, codes.LS.get(status.code, status.code), "Legal status")


def _lasting(lane: Lane, row: LegalStatus | Placement, what: str, begins: str) -> Fact:
    return Fact(lane, row.start, what, CARE, lasts=True, until=row.end, begins=f"{begins}: {what}")


def _away(child: Child, happenings: Iterable[Happening]) -> Iterator[Fact]:
    for stated in MissingEpisode.objects.filter(child=child):
        yield Fact(
            Lane.MISSING,
            stated.started_on,
            codes.MISSING[stated.kind],
            CARE,
            lasts=True,
            until=stated.ended_on,
            ends="Not missing any more",
        )
    events = [
        Event(one.kind, one.on, one.at, one.pk) for one in happenings if one.kind in MISSING_KINDS
    ]
    for went, found in away(events):
        yield Fact(
            Lane.MISSING,
            went.on,
            "Missing",
            HAPPENED,
            lasts=True,
            until=max(found.on, went.on) if found else None,
            derived=True,
        )


def _home_again(
    periods: Iterable[PeriodOfCare], lived: Iterable[Placement], happenings: Iterable[Happening]
) -> Iterator[Fact]:
    moves = [
        Move(one.kind == Happened.RETURNED_HOME, one.on, one.recorded_at)
        for one in happenings
        if one.kind in (Happened.RETURNED_HOME, Happened.ENTERED_CARE)
    ]
    moves += [Move(False, period.start, moment(period.start)) for period in periods]
    for one in _returns(periods, lived, moves):
        yield Fact(
            Lane.HOME,
            one.home_on,
            "At home again",
            one.source,
            one.in_words,
            lasts=True,
            until=one.back_on,
            derived=True,
        )


def _help(child: Child, worker: WorkerOnDay, day: date) -> Iterator[Fact]:
    mine = EpisodeOfHelp.objects.visible_to(worker, day).filter(about__child=child)
    for episode in mine.select_related("team"):
        yield Fact(
            Lane.HELP,
            episode.started_on,
            f"Help from {episode.team}",
            "help",
            lasts=True,
            until=episode.closed_on,
            begins=f"Help began: {episode.team}",
            ends="Help ended",
            because=episode.closed_because,
        )
    for plan in ReturnPlan.objects.filter(child=child):
        yield Fact(
            Lane.PLAN,
            plan.begun_on,
            "A return plan",
            PLAN,
            plan.why,
            lasts=True,
            until=plan.ended_on,
            begins="A return plan was begun",
            ends="The return plan ended",
            because=plan.ended_because,
        )


def _happened(happenings: Iterable[Happening]) -> Iterator[Fact]:
    for one in happenings:
        yield Fact(Lane.HAPPENED, one.on, one.get_kind_display(), HAPPENED, one.what)


def _decided(child: Child, worker: WorkerOnDay, day: date) -> Iterator[Fact]:
    mine = Decision.objects.visible_to(worker, day).filter(about__child=child)
    for one in mine.filter(signed_at__isnull=False).select_related("outcome"):
        assert one.signed_at is not None
        yield Fact(
            Lane.DECIDED, localdate(one.signed_at), one.question, "decision", str(one.outcome)
        )


def _looked_back(child: Child) -> Iterator[Fact]:
    for one in LookBack.objects.filter(plan__child=child):
        what = "Looked back at the return home"
        yield Fact(Lane.HAPPENED, one.back_on, what, PLAN, one.next_time)
