"""A table of plain cells, and how it is written."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter


Cell = str | int | float | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
SHEET_NAME = 31  # characters that Excel allows
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Table:
    """`rows` are as long as `columns`; ValueError otherwise. `note` stands below the table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(
                f"{len(wrong)} rows of “{self.title}” have not {len(self.columns)} cells"
            )


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet will show and never run it."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return "'" + cell
    return cell


def as_csv(tables: Sequence[Table]) -> bytes:
    """UTF-8 with a byte-order mark, which Excel needs to read it; Windows line ends; days as dd/mm/yyyy."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([harmless(table.title)])
        writer.writerow([harmless(column) for column in table.columns])
        for row in table.rows:
            writer.writerow([_in_csv(cell) for cell in row])
        if table.note:
            writer.writerow([harmless(table.note)])
    return held.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> Cell:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else harmless(cell)


def as_excel(tables: Sequence[Table]) -> bytes:
    """A sheet for each table, its columns as wide as they need, filtered and frozen at the head."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, table in zip(_sheet_names(tables), tables, strict=True):
        sheet = book.add_worksheet(name)
        for place, column in enumerate(table.columns):
            longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
            sheet.set_column(place, place, min(60, max(len(column), longest, 8) + 2))
            sheet.write_string(0, place, column, bold)
        for line, row in enumerate(table.rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(line, place, cell)
                elif cell is not None:
                    sheet.write_number(line, place, cell)
        if table.note:
            sheet.write_string(len(table.rows) + 2, 0, table.note)
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return held.getvalue()


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """As Excel allows: short, without marks, and no two alike."""
    names: list[str] = []
    for table in tables:
        name = table.title.translate(NOT_IN_SHEET_NAMES).strip()[:SHEET_NAME] or "Table"
        number = 2
        while name.casefold() in {used.casefold() for used in names}:
            name = f"{name[: SHEET_NAME - 4]} {number}"
            number += 1
        names.append(name)
    return names
