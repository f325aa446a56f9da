"""Reading a folder of 903 files into typed rows, and saying why a row or a file is not taken.

Decides what a row must have by itself to be taken: required values, dates, known codes, dates in
order, and that its key is new. What depends on the record (is this child known?) is not asked here.
Source: table layouts and keys of the SSDA903 guide, 2026/27 (`homeward.ssda903.layouts`).
"""

from collections.abc import Callable
from pathlib import Path

from homeward.ssda903 import rows as r
from homeward.ssda903.cells import Cells, read_cells
from homeward.ssda903.files import Sheet, open_sheet
from homeward.ssda903.layouts import TABLES, Match, Table, normal_heading, recognise


def _header(cells: Cells, source: r.RowSource) -> r.HeaderRow:
    return r.HeaderRow(
        child=cells.text("CHILD"),
        sex=cells.text("SEX"),
        dob=cells.required_day("DOB"),
        ethnic=cells.text("ETHNIC"),
        upn=cells.text("UPN"),
        mother=cells.text("MOTHER"),
        mc_dob=cells.day("MC_DOB"),
        source=source,
    )


def _episode(cells: Cells, source: r.RowSource) -> r.EpisodeRow:
    return r.EpisodeRow(
        child=cells.text("CHILD"),
        decom=cells.required_day("DECOM"),
        rne=cells.text("RNE"),
        ls=cells.text("LS"),
        cin=cells.text("CIN"),
        place=cells.text("PLACE"),
        place_provider=cells.text("PLACE_PROVIDER"),
        dec=cells.day("DEC"),
        rec=cells.text("REC"),
        reason_place_change=cells.text("REASON_PLACE_CHANGE"),
        home_post=cells.text("HOME_POST"),
        pl_post=cells.text("PL_POST"),
        urn=cells.text("URN"),
        source=source,
    )


def _review(cells: Cells, source: r.RowSource) -> r.ReviewRow:
    return r.ReviewRow(
        child=cells.text("CHILD"),
        dob=cells.day("DOB"),
        review=cells.required_day("REVIEW"),
        review_code=cells.text("REVIEW_CODE"),
        source=source,
    )


def _missing(cells: Cells, source: r.RowSource) -> r.MissingRow:
    return r.MissingRow(
        child=cells.text("CHILD"),
        dob=cells.day("DOB"),
        missing=cells.text("MISSING"),
        mis_start=cells.required_day("MIS_START"),
        mis_end=cells.day("MIS_END"),
        source=source,
    )


def _uasc(cells: Cells, source: r.RowSource) -> r.UascRow:
    return r.UascRow(
        child=cells.text("CHILD"),
        sex=cells.text("SEX"),
        dob=cells.day("DOB"),
        duc=cells.day("DUC"),
        source=source,
    )


MAKE_ROW: dict[str, Callable[[Cells, r.RowSource], r.Row]] = {
    "Header": _header,
    "Episodes": _episode,
    "Reviews": _review,
    "Missing": _missing,
    "UASC": _uasc,
}

# The columns no two rows may share. A table without a key may not hold the same row twice.
KEYS: dict[str, tuple[str, ...]] = {
    "Header": ("CHILD",),
    "Episodes": ("CHILD", "DECOM"),
    "Reviews": TABLES["Reviews"].names,
    "Missing": TABLES["Missing"].names,
    "UASC": ("CHILD",),
}


class _Taking:
    """What has been taken so far, over all the files of a return."""

    def __init__(self) -> None:
        self.rows: dict[str, list[r.Row]] = {name: [] for name in MAKE_ROW}
        self.seen: dict[tuple[str, ...], tuple[Cells, r.RowSource]] = {}
        self.refusals: list[r.Refusal] = []
        self.problems: list[r.FileProblem] = []
        self.files: list[r.FileReport] = []


def read_return(directory: Path) -> r.Return:
    """Everything in the CSV files of a folder (not in folders below it). Bad data never raises."""
    taking = _Taking()
    for path in _csv_files(directory, taking):
        sheet = open_sheet(path)
        if isinstance(sheet, r.FileProblem):
            taking.problems.append(sheet)
            taking.files.append(r.FileReport(path.name, r.Outcome.UNREADABLE))
        else:
            taking.files.append(_read_sheet(path.name, sheet, taking))
    taken = taking.rows
    return r.Return(
        headers=tuple(row for row in taken["Header"] if isinstance(row, r.HeaderRow)),
        episodes=tuple(row for row in taken["Episodes"] if isinstance(row, r.EpisodeRow)),
        reviews=tuple(row for row in taken["Reviews"] if isinstance(row, r.ReviewRow)),
        missing=tuple(row for row in taken["Missing"] if isinstance(row, r.MissingRow)),
        uasc=tuple(row for row in taken["UASC"] if isinstance(row, r.UascRow)),
        refusals=tuple(taking.refusals),
        problems=tuple(taking.problems),
        files=tuple(taking.files),
    )


