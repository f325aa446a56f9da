"""Histories of being looked after, as facts from which the episodes of the SSDA903 can be derived.

Whose they are is drawn in `lives`. Invented, but as the law shapes them: accommodation under section 20 or a
care order first interim and then full; an independent reviewing officer (section 25A); a first review within
20 working days, a second within three months, then every six (Care Planning, Placement and Case Review
(England) Regulations 2010, regulation 33).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from random import Random
from typing import Any

from django.utils.timezone import localdate

from homeward.care import models
from homeward.clocks.rules import age_on, months_after, working_days_after
from homeward.county import lives
from homeward.county.cast import Cast
from homeward.county.copying import Sheets, days
from homeward.county.lives import Life, Span
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.sharing.actions import involve_team
from homeward.ssda903 import Begins, Facts, LegalStatus, Need, PeriodOfCare, Placement


# Codes that nobody is given: ZZ is no postal area.
HOME, PLACES = "ZZ9 1AA", ("ZZ1 1AB", "ZZ1 2CD", "ZZ2 3EF", "ZZ4 4GH")
REASONS_CHANGED = ("CARPL", "CREQB", "CREQO", "CHILD", "LAREQ")

# The codes of the SSDA903 in each kind of the national tables: how a legal status comes about (the last one
# is what it is), and where a child may live, with who provides it, the frequent ones more than once.
LEGAL_STATUSES = {
    "care order": (("C1",), ("C1", "C2"), ("C1", "C2"), ("V2", "C1", "C2")),
    "placement order": (("C1", "E1"), ("C1", "C2", "E1")),
    "section 20": (("V2",),),
    "youth justice": (("J1",),),
    "detained for protection": (("L2",),),
}
PLACEMENTS = {
    "relative or friend": (("U3", "PR1"), ("U3", "PR1"), ("U1", "PR1")),
    "other foster carer": (
        ("U6", "PR1"),
        ("U6", "PR4"),
        ("U4", "PR1"),
        ("U4", "PR4"),
        ("U6", "PR5"),
    ),
    "placed for adoption": (("A6", "PR1"), ("A6", "PR1"), ("A6", "PR5"), ("A5", "PR1")),
    "with parents": (("P1", "PR0"),),
    "children’s home": (("K2", "PR4"), ("K2", "PR4"), ("K2", "PR4"), ("K2", "PR1")),
    "supported accommodation": (("K3", "PR4"), ("K3", "PR4"), ("K3", "PR5")),
    "other residential": (("R1", "PR4"), ("R3", "PR4"), ("R2", "PR3"), ("S1", "PR4")),
    "other": (("Z14", "PR1"),),
}
MOVES = 3  # before the last placement, at most


@dataclass(frozen=True)
class History:
    facts: Facts
    reviews: tuple[tuple[date, str], ...]
    missing: tuple[tuple[date, date], ...]


def history(rng: Random, life: Life, today: date) -> History:
    """What the record would hold of such a life: of two periods of care, the last ends as it is drawn."""
    periods, legal, placements, needs = [], [], [], []
    reviews, missing = [], []
    for span in life.spans:
        periods.append(PeriodOfCare(span.start, span.end, "S", span.reason))
        needs.append(Need(life.need, span.start, span.end))
        legal += _legal_statuses(rng, life.legal_status, span, today)
        placements += _placements(rng, life, span, today)
        reviews += _reviews(rng, life.born, span.start, span.end or today)
        missing += _missing(rng, life.born, span.start, span.end or today)
    facts = Facts(tuple(periods), tuple(legal), tuple(placements), tuple(needs))
    return History(facts, tuple(reviews), tuple(missing))


def entered_on(rng: Random, born: date, day: date, today: date) -> History:
    """Came into care on that day, with the parents' agreement, and is there still."""
    need = lives.need_of(rng, age_on(day, born))
    home = (
        "children’s home"
        if age_on(day, born) >= 11 and rng.random() < 0.2
        else "other foster carer"
    )
    life = Life("U", "", born, need, "section 20", home, (Span(day),))
    return history(rng, life, today)


def _cuts(rng: Random, start: date, end: date | None, today: date, most: int) -> list[date]:
    """Up to so many days inside a period, at least a fortnight apart from each other and its ends."""
    days = ((end or today) - start).days // 14
    chosen = rng.sample(range(1, days), min(most, days - 1)) if days > 1 else []
    return [start + timedelta(days=14 * n) for n in sorted(chosen)]


def _legal_statuses(rng: Random, kind: str, span: Span, today: date) -> list[LegalStatus]:
    codes = rng.choice(LEGAL_STATUSES[kind])
    starts = [span.start, *_cuts(rng, span.start, span.end, today, len(codes) - 1)]
    ends = [*starts[1:], span.end]
    return [
        LegalStatus(code, day, end, Begins.CHANGE if n else Begins.START)
        for n, (code, day, end) in enumerate(zip(codes[-len(starts) :], starts, ends, strict=True))
    ]


