"""Histories of being looked after, as facts from which the episodes of the SSDA903 can be derived.

Invented, but as the law shapes them: accommodation under section 20 or a care order first interim and then
full; an independent reviewing officer (section 25A); a first review within 20 working days, a second within
three months, then every six (Care Planning, Placement and Case Review (England) Regulations 2010,
regulation 33).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils.timezone import localdate

from homeward.care import models
from homeward.clocks.rules import age_on, months_after, working_days_after
from homeward.county.cast import Cast
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.sharing.actions import involve_team
from homeward.ssda903 import Begins, Facts, LegalStatus, Need, PeriodOfCare, Placement


NEEDS, NEED_WEIGHTS = ("N1", "N5", "N4", "N3", "N2", "N6"), (60, 15, 10, 5, 4, 6)
# Codes that nobody is given: ZZ is no postal area.
HOME, PLACES = "ZZ9 1AA", ("ZZ1 1AB", "ZZ1 2CD", "ZZ2 3EF", "ZZ4 4GH")
REASONS_CHANGED = ("CARPL", "CREQB", "CREQO", "CHILD", "LAREQ")
REASONS_CEASED = ("E4A", "E4A", "E4B", "E13", "E45", "E41")


@dataclass(frozen=True)
class History:
    facts: Facts
    reviews: tuple[tuple[date, str], ...]
    missing: tuple[tuple[date, date], ...]


def history(
    rng: Random, born: date, today: date, *, ceased: bool = False, came_back: bool = False
) -> History:
    """Came into care some time in the last years; still there, ceased, or ceased and came back."""
    oldest = min((today - born).days - 30, 5 * 365)
    spans: list[tuple[date, date | None]] = []
    entered = today - timedelta(days=rng.randrange(oldest // 2, oldest))
    if ceased or came_back:
        left = entered + (today - entered) * rng.uniform(0.4, 0.6)
        spans.append((entered, left))
        entered = left + (today - left) * rng.uniform(0.2, 0.5)
    if not ceased:
        spans.append((entered, None))
    return _joined(rng, born, today, spans)


def entered_on(rng: Random, born: date, day: date, today: date) -> History:
    """Came into care on that day, with the parents' agreement, and is there still."""
    return _joined(rng, born, today, [(day, None)], ordered=False)


def _joined(
    rng: Random,
    born: date,
    today: date,
    spans: list[tuple[date, date | None]],
    ordered: bool | None = None,
) -> History:
    periods, legal, placements, needs = [], [], [], []
    reviews, missing = [], []
    for start, end in spans:
        periods.append(PeriodOfCare(start, end, "S", rng.choice(REASONS_CEASED) if end else ""))
        needs.append(Need(rng.choices(NEEDS, NEED_WEIGHTS)[0], start, end))
        legal += _legal_statuses(
            rng, start, end, today, rng.random() < 0.6 if ordered is None else ordered
        )
        placements += _placements(rng, born, start, end, today)
        reviews += _reviews(rng, born, start, end or today)
        missing += _missing(rng, born, start, end or today)
    facts = Facts(tuple(periods), tuple(legal), tuple(placements), tuple(needs))
    return History(facts, tuple(reviews), tuple(missing))


def _cuts(rng: Random, start: date, end: date | None, today: date, most: int) -> list[date]:
    """Up to so many days inside a period, at least a fortnight apart from each other and its ends."""
    days = ((end or today) - start).days // 14
    chosen = rng.sample(range(1, days), min(rng.randrange(most + 1), days - 1)) if days > 1 else []
    return [start + timedelta(days=14 * n) for n in sorted(chosen)]


def _legal_statuses(
    rng: Random, start: date, end: date | None, today: date, ordered: bool
) -> list[LegalStatus]:
    if not ordered:
        return [LegalStatus("V2", start, end, Begins.START)]
    days = [start, *_cuts(rng, start, end, today, 1)]
    codes = ("C1", "C2")
    return [
        LegalStatus(
            codes[n],
            day,
            days[n + 1] if n + 1 < len(days) else end,
            Begins.CHANGE if n else Begins.START,
        )
        for n, day in enumerate(days)
    ]


def _placements(
    rng: Random, born: date, start: date, end: date | None, today: date
) -> list[Placement]:
    days = [start, *_cuts(rng, start, end, today, 3)]
    placements: list[Placement] = []
    for n, day in enumerate(days):
        until = days[n + 1] if n + 1 < len(days) else end
        goes_on = n + 1 < len(days)
        place, provider = _place(rng, age_on(day, born))
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


def _place(rng: Random, age: int) -> tuple[str, str]:
    if age >= 16 and rng.random() < 0.4:
        return "K3", "PR4"
    if age >= 11 and rng.random() < 0.3:
        return "K2", "PR4"
    return rng.choice((("U6", "PR1"), ("U6", "PR4"), ("U4", "PR1"), ("U3", "PR1")))


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


def write(child: Child, history: History) -> None:
    """Keep the history as the record's facts. A period's rows are bulk-made: no action makes past care."""
    of_child = {"partnership_id": child.partnership_id, "child": child}
    facts = history.facts
    models.PeriodOfCare.objects.bulk_create(
        models.PeriodOfCare(
            **of_child,
            period=(p.start, p.end),
            begins_with=p.begins_with,
            reason_ceased=p.reason_ceased,
        )
        for p in facts.periods
    )
    models.LegalStatus.objects.bulk_create(
        models.LegalStatus(**of_child, period=(s.start, s.end), code=s.code, begins=s.begins)
        for s in facts.legal_statuses
    )
    models.Placement.objects.bulk_create(
        models.Placement(
            **of_child,
            period=(p.start, p.end),
            place=p.place,
            provider=p.provider,
            placement_postcode=p.pl_post,
            home_postcode=p.home_post,
            reason_changed=p.reason_place_change,
            begins=p.begins,
        )
        for p in facts.placements
    )
    models.Need.objects.bulk_create(
        models.Need(**of_child, period=(n.start, n.end), code=n.code) for n in facts.needs
    )
    models.CareReview.objects.bulk_create(
        models.CareReview(**of_child, on=day, took_part=code) for day, code in history.reviews
    )
    models.MissingEpisode.objects.bulk_create(
        models.MissingEpisode(**of_child, kind="M", started_on=went, ended_on=back)
        for went, back in history.missing
    )
