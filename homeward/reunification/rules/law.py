"""What the law asks of a return home, by the legal status under which the child is in care.

Sources: DOMAIN 3.1 (visits, regulation 28), 3.2 (legal statuses) and 3.3 (who approves); Care Planning, Placement and
Case Review (England) Regulations 2010 (SI 2010/959). That whoever has parental responsibility may take home a child
accommodated under section 20 at any time is recalled there and not sourced; so is nothing refused by it: a return
that happened is recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.clocks.rules import Duty
from homeward.partnership.rules import Function


class Status(StrEnum):
    """What the codes of the SSDA903 come to here."""

    INTERIM_ORDER = "an interim care order"
    ORDER = "a care order"
    ACCOMMODATED = "section 20"
    OTHER = "another status"
    UNKNOWN = "a status that the record does not know"


CODES = {
    "C1": Status.INTERIM_ORDER,
    "C2": Status.ORDER,
    "D1": Status.ORDER,
    "E1": Status.ORDER,
    "V2": Status.ACCOMMODATED,
    "V3": Status.ACCOMMODATED,
    "V4": Status.ACCOMMODATED,
}
UNDER_ORDER = frozenset({Status.INTERIM_ORDER, Status.ORDER})
OLDER = 16
REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010"


@dataclass(frozen=True)
class Law:
    """In words, and which function signs the return itself."""

    status: Status
    function: Function
    approves: str
    asks: Sequence[str]
    visits: Sequence[Duty]


def status_of(code: str | None) -> Status:
    return CODES.get(code, Status.OTHER) if code else Status.UNKNOWN


def law_of_return(code: str | None, age: int) -> Law:
    status = status_of(code)
    if status in UNDER_ORDER:
        return Law(
            status,
            Function.RETURN_HOME,
            "An officer whom the council has nominated (regulations 15 to 19)",
            (
                "Living with a parent under an order is a placement with parents: the child stays looked after.",
                "The parent is assessed (Schedule 3) and the child’s review considers it before the decision, except "
                "in an emergency (regulation 19).",
                "A significant change of the care plan is first considered at a review (regulation 32(2)).",
            ),
            (Duty.VISIT_CONNECTED, Duty.VISIT_CONNECTED_LATER)
            if status == Status.INTERIM_ORDER
            else (Duty.VISIT_ORDER_HOME_FIRST, Duty.VISIT_ORDER_HOME),
        )
    if status == Status.ACCOMMODATED:
        older = age >= OLDER
        return Law(
            status,
            Function.RETURN_AT_16 if older else Function.RETURN_HOME,
            "The director of children’s services (regulation 39: 16 or 17 and not under a care order)"
            if older
            else "An officer whom the council has nominated (regulation 39)",
            (
                "Going home ends being looked after (regulation 39, after 20 working days or longer in care).",
                "Somebody with parental responsibility may take the child home at any time. If that happens, record "
                "it at once.",
            ),
            (),
        )
    return Law(
        status,
        Function.RETURN_HOME,
        "An officer whom the council has nominated (regulations 15 to 19 and 39)",
        (
            "Find out under which legal status the child is in care: it decides what has to be done.",
        ),
        (),
    )