def _placements(rng: Random, life: Life, span: Span, today: date) -> list[Placement]:
    starts = [span.start, *_cuts(rng, span.start, span.end, today, rng.randrange(MOVES + 1))]
    placements: list[Placement] = []
    for n, (day, until) in enumerate(zip(starts, [*starts[1:], span.end], strict=True)):
        goes_on = n + 1 < len(starts)
        kind = _lived_before(rng, age_on(day, life.born)) if goes_on else life.placement
        place, provider = rng.choice(PLACEMENTS[kind])
        placements.append(
            Placement(
                place=place,
                provider=provider,
                urn="",
                pl_post=rng.choice(PLACES),
                home_post=HOME,
                reason_place_change=rng.choice(REASONS_CHANGED) if goes_on else "",
                start=day,
                end=until,
                begins=Begins.CHANGE if n else Begins.START,
            )
        )
    return placements


def _lived_before(rng: Random, age: int) -> str:
    if age >= 11 and rng.random() < 0.25:
        return "children’s home"
    return rng.choice(("other foster carer", "other foster carer", "relative or friend"))


def _reviews(rng: Random, born: date, start: date, until: date) -> list[tuple[date, str]]:
    first = working_days_after(start, 20)
    days, day = [first], months_after(first, 3)
    while day < until:
        days.append(day)
        day = months_after(day, 6)
    codes = ("PN1", "PN1", "PN3", "PN5", "PN6")
    return [
        (day, "PN0" if age_on(day, born) < 4 else rng.choice(codes)) for day in days if day < until
    ]


def _missing(rng: Random, born: date, start: date, until: date) -> list[tuple[date, date]]:
    times: list[tuple[date, date]] = []
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        day = start + timedelta(days=rng.randrange(max((until - start).days - 3, 1)))
        back = day + timedelta(days=rng.randrange(1, 3))
        if age_on(day, born) >= 12 and back < until and day not in {went for went, _ in times}:
            times.append((day, back))
    return times


def appoint_reviewing_officer(cast: Cast, child: Child, number: int, *, by: Worker) -> None:
    """From today the reviewing team sees the child's record. Siblings, who share a number, share an officer."""
    officer = cast.turn("Reviewing", Role.REVIEWING_OFFICER, number)
    because = f"{officer} is the child’s independent reviewing officer"
    involve_team(child, cast.teams["Reviewing"], because=because, by=by, on=localdate())


def rows(history: History) -> Iterator[tuple[type[models.OfChild], dict[str, Any]]]:
    """The record's facts of a history: each its table and what it holds, without the child."""
    facts = history.facts
    for p in facts.periods:
        held = {"begins_with": p.begins_with, "reason_ceased": p.reason_ceased}
        yield models.PeriodOfCare, {"period": (p.start, p.end), **held}
    for s in facts.legal_statuses:
        held = {"code": s.code, "begins": s.begins.value}
        yield models.LegalStatus, {"period": (s.start, s.end), **held}
    for place in facts.placements:
        yield (
            models.Placement,
            {
                "period": (place.start, place.end),
                "place": place.place,
                "provider": place.provider,
                "placement_postcode": place.pl_post,
                "home_postcode": place.home_post,
                "reason_changed": place.reason_place_change,
                "begins": place.begins.value,
            },
        )
    for n in facts.needs:
        yield models.Need, {"period": (n.start, n.end), "code": n.code}
    for day, code in history.reviews:
        yield models.CareReview, {"on": day, "took_part": code}
    for went, back in history.missing:
        yield models.MissingEpisode, {"kind": "M", "started_on": went, "ended_on": back}


def write(child: Child, history: History) -> None:
    """Keep the history as the record's facts. No action makes past care."""
    of_child = {"partnership_id": child.partnership_id, "child_id": child.pk}
    for model, of_kind in groupby(rows(history), key=itemgetter(0)):
        model.objects.bulk_create(model(**of_child, **held) for _, held in of_kind)


def ended_at_home(child: Child, on: date) -> None:
    """Being looked after ended that day, at home and as planned: what was written beyond it falls away."""
    of_child = {"child": child}
    for model in (models.PeriodOfCare, models.LegalStatus, models.Placement, models.Need):
        model.objects.filter(**of_child, period__startswith__gte=on).delete()
        for fact in model.objects.filter(**of_child, period__contains=on):
            fact.period = (fact.start, on)
            if isinstance(fact, models.PeriodOfCare):
                fact.reason_ceased = "E4A"
            fact.save()
    models.CareReview.objects.filter(**of_child, on__gt=on).delete()
    models.MissingEpisode.objects.filter(**of_child, started_on__gte=on).delete()


def copy(sheets: Sheets, partnership_id: int, child_id: int, history: History) -> None:
    """As `write`, in bulk."""
    for model, held in rows(history):
        if "period" in held:
            held["period"] = days(*held["period"])
        sheets.add(model, partnership_id=partnership_id, child_id=child_id, **held)
