"""What the county shares: the agreement of its founding, a version that its two leads agreed on a year ago and
that ends some weeks from now; and a record that is sealed, of which the glass was broken the day before.

So whoever tries the county sees the first warning, extends the agreement as the two leads, and reviews the glass.
"""

from datetime import date, timedelta
from random import Random

from time_machine import travel

from homeward.clocks.rules import working_days_after
from homeward.county.cast import Cast
from homeward.county.days import in_office_hours, working_day_before
from homeward.partnership.actions import agree_proposal, propose_version
from homeward.partnership.actions.agreeing import LEGAL_BASIS
from homeward.partnership.queries import last_version
from homeward.partnership.rules import DataGroup, OrganisationKind, Purpose, Role
from homeward.sharing.actions import break_glass, close_record
from homeward.sharing.models import Involvement
from homeward.sharing.rules import RestrictionKind


AGREED_DAYS_AGO = 300
IN_CARE = "looked after by the council"  # why a team works with a child whom no referral brought
ENDS_IN = timedelta(weeks=8)  # the leads are told of it, and the heads of service not yet
SEALED_DAYS_AGO = 10
SEALED_FOR = timedelta(weeks=12)
# The charity has no director of children's services and no reviewing officer of its own.
THE_COUNCILS = (Role.DIRECTOR, Role.REVIEWING_OFFICER)


def agree_what_is_shared(cast: Cast, rng: Random, today: date) -> None:
    first = last_version(cast.partnership.pk)
    assert first is not None  # a partnership is founded with one
    ira, gale = cast.people["Governance", Role.GOVERNANCE_LEAD]
    kept = {
        grant
        for grant in first.shares
        if grant[1:3] not in [(OrganisationKind.CHARITY, role) for role in THE_COUNCILS]
    }
    money = (Purpose.OVERSIGHT, OrganisationKind.COUNCIL, Role.ANALYST, DataGroup.FINANCE)
    proposed_on = working_day_before(today, AGREED_DAYS_AGO)
    agreed_on = working_days_after(proposed_on, 1)
    with travel(in_office_hours(rng, proposed_on)):
        proposal = propose_version(
            first,
            grants=[*kept, money],
            from_day=working_days_after(proposed_on, 5),
            to_day=today + ENDS_IN,
            legal_basis=LEGAL_BASIS,
            why="Only roles that each organisation has; the council’s analyst reports what is spent.",
            under="The data protection officer, information governance board, minute 12",
            by=ira,
        )
    with travel(in_office_hours(rng, agreed_on)):
        agree_proposal(
            proposal, under="The data protection officer, trustees’ risk committee, item 4", by=gale
        )


def seal_a_record(cast: Cast, rng: Random, today: date) -> None:
    """Of a child in care of the West team: open to a colleague of Sam and to the reviewing officers, sealed to
    Sam, who broke the glass. A county of a few children has no such child."""
    west = cast.teams["West"]
    there = Involvement.objects.filter(
        team=west,
        because=IN_CARE,
        period__startswith__lt=today - timedelta(days=2 * SEALED_DAYS_AGO),
        period__contains=today,
    )
    involved = there.select_related("child").order_by("pk").first()
    if involved is None:
        return
    sam, colleague = cast.people["West", Role.SOCIAL_WORKER][:2]
    reviewing = cast.people["Reviewing", Role.REVIEWING_OFFICER]
    with travel(in_office_hours(rng, working_day_before(today, SEALED_DAYS_AGO))):
        close_record(
            involved.child,
            kind=RestrictionKind.SEALED,
            because="A threat was made against the carers.",
            named=[colleague, *reviewing],
            until=today + SEALED_FOR,
            by=cast.one("Governance", Role.GOVERNANCE_LEAD),
        )
    with travel(in_office_hours(rng, working_day_before(today, 1))):
        break_glass(
            involved.child,
            reason="The carer phoned: a car stands before the house. Nobody who is named answered.",
            by=sam,
        )
