"""The cast: learn these people once and any test can be read.

Exampleshire County Council and Samplehope run one service together.
  sam     social worker of the council, in the West team: refers families
  kit     team manager of the charity, in the North team: screens, allocates
  robin   key worker of the charity, in the North team
  alex    key worker of the council, in the North team: the other half of the blended team
  lee     chair of the panel, of the council, in the North team
  morgan  head of service of the council: signs what only the council may decide
  jo      data analyst of the council
  terry   social worker of the council in another team (East): no part in these families
  stranger  social worker of another partnership on the same installation
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings

from homeward.partnership.actions import Founded, add_member, add_team, found_partnership
from homeward.partnership.actions.expertise import enter_registration
from homeward.partnership.models import Organisation, Team, Worker
from homeward.partnership.rules import Role
from homeward.referrals import actions as referrals
from homeward.referrals.models import AgendaItem, Interest, Referral, Sitting
from homeward.referrals.rules import Outcome, Urgency
from homeward.support import actions as support
from homeward.support.models import EpisodeOfHelp
from tests.ready_made import template


# How long something takes is no test's business: machines are busy. `make bench` measures.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

FOUNDED_ON = date(2024, 4, 1)
PASSWORD = "a-long-test-password"


@dataclass
class Cast:
    founded: Founded
    north: Team
    west: Team
    east: Team
    leadership: Team
    analysis: Team
    elsewhere: Team
    sam: Worker
    kit: Worker
    robin: Worker
    alex: Worker
    lee: Worker
    morgan: Worker
    jo: Worker
    terry: Worker
    stranger: Worker

    @property
    def partnership(self):
        return self.founded.partnership

    def join(self, name: str, team: Team, role: Role, employer: Organisation) -> Worker:
        """Somebody more: a worker whom only a few tests know."""
        return add_worker(name, f"{name.split()[0].lower()}@more.example", team, role, employer)

    def refer(self, **changes) -> Referral:
        """Sam refers Ash and Wren Sampleton to the North team."""
        given = {
            "from_team": self.west,
            "to_team": self.north,
            "children": [
                referrals.ReferredChild(
                    "Ashley",
                    "Sampleton",
                    date(2013, 5, 4),
                    preferred_name="Ash",
                    says="I want to stay at mum’s.",
                ),
                referrals.ReferredChild(
                    "Wren", "Sampleton", date(2017, 2, 9), not_asked_because="Wren was asleep"
                ),
            ],
            "adults": [
                referrals.ReferredAdult(
                    "Dee Sampleton",
                    "mother",
                    phone="01632 960155",
                    safe_contact="Phone before six",
                    parental_responsibility=True,
                )
            ],
            "reasons": ["rows at home"],
            "why_now": "The rows are worse since August.",
            "tried": "Early help from March to June.",
            "going_well": "Dee came to every meeting.",
            "family_says": "We want help, not a move.",
            "urgency": Urgency.STANDARD,
            "danger": "",
            "by": self.sam,
        }
        return referrals.refer(**{**given, **changes})

    def taken_on(self) -> Referral:
        referral = self.refer()
        referrals.screen_referral(
            referral, outcome=Outcome.TAKE_ON, reasons="Fits the service.", by=self.kit
        )
        return referral

    def sitting(self) -> Sitting:
        """Today's panel: Lee in the chair, Kit, Robin and Alex, all here."""
        sitting = Sitting.objects.filter(team=self.north, held_on=localdate()).first()
        if sitting is None:
            members = [self.kit, self.robin, self.alex]
            sitting = referrals.arrange_sitting(
                self.north, held_on=localdate(), chair=self.lee, members=members, by=self.kit
            )
            referrals.record_attendance(sitting, [self.lee, *members], by=self.lee)
        return sitting

    def on_panel(self) -> AgendaItem:
        """On today's panel, complete and sent, for Lee to sign. Nobody has an interest."""
        item = referrals.bring_to_panel(self.taken_on(), self.sitting(), by=self.kit)
        for whose, who in (
            ("child", "Ash"),
            ("council", "Sam Placeholder"),
            ("charity", "Kit Dummerly"),
        ):
            referrals.add_panel_view(
                item, whose=whose, who=who, words="Take the family on.", by=self.kit
            )
        referrals.declare_interest(item, interest="", then=Interest.Then.NONE, by=self.lee)
        referrals.note_no_interest(item, by=self.lee)
        item.decision.refresh_from_db()
        item.decision = referrals.send_panel_decision(
            item, version=item.decision.version, by=self.kit
        )
        return item

    def agreed(self) -> Referral:
        item = self.on_panel()
        item.decision.refresh_from_db()
        referrals.sign_panel_decision(
            item,
            outcome=item.decision.options.get(code="agree"),
            reasons="You asked for help and came to everything.",
            alternative="",
            signed_name="Lee Specimen",
            version=item.decision.version,
            by=self.lee,
        )
        return item.referral

    def episode(self) -> EpisodeOfHelp:
        """Robin is the key worker of Ash and Wren."""
        return support.start_help(self.agreed(), key_worker=self.robin, by=self.kit)


