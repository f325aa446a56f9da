"""Small makers for the tests of the sharing agreement: its two leads, an end, a proposal."""

from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from homeward.partnership import actions
from homeward.partnership.models import SharingAgreement, Worker
from homeward.partnership.rules import DataGroup, OrganisationKind, Purpose, Role
from tests.conftest import FOUNDED_ON, OF_THE_LOCK


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
MINUTE = "The data protection officer, board of 3 November, minute 7"
ONE_LINE = (Purpose.SUPPORT, CHARITY, Role.KEY_WORKER, DataGroup.CORE)


def in_days(days: int) -> date:
    return localdate() + timedelta(days=days)


def leads(cast) -> tuple[Worker, Worker]:
    """Ira of the council, and Gale of the charity. Neither works with a child."""
    return (
        cast.join("Ira Apartly", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council),
        cast.join("Gale Leadsome", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.charity),
    )


def ends_in(cast, days: int) -> SharingAgreement:
    """The cast's agreement, which had no end."""
    held = SharingAgreement.objects.filter(partnership=cast.partnership)
    held.update(period=DateRange(FOUNDED_ON, in_days(days)))
    return held.get()


def extension(follows, *, by, days=400, **changes):
    given = {"to_day": in_days(days), "why": "The review is not done.", "under": MINUTE}
    return actions.propose_extension(follows, **given | changes, by=by)


def version(follows, *, by, **changes):
    given = {
        "grants": [ONE_LINE],
        "from_day": in_days(10),
        "to_day": in_days(400),
        "legal_basis": "Children Act 1989, section 27",
        "why": "Less is enough.",
        "under": MINUTE,
    }
    return actions.propose_version(follows, **given | changes, by=by)


def agree(proposal, *, by, under="The trustees, item 4"):
    return actions.agree_proposal(proposal, under=under, by=by)


def queries_of(client, path: str) -> int:
    """How many a page takes, but for the statements of the lock."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum(not OF_THE_LOCK.match(query["sql"]) for query in captured)