def _csv_files(directory: Path, taking: _Taking) -> list[Path]:
    try:
        paths = [path for path in directory.iterdir() if path.suffix.lower() == ".csv"]
        paths = sorted(path for path in paths if path.is_file())
    except OSError:
        paths = []
    if not paths:
        taking.problems.append(
            r.FileProblem(
                directory.name,
                "There was nothing to read.",
                "The folder holds no CSV files, or cannot be opened.",
                "Put the files of the return in it, with names that end in .csv, and try again.",
            )
        )
    return paths


def _read_sheet(file: str, sheet: Sheet, taking: _Taking) -> r.FileReport:
    match = recognise(sheet.headings)
    table = match.table
    if table is None:
        taking.problems.append(_not_recognised(file, match))
        return r.FileReport(file, r.Outcome.NOT_RECOGNISED, rows=len(sheet.rows))

    headings = [normal_heading(heading) for heading in sheet.headings]
    twice = [name for name in table.names if headings.count(name) > 1]
    if twice:
        taking.problems.append(
            r.FileProblem(
                file,
                f"The file was not read: it has the heading {', '.join(twice)} more than once.",
                "We cannot tell which of the columns is meant.",
                "Take out the column that is not wanted and send the file again.",
            )
        )
        return r.FileReport(file, r.Outcome.UNREADABLE, table.name, len(sheet.rows))

    if not sheet.rows:
        taking.problems.append(
            r.FileProblem(
                file,
                "The file has headings but no rows.",
                f"It is the {table.name} table with nobody in it.",
                "If there is nobody to report, nothing needs doing. If not, send the file again.",
            )
        )
    outcome = r.Outcome.TAKEN if table.taken else r.Outcome.NOT_TAKEN_YET
    typed = _take_rows(file, table, headings, sheet, taking) if table.taken else 0
    return r.FileReport(
        file,
        outcome,
        table.name,
        rows=len(sheet.rows),
        typed=typed,
        refused=len(sheet.rows) - typed if table.taken else 0,
        extra_columns=match.extra + _without_heading(sheet),
        absent_columns=match.absent,
    )


def _without_heading(sheet: Sheet) -> tuple[str, ...]:
    """Columns that hold something under no heading; empty ones are only a spreadsheet's habit."""
    blank = [n for n, heading in enumerate(sheet.headings) if not heading.strip()]
    return tuple(
        f"column {n + 1}, which has no heading"
        for n in blank
        if any(cells[n].strip() for _, cells in sheet.rows if n < len(cells))
    )


def _not_recognised(file: str, match: Match) -> r.FileProblem:
    if match.nearest is None:
        why = "None of its headings is one of a 903 table. The first row must hold the headings."
    else:
        absent = ", ".join(match.absent)
        why = f"It is nearest to the {match.nearest.name} table, but has no column {absent}."
    return r.FileProblem(
        file,
        "The file was not recognised, so nothing in it was read.",
        why,
        "Add what is missing, or take the file out of the folder if it is not part of the return.",
    )


def _take_rows(file: str, table: Table, headings: list[str], sheet: Sheet, taking: _Taking) -> int:
    """Take or refuse every row; gives how many were taken."""
    taken = 0
    for line, raw in sheet.rows:
        source = r.RowSource(file, line)
        cells = read_cells(table, headings, raw)
        faults = cells.faults or _same_as_before(table, cells, source, taking)
        if faults:
            taking.refusals.append(_refusal(table, source, faults))
        else:
            taking.rows[table.name].append(MAKE_ROW[table.name](cells, source))
            taken += 1
    return taken


def _refusal(table: Table, source: r.RowSource, faults: list[r.Fault]) -> r.Refusal:
    first, *others = faults
    return r.Refusal(
        source.file,
        source.line,
        first.column,
        first.value,
        first.why,
        first.mend,
        table.name,
        tuple(others),
    )


def _same_as_before(
    table: Table, cells: Cells, source: r.RowSource, taking: _Taking
) -> list[r.Fault]:
    columns = KEYS[table.name]
    key = (table.name, *(cells.text(column) for column in columns))
    if key not in taking.seen:
        taking.seen[key] = (cells, source)
        return []

    earlier, at = taking.seen[key]
    where = f"at line {at.line}" if at.file == source.file else f"at line {at.line} of {at.file}"
    value = " ".join(cells.given(column) for column in columns[:2]).strip()
    if cells.says_the_same(earlier):
        why = f"The same row is already {where}."
        mend = "Nothing is lost. Take out one of the two rows."
    else:
        thing = "episode (the same CHILD and DECOM)" if table.name == "Episodes" else "child"
        why = f"This {thing} is already {where}, with other details."
        mend = "Keep the row that is right and take out the other."
    return [r.Fault(columns[0], value, why, mend)]
