"""What a 903 return's episodes say about one child, as episodes and as dated facts.

`Episode` is the return's way of telling a child's time in care; the other classes are the record's.
`homeward.ssda903.episodes` derives each from the other. Ends are the first day no longer covered.

Source: Department for Education, SSDA903 guide, episode table.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Begins(StrEnum):
    """Why a legal status or a placement began."""

    START = "start"  # the period of care began
    CHANGE = "change"  # a new legal status, or a move to a new carer
    SAME_CARER = "same carer"  # the placement changed, the carer did not
    RESTATED = "restated"  # the return gives other details and declares no change


@dataclass(frozen=True)
class Episode:
    """One care episode of one child. `dec` is None while it is open; empty text is not stated."""

    decom: date
    rne: str
    ls: str
    cin: str
    place: str
    place_provider: str = ""
    dec: date | None = None
    rec: str = ""
    reason_place_change: str = ""
    home_post: str = ""
    pl_post: str = ""
    urn: str = ""


@dataclass(frozen=True)
class PeriodOfCare:
    """One unbroken time in care. `begins_with` is the RNE of its first episode."""

    start: date
    end: date | None
    begins_with: str
    reason_ceased: str


@dataclass(frozen=True)
class LegalStatus:
    code: str
    start: date
    end: date | None
    begins: Begins


@dataclass(frozen=True)
class Placement:
    """One placement. `reason_place_change` is why it ended, where a change ended it."""

    place: str
    provider: str
    urn: str
    pl_post: str
    home_post: str
    reason_place_change: str
    start: date
    end: date | None
    begins: Begins


@dataclass(frozen=True)
class Need:
    code: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Facts:
    """All facts of one child that a return's episodes hold, each kind in order of start."""

    periods: tuple[PeriodOfCare, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()
    placements: tuple[Placement, ...] = ()
    needs: tuple[Need, ...] = ()
