"""Small makers for the agreement between the two organisations: its text, and the ways that lead to it."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from homeward.partnership.actions.collaboration import (
    agree_collaboration,
    propose_collaboration,
    record_step,
)
from homeward.partnership.models import CollaborationAgreement, Worker
from homeward.partnership.rules import OrganisationKind, Role
from homeward.partnership.rules.collaboration import Offer, StepKind, Wording


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY


def days(number: int = 0) -> date:
    return localdate() + timedelta(days=number)


def wording(**changes) -> Wording:
    return Wording(
        **{
            "aims": ("Children stay at home where it is safe",),
            "duties": {
                COUNCIL: ("Refers in time to help", "Decides within ten working days"),
                CHARITY: ("Sees each child every week",),
            },
            "offers": {
                COUNCIL: (Offer("Two rooms at the Sample Street hub", 9500),),
                CHARITY: (Offer("Volunteers who drive"),),
            },
            "notice_months": 6,
            "exit_families": "Nobody’s key worker changes before the family has met the next one.",
            "exit_records": "The council keeps the record; the charity keeps what it must.",
            **changes,
        }
    )


def charitys_head(cast) -> Worker:
    """Pat leads the charity, as Morgan leads the council."""
    known = Worker.objects.filter(name="Pat Dummerly").first()
    charity = cast.founded.charity
    return known or cast.join("Pat Dummerly", cast.leadership, Role.HEAD_OF_SERVICE, charity)


def a_collaboration(cast, **changes) -> CollaborationAgreement:
    """Morgan proposes a version for the council."""
    given = {
        "wording": wording(),
        "from_day": days(0),
        "to_day": days(1000),
        "reviews": [days(100)],
        "by": cast.morgan,
    }
    return propose_collaboration(cast.partnership, **{**given, **changes})


def committee(cast, side: OrganisationKind, kind=StepKind.AGREED, **changes):
    given = {
        "kind": kind,
        "side": side,
        "on": days(0),
        "minute": "Sample committee, minute 7",
        "words": "Two rooms are too few." if kind == StepKind.DECLINED else "",
        "by": cast.morgan,
    }
    return record_step(cast.partnership, **{**given, **changes})


def both_committees(cast, **changes) -> None:
    for side in (COUNCIL, CHARITY):
        committee(cast, side, **changes)


def an_agreement(cast, **changes) -> CollaborationAgreement:
    proposed = a_collaboration(cast, **changes)
    both_committees(cast)
    return agree_collaboration(proposed, by=charitys_head(cast))
