"""Random worlds: workers, teams, dates, agreements, restrictions and broken glasses, made in the database."""

import os
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils.timezone import get_current_timezone, localdate, now

from homeward.partnership.models import (
    Grant,
    Membership,
    Organisation,
    Partnership,
    SharingAgreement,
    Team,
    Worker,
)
from homeward.partnership.rules import DataGroup, OrganisationKind, Purpose, Role
from homeward.people.models import Child
from homeward.sharing.models import (
    BrokenGlass,
    Involvement,
    NamedInRestriction,
    Restriction,
)
from homeward.sharing.rules import RestrictionKind


SPAN = 60  # days, of which today is in the middle
BORN = date(2015, 1, 1)
ROLES = (Role.KEY_WORKER, Role.TEAM_MANAGER, Role.ANALYST)


# How many worlds: `make test-all` makes more.
TIMES = 2 if os.environ.get("TEST_ALL") else 1


@dataclass
class World:
    workers: list[Worker]
    children: list[Child]
    first: date

    def days(self) -> list[date]:
        return [self.first + timedelta(days=step) for step in range(SPAN)]


def make_world(rng: Random) -> World:
    """Two partnerships of two organisations, a few teams, workers, children; facts at random over them."""
    first = localdate() - timedelta(days=SPAN // 2)
    world = World([], [], first)
    serial = rng.randrange(10**9)
    facts: dict[type, list] = {kind: [] for kind in WRITTEN}
    for number in range(2):
        partnership = Partnership.objects.create(name=f"World {serial}.{number}", duty_phone="1")
        organisations = Organisation.objects.bulk_create(
            Organisation(partnership=partnership, name=kind, kind=kind) for kind in OrganisationKind
        )
        teams = Team.objects.bulk_create(
            Team(partnership=partnership, name=f"T{n}", kind=Team.Kind.EDGE_OF_CARE)
            for n in range(3)
        )
        children = Child.objects.bulk_create(
            Child(
                partnership=partnership,
                given_name="Quill",
                family_name=f"Fakerley{number}{n}",
                born=BORN,
            )
            for n in range(3)
        )
        workers = Worker.objects.bulk_create(
            Worker(email=f"w{serial}.{number}.{n}@example.test", name=f"W{n}") for n in range(3)
        )
        world.children += children
        world.workers += workers
        _agreements(rng, facts, partnership, first)
        for worker in world.workers:
            if worker in workers or rng.random() < 0.2:  # some work in both partnerships
                _memberships(rng, facts, worker, teams, organisations, first)
        for child in children:
            _facts_of(rng, facts, child, teams, world.workers, first)
    for kind in WRITTEN:
        kind.objects.bulk_create(facts[kind])
    return world


# In this order, because the later ones name the earlier.
WRITTEN = (
    SharingAgreement,
    Grant,
    Membership,
    Involvement,
    Restriction,
    NamedInRestriction,
    BrokenGlass,
)


def _period(rng: Random, first: date, *, ends: bool = False) -> DateRange:
    start = first + timedelta(days=rng.randrange(SPAN))
    end = start + timedelta(days=rng.randrange(1, SPAN))
    return DateRange(start, end if ends or rng.random() < 0.6 else None)


def _one_after_another(rng: Random, first: date, most: int) -> list[DateRange]:
    """Periods that do not meet; the last may have no end."""
    cuts = sorted(rng.sample(range(SPAN), 2 * rng.randrange(most + 1)))
    days = [first + timedelta(days=cut) for cut in cuts]
    periods = [DateRange(*pair) for pair in zip(days[::2], days[1::2], strict=True)]
    if periods and rng.random() < 0.4:
        periods[-1] = DateRange(periods[-1].lower, None)
    return periods


def _agreements(rng, facts, partnership, first) -> None:
    for version, period in enumerate(_one_after_another(rng, first, 3), start=1):
        agreement = SharingAgreement(
            partnership=partnership, version=version, title="A", legal_basis="L", period=period
        )
        facts[SharingAgreement].append(agreement)
        facts[Grant] += [
            Grant(
                partnership=partnership,
                agreement=agreement,
                purpose=Purpose.SUPPORT,
                data_group=group,
                employer_kind=kind,
                role=role,
            )
            for kind in OrganisationKind
            for role in ROLES
            for group in DataGroup
            if rng.random() < 0.5
        ]


def _memberships(rng, facts, worker, teams, organisations, first) -> None:
    for team in teams:
        facts[Membership] += [
            Membership(
                partnership=team.partnership,
                worker=worker,
                team=team,
                role=rng.choice(ROLES),
                employer=rng.choice(organisations),
                authorised_by="t",
                period=period,
            )
            for period in _one_after_another(rng, first, 1)
        ]


def _facts_of(rng, facts, child, teams, workers, first) -> None:
    here = {"partnership": child.partnership, "child": child}
    facts[Involvement] += [
        Involvement(**here, team=team, because="help", period=period)
        for team in teams
        for period in _one_after_another(rng, first, 2)
    ]
    if rng.random() < 0.3:
        period = _period(rng, first, ends=True)
        named = Involvement(**here, worker=rng.choice(workers), because="panel", period=period)
        facts[Involvement].append(named)
    for _ in range(rng.choice([0, 0, 1, 2])):
        restriction = Restriction(
            **here,
            kind=rng.choice(list(RestrictionKind)),
            because="b",
            period=_period(rng, first, ends=True),
            set_by=rng.choice(workers),
        )
        facts[Restriction].append(restriction)
        facts[NamedInRestriction] += [
            NamedInRestriction(
                partnership=child.partnership, restriction=restriction, worker=worker
            )
            for worker in rng.sample(workers, rng.randrange(3))
        ]
    for _ in range(rng.choice([0, 0, 1, 2])):
        start = rng.choice([now() - timedelta(minutes=30), _moment(rng, first)])
        facts[BrokenGlass].append(
            BrokenGlass(
                **here,
                worker=rng.choice(workers),
                reason="r",
                period=DateTimeTZRange(start, start + timedelta(hours=3)),
                review_by=first,
            )
        )


def _moment(rng: Random, first: date) -> datetime:
    """Often close to midnight, where days meet."""
    day = first + timedelta(days=rng.randrange(SPAN))
    hour = rng.choice([0, 9, 22])
    return datetime.combine(day, time(hour, rng.randrange(60)), get_current_timezone())
