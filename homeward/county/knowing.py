"""What the invented workers know, on which days they work, and to whom they answer.

Written by who would write it: each of oneself, and each organisation's managers of its own people. So a key
worker of the council in a team that the charity manages has a line manager of the council and a practice
supervisor of the charity.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count, cycle
from random import Random
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from homeward.partnership.actions.expertise import enter_expertise, enter_registration
from homeward.partnership.actions.relations import change_contact, set_relation
from homeward.partnership.models import Worker
from homeward.partnership.rules import OrganisationKind, Role
from homeward.partnership.rules.expertise import ExpertiseKind, Level
from homeward.partnership.rules.relations import RelationKind


if TYPE_CHECKING:
    from homeward.county.cast import Cast

DAYS = (
    "Monday to Friday",
    "Monday to Thursday",
    "Monday, Wednesday and Friday",
    "Tuesday to Friday, evenings too",
)
# The methods are real; that these people know them is invented, as are the communities.
KNOWN = (
    (ExpertiseKind.METHOD, "Motivational interviewing", None, 3),
    (ExpertiseKind.METHOD, "Family group conference", None, None),
    (ExpertiseKind.METHOD, "Video interaction guidance", None, 2),
    (ExpertiseKind.METHOD, "Non-violent resistance", None, None),
    (ExpertiseKind.LANGUAGE, "Polish", Level.FIRST, None),
    (ExpertiseKind.LANGUAGE, "Urdu", Level.WORKS, None),
    (ExpertiseKind.LANGUAGE, "British Sign Language", Level.TALKS, None),
    (ExpertiseKind.LANGUAGE, "Romanian", Level.SOME, None),
    (ExpertiseKind.COMMUNITY, "Families who travel", None, None),
    (ExpertiseKind.COMMUNITY, "Families new to the country", None, None),
    (ExpertiseKind.SUBJECT, "Autism", None, None),
    (ExpertiseKind.SUBJECT, "Housing and debt", None, None),
    (ExpertiseKind.SUBJECT, "Domestic abuse", None, None),
)
THREE_EACH = 3
SOCIAL_WORKERS = (
    Role.SOCIAL_WORKER,
    Role.REVIEWING_OFFICER,
    Role.PANEL_CHAIR,
    Role.HEAD_OF_SERVICE,
)


def teach(cast: "Cast", rng: Random) -> None:
    """The clock stands at the county's first day."""
    council = cast.one("Leadership", Role.HEAD_OF_SERVICE)
    charity = cast.one("Charity leadership", Role.HEAD_OF_SERVICE)
    heads = {head.memberships.get().employer_id: head for head in (council, charity)}
    numbers, turns = count(12_345, 211), cycle(KNOWN)
    for (team, role), people in cast.people.items():
        for worker in people:
            head = heads[worker.memberships.get().employer_id]
            change_contact(
                worker,
                partnership=cast.partnership,
                phone=worker.phone,
                days=rng.choice(DAYS),
                by=worker,
            )
            if role == Role.KEY_WORKER:
                _knows(cast, worker, [next(turns) for _ in range(THREE_EACH)], rng)
            if role in SOCIAL_WORKERS:
                _registered(cast, worker, next(numbers), head)
            _answers(cast, worker, team, role, council)


def _knows(cast: "Cast", worker: Worker, known: Iterable, rng: Random) -> None:
    for kind, name, level, years in known:
        trained = localdate() - timedelta(days=rng.randrange(30, 700))
        until = None
        if years:  # such a training is renewed; it is valid for some time from today's first day on
            until = date(localdate().year + years + 3, 3, 31)
        enter_expertise(
            worker,
            partnership=cast.partnership,
            kind=kind,
            name=name,
            level=level,
            from_day=trained,
            until=until,
            by=worker,
        )


def _registered(cast: "Cast", worker: Worker, number: int, head: Worker) -> None:
    """Nobody looks up their own: a head's is looked up by nobody yet."""
    enter_registration(
        worker,
        partnership=cast.partnership,
        number=f"SW{number}",
        checked_on=None if worker == head else localdate(),
        by=head,
    )


def _answers(cast: "Cast", worker: Worker, team: str, role: Role, head: Worker) -> None:
    # Whoever decides or pays manages no reviewing officer (Care Planning, Placement and Case Review (England)
    # Regulations 2010, regulation 46), and nobody else of the county could.
    if worker == head or role == Role.REVIEWING_OFFICER:
        return
    today = localdate()
    employer = OrganisationKind(worker.memberships.get().employer.kind)
    manager = next(iter(cast.people.get((team, Role.TEAM_MANAGER), ())), None)
    of_charity = employer == OrganisationKind.CHARITY
    line = manager if of_charity or team in ("West", "East") else head
    said = {RelationKind.LINE_MANAGER: line}
    if role == Role.KEY_WORKER:
        said |= {
            RelationKind.PRACTICE_SUPERVISOR: cast.one(team, Role.PANEL_CHAIR),
            RelationKind.CASE_HOLDING_MANAGER: manager,
        }
    for kind, other in said.items():
        if other is None or other == worker:
            continue
        by = other if kind == RelationKind.LINE_MANAGER else manager
        set_relation(
            worker,
            partnership=cast.partnership,
            kind=kind,
            other=other,
            from_day=today,
            by=by or head,
        )
