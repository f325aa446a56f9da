"""Founding the county: one council, one charity, two blended teams, and the people who work there.

Half the workers of each blended team come from either employer. Children in care have a reviewing officer,
who stands outside the teams that look after them (Children Act 1989, section 25A). The demo people are those
of the settings; as many more workers are made as the families need. Nobody has a password: in demonstration
one chooses who to be, and outside it these people cannot sign in.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random

from time_machine import travel

from homeward.clocks.rules import working_days_after
from homeward.county import names
from homeward.county.agreeing import agree
from homeward.county.days import in_office_hours
from homeward.county.knowing import teach
from homeward.county.policies import set_policies
from homeward.partnership.actions import Founded, add_member, add_team, found_partnership
from homeward.partnership.models import Organisation, Partnership, Team, Worker
from homeward.partnership.rules import OrganisationKind, Role
from homeward.referrals.models import Sitting


NAME = "Exampleshire and Samplehope"
NO_TEAM = ("Leadership", "Analysis", "Charity leadership", "Governance")  # by their names
COUNCIL, CHARITY = "Exampleshire County Council", "Samplehope"
DEMO_DOMAIN = ".demo"
CHILDREN_A_PAIR = 80  # in each team one more pair of key workers for so many children of the county
# One child in four or five is in care, and a reviewing officer has 50 to 70 of them (IRO Handbook 2010, 7.15).
CHILDREN_A_REVIEWER = 240


@dataclass
class Cast:
    founded: Founded
    from_day: date
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[tuple[str, Role], list[Worker]] = field(default_factory=dict)
    sittings: dict[tuple[str, date], Sitting] = field(default_factory=dict)

    @property
    def partnership(self) -> Partnership:
        return self.founded.partnership

    def one(self, team: str, role: Role) -> Worker:
        return self.people[team, role][0]

    def turn(self, team: str, role: Role, number: int) -> Worker:
        """Work is shared round: the worker whose turn `number` is."""
        people = self.people[team, role]
        return people[number % len(people)]


def is_county(partnership: Partnership) -> bool:
    """A partnership of the county has members under .demo, which no real address ends in."""
    return Worker.objects.filter(
        memberships__partnership=partnership, email__endswith=DEMO_DOMAIN
    ).exists()


def found(*, name: str, children: int, rng: Random, today: date) -> Cast:
    """Found the partnership and its people, on the first working day of April four years back."""
    from_day = working_days_after(date(today.year - 4, 3, 31), 1)
    with travel(in_office_hours(rng, from_day)):
        cast = _found(name=name, children=children, rng=rng, from_day=from_day)
    council = cast.one("Leadership", Role.HEAD_OF_SERVICE)
    charity = cast.one("Charity leadership", Role.HEAD_OF_SERVICE)
    agree(cast.partnership, councils=council, charitys=charity, from_day=from_day, today=today)
    set_policies(
        {
            OrganisationKind.COUNCIL: cast.founded.council,
            OrganisationKind.CHARITY: cast.founded.charity,
        },
        heads={OrganisationKind.COUNCIL: council, OrganisationKind.CHARITY: charity},
        from_day=from_day,
        today=today,
    )
    return cast


def _found(*, name: str, children: int, rng: Random, from_day: date) -> Cast:
    founded = found_partnership(
        name=name,
        council=COUNCIL,
        charity=CHARITY,
        duty_phone="01632 960101",
        help_phone="01632 960140",
        from_day=from_day,
    )
    cast = Cast(founded, from_day, {"Duty": founded.duty})
    council, charity = founded.council, founded.charity
    for team, kind, managed_by in (
        ("North", Team.Kind.EDGE_OF_CARE, charity),
        ("South", Team.Kind.EDGE_OF_CARE, council),
        ("West", Team.Kind.SOCIAL_WORK, council),
        ("East", Team.Kind.SOCIAL_WORK, council),
        ("Leadership", Team.Kind.LEADERSHIP, council),
        ("Analysis", Team.Kind.ANALYSIS, council),
        # Of the kinds there are, the one that carries no families and imports no returns.
        ("Reviewing", Team.Kind.LEADERSHIP, council),
        ("Charity leadership", Team.Kind.LEADERSHIP, charity),
        ("Governance", Team.Kind.LEADERSHIP, council),
    ):
        shown = f"{team} team" if team not in NO_TEAM else team
        cast.teams[team] = add_team(
            name=shown,
            kind=kind,
            managed_by=managed_by,
            from_day=from_day,
            under="the founding agreement",
        )
    numbers = count(1)
    first = name == NAME

    def join(team: str, role: Role, employer: Organisation, who: str = "", email: str = "") -> None:
        number = next(numbers)
        who = who or names.adult_name(rng, rng.choice(names.STEMS) + rng.choice(names.ENDINGS))
        if not (first and email):
            email = f"worker{number}@{employer.kind}{founded.partnership.pk}{DEMO_DOMAIN}"
        worker = Worker.objects.create_user(email, who, phone=f"01632 960{200 + number % 700}")
        add_member(
            cast.teams[team],
            worker,
            role=role,
            employer=employer,
            from_day=from_day,
            authorised_by="the synthetic county",
        )
        cast.people.setdefault((team, role), []).append(worker)

    join("West", Role.SOCIAL_WORKER, council, "Sam Placeholder", "sam@council.demo")
    join("North", Role.TEAM_MANAGER, charity, "Kit Dummerly", "kit@charity.demo")
    join("North", Role.KEY_WORKER, charity, "Robin Testerton", "robin@charity.demo")
    join("North", Role.PANEL_CHAIR, council, "Lee Specimen", "lee@council.demo")
    join("Leadership", Role.HEAD_OF_SERVICE, council, "Morgan Specimen", "morgan@council.demo")
    join("Analysis", Role.ANALYST, council, "Jo Standin", "jo@council.demo")
    join("North", Role.KEY_WORKER, council, "Alex Fictional")
    join("South", Role.TEAM_MANAGER, charity)
    join("South", Role.PANEL_CHAIR, council)
    join("South", Role.KEY_WORKER, council)
    join("South", Role.KEY_WORKER, charity)
    for team in ("West", "East"):
        join(team, Role.TEAM_MANAGER, council)
        join(team, Role.SOCIAL_WORKER, council)
    for _ in range(2):
        join("Duty", Role.SOCIAL_WORKER, council)
    for _ in range(1 + children // CHILDREN_A_REVIEWER):
        join("Reviewing", Role.REVIEWING_OFFICER, council)
    for _ in range(children // CHILDREN_A_PAIR):
        for team in ("North", "South"):
            join(team, Role.KEY_WORKER, council)
            join(team, Role.KEY_WORKER, charity)
        for team in ("West", "East"):
            join(team, Role.SOCIAL_WORKER, council)
    # Last, so that everybody else keeps their name: those who answer what managers could not settle.
    join("Leadership", Role.DIRECTOR, council)
    join("Charity leadership", Role.HEAD_OF_SERVICE, charity)
    join("Governance", Role.GOVERNANCE_LEAD, council, "Ira Mockingham", "ira@council.demo")
    join("Governance", Role.GOVERNANCE_LEAD, charity, "Gale Pretender", "gale@charity.demo")
    join("Duty", Role.SOCIAL_WORKER, council, "Dana Nightshift", "dana@council.demo")
    teach(cast, rng)
    return cast
