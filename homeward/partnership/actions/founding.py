"""Founding a partnership: its organisations, teams, register and people."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership import rules
from homeward.partnership.actions.agreeing import begin_sharing
from homeward.partnership.models import (
    Arrangement,
    Management,
    Membership,
    Organisation,
    Partnership,
    Team,
    Worker,
)
from homeward.partnership.rules import FUNCTIONS, Function, OrganisationKind, Role
from homeward.trail import actions as trail


# The register that a partnership begins with; it changes it by new lines with dates, never by edits.
# Sources: rules.FUNCTIONS. The panel's chair is a council officer, so that the council's duty under
# section 17 is decided by the council; coming into care, going home and ending support stay with the head of
# service. A team manager signs off the assessment of a return home (DOMAIN 2.1), the director what regulation 39
# keeps for them.
FIRST_REGISTER = (
    (Function.OFFER_HELP, OrganisationKind.CHARITY, Role.PANEL_CHAIR),
    (Function.STAY_AT_HOME, OrganisationKind.CHARITY, Role.HEAD_OF_SERVICE),
    (Function.ACCOMMODATE, OrganisationKind.CHARITY, Role.HEAD_OF_SERVICE),
    (Function.RETURN_HOME, OrganisationKind.CHARITY, Role.HEAD_OF_SERVICE),
    (Function.END_SUPPORT, OrganisationKind.CHARITY, Role.HEAD_OF_SERVICE),
    (Function.CHAIR_REVIEW, OrganisationKind.COUNCIL, Role.REVIEWING_OFFICER),
    (Function.ASSESS_RETURN, OrganisationKind.CHARITY, Role.TEAM_MANAGER),
    (Function.SIGN_OFF_RISK, OrganisationKind.CHARITY, Role.TEAM_MANAGER),
    (Function.WORK_TO_RETURN, OrganisationKind.CHARITY, Role.HEAD_OF_SERVICE),
    (Function.RETURN_AT_16, OrganisationKind.CHARITY, Role.DIRECTOR),
    (Function.OVERRIDE_RISK, OrganisationKind.COUNCIL, Role.DIRECTOR),
    (Function.LEGAL_GATEWAY, OrganisationKind.COUNCIL, Role.HEAD_OF_SERVICE),
)


@dataclass(frozen=True)
class Founded:
    partnership: Partnership
    council: Organisation
    charity: Organisation
    duty: Team


@unlocked()
def found_partnership(
    *, name: str, council: str, charity: str, duty_phone: str, help_phone: str, from_day: date
) -> Founded:
    """A partnership with its two organisations, the council's duty team and the first register."""
    partnership = Partnership.objects.create(
        name=name, duty_phone=duty_phone, help_phone=help_phone
    )
    the_council = Organisation.objects.create(
        partnership=partnership, name=council, kind=OrganisationKind.COUNCIL
    )
    the_charity = Organisation.objects.create(
        partnership=partnership, name=charity, kind=OrganisationKind.CHARITY
    )
    duty = add_team(
        name="Duty team",
        kind=Team.Kind.DUTY,
        managed_by=the_council,
        from_day=from_day,
        under="founding",
    )
    for number, (function, performs, decides) in enumerate(FIRST_REGISTER, start=1):
        add_arrangement(
            partnership,
            number=number,
            function=function,
            performed_by=performs,
            decides_role=decides,
            from_day=from_day,
        )
    begin_sharing(partnership, from_day=from_day)
    trail.record("founded a partnership", partnership, by=None)
    return Founded(partnership, the_council, the_charity, duty)


@unlocked()
def add_arrangement(
    partnership: Partnership,
    *,
    number: int,
    function: Function,
    performed_by: OrganisationKind,
    decides_role: Role,
    from_day: date,
    decides_kind: OrganisationKind = OrganisationKind.COUNCIL,
    to_day: date | None = None,
    decided_under: str = "the founding of the partnership",
    supervised_by: Worker | None = None,
    by: Worker | None = None,
) -> Arrangement:
    answer = require(rules.may_arrange(function, performed_by, decides_kind))
    arrangement = Arrangement.objects.create(
        partnership=partnership,
        number=number,
        function=function,
        performed_by_kind=performed_by,
        decides_role=decides_role,
        decides_kind=decides_kind,
        legal_basis=FUNCTIONS[function].law,
        decided_under=decided_under,
        supervised_by=supervised_by,
        period=DateRange(from_day, to_day),
    )
    trail.record("added a line to the register", arrangement, by=by, because=answer.reason)
    return arrangement


@unlocked()
def add_team(
    *,
    name: str,
    kind: Team.Kind,
    managed_by: Organisation,
    from_day: date,
    under: str,
    by: Worker | None = None,
) -> Team:
    team = Team.objects.create(partnership=managed_by.partnership, name=name, kind=kind)
    Management.objects.create(
        partnership=managed_by.partnership,
        team=team,
        organisation=managed_by,
        decided_under=under,
        period=(from_day, None),
    )
    trail.record("added a team", team, by=by)
    return team


@unlocked()
def add_member(
    team: Team,
    worker: Worker,
    *,
    role: Role,
    employer: Organisation,
    from_day: date,
    to_day: date | None = None,
    authorised_by: str,
    by: Worker | None = None,
    because: str = "",
) -> Membership:
    membership = Membership.objects.create(
        partnership=team.partnership,
        team=team,
        worker=worker,
        role=role,
        employer=employer,
        authorised_by=authorised_by,
        period=DateRange(from_day, to_day),
    )
    trail.record("gave somebody a post", membership, by=by, because=because)
    return membership
