"""The cells of one row of a 903 table: trimmed, upper-cased, dated, and what is wrong with them.

Source: table layouts of the SSDA903 guide, 2026/27. An episode lasts at least one night, so it
cannot end on the day it begins; a child may go missing and be found on one day.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from homeward.ssda903.codes import normal_code
from homeward.ssda903.layouts import Column, Kind, Table
from homeward.ssda903.rows import Fault


# Longer than any value of the return: beyond this a cell holds something else.
LONGEST_CELL = 60
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


@dataclass
class Cells:
    """One row by heading: as the file gives it, as we read it, and the faults found in it."""

    raw: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def given(self, column: str) -> str:
        return self.raw.get(column, "")

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    def day(self, column: str) -> date | None:
        return self.days.get(column)

    def required_day(self, column: str) -> date:
        """A date that a row without faults always has."""
        return self.days[column]

    def says_the_same(self, other: "Cells") -> bool:
        filled = {name: text for name, text in self.texts.items() if text}
        return filled == {name: text for name, text in other.texts.items() if text}

    def refuse(self, column: str, why: str, mend: str) -> None:
        self.faults.append(Fault(column, self.given(column), why, mend))


def read_cells(table: Table, headings: list[str], raw: tuple[str, ...]) -> Cells:
    """The cells of a row; `faults` is empty when the row can be taken as far as it alone tells."""
    cells = Cells()
    if _ragged(headings, raw, cells):
        return cells
    for column in table.columns:
        if column.name in headings:
            cells.raw[column.name] = raw[headings.index(column.name)].strip()
        _read_cell(column, cells)
    _check_order(table, cells)
    return cells


def _ragged(headings: list[str], raw: tuple[str, ...], cells: Cells) -> bool:
    surplus = [cell for cell in raw[len(headings) :] if cell.strip()]
    if len(raw) >= len(headings) and not surplus:
        # Empty cells after the last heading lose nothing; spreadsheets leave them.
        return False
    many = len(raw) > len(headings)
    cells.refuse(
        headings[-1],
        f"The row has {len(raw)} cells and there are {len(headings)} headings,"
        f" so it has too {'many' if many else 'few'} and values may stand under the wrong one.",
        "Look for a comma inside a value and put quotation marks around that value."
        if many
        else "Look for a row broken in two, or for cells missing at its end.",
    )
    return True


def _read_cell(column: Column, cells: Cells) -> None:
    given = cells.given(column.name)
    text = normal_code(column.name, given.upper())
    cells.texts[column.name] = text
    if not text:
        if column.must_fill:
            cells.refuse(
                column.name, f"{column.name} has no value, and every row needs one.", "Fill it in."
            )
    elif column.kind is Kind.DATE:
        _read_day(column, text, cells)
    elif len(text) > LONGEST_CELL:
        cells.refuse(
            column.name,
            f"{column.name} is longer than {LONGEST_CELL} characters, which no value of it is.",
            "Check that the value stands in the right column.",
        )
    elif column.codes is not None and text not in column.codes:
        cells.refuse(
            column.name,
            f"{column.name} is not a code of the return.",
            _codes_to_choose(column),
        )


def _codes_to_choose(column: Column) -> str:
    codes = list(column.codes or {})
    if len(codes) > 20:
        return f"Look up the code for {column.name} in the guide to the return and correct it."
    return f"Use one of {', '.join(codes)}."


def _read_day(column: Column, text: str, cells: Cells) -> None:
    written = _DATE.fullmatch(text)
    day = None
    if written:
        number = [int(part) for part in written.groups()]
        try:
            day = date(number[2], number[1], number[0])
        except ValueError:
            day = None
    if day is None:
        cells.refuse(
            column.name,
            f"{column.name} is not a date of the calendar written as day/month/year.",
            "Write it like 31/03/2026.",
        )
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        cells.refuse(
            column.name,
            f"{column.name} is not in a year from {FIRST_YEAR} to {LAST_YEAR}.",
            "Correct the year.",
        )
    else:
        cells.days[column.name] = day


def _check_order(table: Table, cells: Cells) -> None:
    if table.name == "Episodes":
        start, end = cells.day("DECOM"), cells.day("DEC")
        if start and end and end == start:
            cells.refuse(
                "DEC",
                "The episode ends on the day it begins (DEC is the same as DECOM)."
                " An episode of the return includes at least one night.",
                "Correct DEC or DECOM. If the child did not stay a night, take the row out.",
            )
        elif start and end and end < start:
            cells.refuse(
                "DEC",
                "The episode ends before it begins (DEC is before DECOM).",
                "Correct DEC or DECOM.",
            )
    if table.name == "Missing":
        start, end = cells.day("MIS_START"), cells.day("MIS_END")
        if start and end and end < start:
            cells.refuse(
                "MIS_END",
                "The child is found before going missing (MIS_END is before MIS_START).",
                "Correct MIS_END or MIS_START.",
            )