def add_worker(name: str, email: str, team: Team, role: Role, employer: Organisation) -> Worker:
    made = Worker.objects.create_user(email, name, PASSWORD)
    add_member(team, made, role=role, employer=employer, from_day=FOUNDED_ON, authorised_by="test")
    return made


def found_cast() -> Cast:
    founded = found_partnership(
        name="Exampleshire and Samplehope",
        council="Exampleshire County Council",
        charity="Samplehope",
        duty_phone="01632 960101",
        help_phone="01632 960140",
        from_day=FOUNDED_ON,
    )
    other = found_partnership(
        name="Mockborough and Fictionaid",
        council="Mockborough Council",
        charity="Fictionaid",
        duty_phone="01632 960201",
        help_phone="",
        from_day=FOUNDED_ON,
    )

    def team(name, kind, managed_by):
        return add_team(
            name=name, kind=kind, managed_by=managed_by, from_day=FOUNDED_ON, under="test"
        )

    north = team("North team", Team.Kind.EDGE_OF_CARE, founded.charity)
    west = team("West team", Team.Kind.SOCIAL_WORK, founded.council)
    east = team("East team", Team.Kind.SOCIAL_WORK, founded.council)
    leadership = team("Leadership", Team.Kind.LEADERSHIP, founded.council)
    analysis = team("Analysis", Team.Kind.ANALYSIS, founded.council)
    elsewhere = team("Mockborough team", Team.Kind.SOCIAL_WORK, other.council)

    worker = add_worker
    council, charity = founded.council, founded.charity
    cast = Cast(
        founded=founded,
        north=north,
        west=west,
        east=east,
        leadership=leadership,
        analysis=analysis,
        elsewhere=elsewhere,
        sam=worker("Sam Placeholder", "sam@council.example", west, Role.SOCIAL_WORKER, council),
        kit=worker("Kit Dummerly", "kit@charity.example", north, Role.TEAM_MANAGER, charity),
        robin=worker("Robin Testerton", "robin@charity.example", north, Role.KEY_WORKER, charity),
        alex=worker("Alex Fictional", "alex@council.example", north, Role.KEY_WORKER, council),
        lee=worker("Lee Specimen", "lee@council.example", north, Role.PANEL_CHAIR, council),
        morgan=worker(
            "Morgan Specimen", "morgan@council.example", leadership, Role.HEAD_OF_SERVICE, council
        ),
        jo=worker("Jo Standin", "jo@council.example", analysis, Role.ANALYST, council),
        terry=worker("Terry Nonesuch", "terry@council.example", east, Role.SOCIAL_WORKER, council),
        stranger=worker(
            "Val Elsewhere", "val@other.example", elsewhere, Role.SOCIAL_WORKER, other.council
        ),
    )
    # Morgan looked Sam up in the register of social workers: only such a one supervises the charity's work.
    enter_registration(
        cast.sam,
        partnership=cast.partnership,
        number="SW10101",
        checked_on=localdate(),
        by=cast.morgan,
    )
    return cast


@pytest.fixture
def cast(db) -> Cast:
    return found_cast()


@pytest.fixture
def as_worker(client):
    """Sign in as someone: `as_worker(cast.kit).get(...)`."""

    def signed_in(worker: Worker):
        client.force_login(worker)
        return client

    return signed_in


# What the second lock and its transactions add to a request, however much it shows: see `homeward.locks`.
OF_THE_LOCK = re.compile("SAVEPOINT|RELEASE|SELECT set_config|WITH entitled")


@pytest.fixture
def django_assert_max_num_queries():
    """As pytest-django has it, but for the statements of the lock."""

    @contextmanager
    def at_most(most: int):
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [q["sql"] for q in captured if not OF_THE_LOCK.match(q["sql"])]
        assert len(asked) <= most, "\n".join(asked)

    return at_most


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Browser tests empty the tables between them, which the trail refuses: in the test database, and
    only there, TRUNCATE is let through. Changing and deleting stay refused, and are tested. What a
    browser's last request still holds open is cut before the database is dropped."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("trail_entry", "trail_content", "trail_seal"):
            cursor.execute(f"DROP TRIGGER IF EXISTS no_truncate ON {table}")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
