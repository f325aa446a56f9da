"""The teams that a large county has besides the demonstration's: each unit serves some hundred families.

A unit is a blended team that helps, the social work team that refers to it, and the reviewing team of the
children in care among them. Workers are as many as give each key worker 10 to 20 families at a time, and each
social worker as many children as in Norfolk: 18.7 on average in 2017 and 14.8 in 2025 (DfE, Children's social
work workforce).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random

from homeward.county import names
from homeward.county.cast import DEMO_DOMAIN, Cast
from homeward.partnership.actions import add_member, add_team
from homeward.partnership.models import Arrangement, Organisation, Partnership, Team, Worker
from homeward.partnership.rules import Function, Role, WorkerOnDay
from homeward.referrals.actions.standards import standard_for
from homeward.referrals.models import PanelTerms
from homeward.referrals.rules import QuorumTerms


FAMILIES = 350  # of a unit, over the years; about 160 are in help at a time
FAMILIES_A_KEY_WORKER = 32  # over the years; about 14 at a time
FAMILIES_A_SOCIAL_WORKER = 11  # over the years; about 17 children at a time, with those in care
UNITS_A_HEAD = 10  # each head of service signs for so many units
Person = tuple[int, str]  # a worker's id and name


@dataclass
class Unit:
    """A unit's teams and people, by id: all that is needed to write rows."""

    partnership_id: int
    from_day: date
    north: int  # the blended team, as North is in the demonstration
    west: int  # the social work team
    reviewing: int
    leadership: int
    standard: int
    arrangements: dict[str, tuple[int, str]]
    west_manager: Person
    manager: Person
    chair: Person
    head: Person
    team: str  # what the blended team is called
    terms: QuorumTerms  # with whom its panel may decide
    members: list[WorkerOnDay] = field(default_factory=list)  # of its panel, the chair first
    key_workers: list[Person] = field(default_factory=list)
    social_workers: list[Person] = field(default_factory=list)
    officers: list[Person] = field(default_factory=list)


def found_units(county: Cast, number: int, families: int, rng: Random) -> list[Unit]:
    """So many units with so many families each. The clock stands at the county's first day."""
    founded = county.founded
    partnership: Partnership = founded.partnership
    council, charity = founded.council, founded.charity
    numbers = count(1)

    def team(name: str, kind: Team.Kind, managed_by: Organisation) -> Team:
        return add_team(
            name=name,
            kind=kind,
            managed_by=managed_by,
            from_day=county.from_day,
            under="the founding agreement",
        )

    def join(to: Team, role: Role, employer: Organisation) -> Person:
        number = next(numbers)
        who = names.adult_name(rng, rng.choice(names.STEMS) + rng.choice(names.ENDINGS))
        email = f"unit{number}@{employer.kind}{partnership.pk}{DEMO_DOMAIN}"
        worker = Worker.objects.create_user(email, who, phone=f"01632 960{200 + number % 700}")
        add_member(
            to,
            worker,
            role=role,
            employer=employer,
            from_day=county.from_day,
            authorised_by="the synthetic county",
        )
        return worker.pk, who

    arrangements = {
        arrangement.function: (arrangement.pk, arrangement.in_words)
        for arrangement in _in_force(partnership, county.from_day)
    }
    units: list[Unit] = []
    for n in range(1, number + 1):
        if (n - 1) % UNITS_A_HEAD == 0:
            leadership = team(f"Leadership {n // UNITS_A_HEAD + 1}", Team.Kind.LEADERSHIP, council)
            head = join(leadership, Role.HEAD_OF_SERVICE, council)
        north = team(f"Edge of care {n}", Team.Kind.EDGE_OF_CARE, charity if n % 2 else council)
        west = team(f"Social work {n}", Team.Kind.SOCIAL_WORK, council)
        reviewing = team(f"Reviewing {n}", Team.Kind.LEADERSHIP, council)
        workers = max(2, round(families / FAMILIES_A_KEY_WORKER))
        social_workers = max(2, round(families / FAMILIES_A_SOCIAL_WORKER))
        unit = Unit(
            partnership_id=partnership.pk,
            from_day=county.from_day,
            north=north.pk,
            west=west.pk,
            reviewing=reviewing.pk,
            leadership=leadership.pk,
            standard=standard_for(north, county.from_day).pk,
            arrangements=arrangements,
            west_manager=join(west, Role.TEAM_MANAGER, council),
            manager=join(north, Role.TEAM_MANAGER, charity),
            chair=join(north, Role.PANEL_CHAIR, council),
            head=head,
            team=north.name,
            terms=PanelTerms.objects.in_force(north, county.from_day).terms,
            key_workers=[
                join(north, Role.KEY_WORKER, charity if w % 2 else council) for w in range(workers)
            ],
            social_workers=[join(west, Role.SOCIAL_WORKER, council) for _ in range(social_workers)],
            officers=[
                join(reviewing, Role.REVIEWING_OFFICER, council)
                for _ in range(max(1, families // 150))
            ],
        )
        unit.members = _on_panel(unit)
        units.append(unit)
    return units


def _on_panel(unit: Unit) -> list[WorkerOnDay]:
    """The chair, the manager and two key workers, one of each organisation, in the posts they have."""
    asked = [unit.chair, unit.manager, *unit.key_workers[:2]]
    people = Worker.objects.in_bulk([pk for pk, _ in asked])
    return [people[pk].on(unit.from_day) for pk, _ in asked]


def _in_force(partnership: Partnership, day: date) -> Iterable[Arrangement]:
    return Arrangement.objects.filter(
        partnership=partnership,
        period__contains=day,
        function__in=[
            Function.OFFER_HELP,
            Function.END_SUPPORT,
            Function.STAY_AT_HOME,
            Function.ACCOMMODATE,
        ],
    )
