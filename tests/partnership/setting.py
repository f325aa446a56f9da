"""Small makers for policies: one of each organisation on one subject, and what settles them."""

from homeward.partnership.actions.policies import (
    agree_settlement,
    propose_settlement,
    set_policy,
)
from homeward.partnership.models import PolicyVersion, Settlement
from homeward.partnership.rules import OrganisationKind, Role
from homeward.partnership.rules.policies import Outcome, Subject
from tests.partnership.agreeing import COUNCIL, charitys_head, days


RULES = {
    COUNCIL: "Write a visit down within five days",
    OrganisationKind.CHARITY: "Write a visit down within 24 hours",
}


def a_policy(cast, side: OrganisationKind = COUNCIL, **changes) -> PolicyVersion:
    """On recording, for everybody, from today, by who leads that side."""
    organisation = cast.founded.council if side == COUNCIL else cast.founded.charity
    given = {
        "subject": Subject.RECORDING,
        "title": "Recording" if side == COUNCIL else "Writing it down",
        "rule": RULES[side],
        "text": "Write it down while you remember it.",
        "link": "",
        "roles": frozenset(),
        "from_day": days(0),
        "to_day": None,
        "authorised_by": "Sample board, minute 3",
        "by": cast.morgan if side == COUNCIL else charitys_head(cast),
    }
    return set_policy(organisation, **{**given, **changes})


def both_policies(cast, **changes) -> tuple[PolicyVersion, PolicyVersion]:
    return a_policy(cast, COUNCIL, **changes), a_policy(cast, OrganisationKind.CHARITY, **changes)


def a_settlement(cast, outcome=Outcome.CHARITY, pair=None, **changes) -> Settlement:
    """Morgan proposes for the council that both follow the charity's."""
    council, charity = pair or both_policies(cast, roles=frozenset({Role.KEY_WORKER}))
    given = {
        "outcome": outcome,
        "rule": "Before the next shift" if outcome == Outcome.JOINT else "",
        "decided_by": "Joint board, minute 8",
        "decided_on": days(0),
        "from_day": days(0),
        "by": cast.morgan,
    }
    return propose_settlement(council, charity, **{**given, **changes})


def settled(cast, outcome=Outcome.CHARITY, pair=None, **changes) -> Settlement:
    proposed = a_settlement(cast, outcome, pair, **changes)
    return agree_settlement(proposed, under="Trustees, item 6", by=charitys_head(cast))
