"""The tables of the children looked after return (SSDA903) and how a file is recognised as one.

Five tables are taken; the others are recognised, so that a file is never ignored in silence. A file
is known by its headings, whatever its name, column order, case or surrounding blanks.
Source: table layouts of the Department for Education's SSDA903 guide for the 2026/27 return.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from homeward.ssda903.codes import CODE_SETS


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"
    CODE = "code"
    NUMBER = "number"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Column:
    """One column; `must_fill` says that a row without a value in it is refused."""

    name: str
    kind: Kind
    must_fill: bool = False

    @property
    def codes(self) -> Mapping[str, str] | None:
        return CODE_SETS.get(self.name) if self.kind is Kind.CODE else None


@dataclass(frozen=True)
class Table:
    """One table; `known_by` are the headings without which a file is not this table."""

    name: str
    columns: tuple[Column, ...]
    known_by: tuple[str, ...]
    taken: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Match:
    """What the headings of a file say: the table, or the nearest one and what it lacks."""

    table: Table | None
    extra: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    nearest: Table | None = None


_KINDS = {"t": Kind.TEXT, "d": Kind.DATE, "c": Kind.CODE, "n": Kind.NUMBER, "p": Kind.POSTCODE}


def _table(name: str, layout: str, known_by: str, *, taken: bool = False) -> Table:
    """A layout is words of the form HEADING:kind, with ! where a value must be given."""
    columns = []
    for word in layout.split():
        heading, kind = word.rstrip("!").split(":")
        columns.append(Column(heading, _KINDS[kind], must_fill=word.endswith("!")))
    return Table(name, tuple(columns), tuple(known_by.split()), taken)


_ALL = (
    _table(
        "Header",
        "CHILD:t! SEX:c! DOB:d! ETHNIC:c UPN:t MOTHER:c MC_DOB:d",
        "CHILD SEX DOB ETHNIC",
        taken=True,
    ),
    _table(
        "Episodes",
        "CHILD:t! DECOM:d! RNE:c! LS:c! CIN:c! PLACE:c! PLACE_PROVIDER:c DEC:d REC:c"
        " REASON_PLACE_CHANGE:c HOME_POST:p PL_POST:p URN:t",
        # Without DEC and REC every episode would be read as still open.
        "CHILD DECOM RNE LS CIN PLACE DEC REC",
        taken=True,
    ),
    _table("Reviews", "CHILD:t! DOB:d REVIEW:d! REVIEW_CODE:c", "CHILD REVIEW", taken=True),
    _table(
        "Missing",
        "CHILD:t! DOB:d MISSING:c! MIS_START:d! MIS_END:d",
        "CHILD MISSING MIS_START MIS_END",
        taken=True,
    ),
    _table("UASC", "CHILD:t! SEX:c DOB:d DUC:d", "CHILD DUC", taken=True),
    _table(
        "OC2",
        "CHILD:t DOB:d SDQ_SCORE:n SDQ_REASON:c CONVICTED:c HEALTH_CHECK:c IMMUNISATIONS:c"
        " TEETH_CHECK:c HEALTH_ASSESSMENT:c SUBSTANCE_MISUSE:c INTERVENTION_RECEIVED:c"
        " INTERVENTION_OFFERED:c",
        "CHILD SDQ_SCORE",
    ),
    _table("OC3", "CHILD:t DOB:d IN_TOUCH:c ACTIV:c ACCOM:c", "CHILD IN_TOUCH"),
    _table(
        "AD1",
        "CHILD:t DOB:d DATE_INT:d DATE_MATCH:d FOSTER_CARE:c NB_ADOPTR:c SEX_ADOPTR:c LS_ADOPTR:c",
        "CHILD DATE_INT",
    ),
    _table(
        "PlacedAdoption",
        "CHILD:t DOB:d DATE_PLACED:d DATE_PLACED_CEASED:d REASON_PLACED_CEASED:c",
        "CHILD DATE_PLACED",
    ),
    # DATE_PERM may have unknown parts written ZZ, so it is text here.
    _table("PrevPerm", "CHILD:t DOB:d PREV_PERM:c LA_PERM:c DATE_PERM:t", "CHILD PREV_PERM"),
    _table(
        "SWEpisodes",
        "CHILD:t DOB:d SW_ID:t SW_DECOM:d SW_DEC:d SW_REASON:c",
        "CHILD SW_ID SW_DECOM",
    ),
    _table("DoLo", "CHILD:t DOB:d DOLO_START:d DOLO_END:d", "CHILD DOLO_START"),
)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})


def normal_heading(heading: str) -> str:
    return heading.strip().upper()


def recognise(headings: Iterable[str]) -> Match:
    """The table that these headings belong to.

    >>> recognise(["review ", "Child", "COLOUR"]).table.name
    'Reviews'
    """
    given = [name for name in map(normal_heading, headings) if name]

    def shared(table: Table) -> int:
        return len(set(table.names) & set(given))

    fitting = [table for table in TABLES.values() if set(table.known_by) <= set(given)]
    if fitting:
        table = max(fitting, key=shared)
        extra = tuple(dict.fromkeys(name for name in given if name not in table.names))
        return Match(table, extra, tuple(name for name in table.names if name not in given))

    nearest = min(TABLES.values(), key=lambda table: (_lacking(table, given), -shared(table)))
    if shared(nearest) == 0:
        return Match(None)
    absent = tuple(name for name in nearest.known_by if name not in given)
    return Match(None, absent=absent, nearest=nearest)


def _lacking(table: Table, given: list[str]) -> float:
    """The part of the headings a table is known by that a file does not have."""
    return sum(name not in given for name in table.known_by) / len(table.known_by)
