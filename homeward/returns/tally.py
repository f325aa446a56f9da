"""Counting what became of each row of a return, so that nothing is lost without a word.

Invariant: for each table of each file, rows read = taken + refused, and those taken are new, changed,
unchanged or superseded. `counted` asserts it; an import that does not add up is not kept.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass, field

from homeward.care.rules import Verdict
from homeward.ssda903 import Outcome, Return, RowSource
from homeward.ssda903.rows import Row


# Beyond this, the lines of a notice are counted and not listed.
LINES_NAMED = 10


@dataclass
class Line:
    """One table of one file."""

    table: str
    file: str
    read: int
    refused: int
    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))

    @property
    def taken(self) -> int:
        return sum(self.verdicts.values())

    def as_value(self) -> dict:
        counts = {str(verdict): count for verdict, count in self.verdicts.items()}
        return {
            "table": self.table,
            "file": self.file,
            "read": self.read,
            "taken": self.taken,
            "refused": self.refused,
            **counts,
        }


class Tally:
    def __init__(self, return_: Return, ignored: tuple[str, ...] = ()) -> None:
        self.lines = {
            report.file: Line(report.table, report.file, report.rows, report.refused)
            for report in return_.files
            if report.outcome is Outcome.TAKEN
        }
        self.refusals = [
            {
                "file": refusal.file,
                "row": refusal.row,
                "column": refusal.column,
                "value": refusal.value,
                "why": refusal.why,
                "mend": refusal.mend,
                "also": [asdict(fault) for fault in refusal.others],
            }
            for refusal in return_.refusals
        ]
        self.notices = _notices(return_, ignored)
        self._gathered: dict[tuple[str, str], list[int]] = defaultdict(list)

    def took(self, row: Row, verdict: Verdict) -> None:
        self.lines[row.source.file].verdicts[verdict] += 1

    def refuse(self, row: Row, column: str, value: str, why: str, mend: str) -> None:
        self.lines[row.source.file].refused += 1
        self.refusals.append(
            {
                "file": row.source.file,
                "row": row.source.line,
                "column": column,
                "value": value,
                "why": why,
                "mend": mend,
                "also": [],
            }
        )

    def notice(self, row: Row, message: str) -> None:
        """The same message about several rows of a file is told once, with their lines."""
        self._gathered[row.source.file, message].append(row.source.line)

    def notice_of_file(self, file: str, message: str) -> None:
        self.notices.append({"file": file, "message": message})

    def counted(self) -> dict[str, list[dict]]:
        """The report's three lists. Raises when a row was lost or counted twice."""
        for line in self.lines.values():
            if line.read != line.taken + line.refused:
                raise AssertionError(
                    f"{line.table}: {line.read} rows read are not {line.taken} taken"
                    f" and {line.refused} refused. Nothing was kept. This is a fault of Homeward."
                )
        if len(self.refusals) != sum(line.refused for line in self.lines.values()):
            raise AssertionError(
                "The refused rows and their count differ. Nothing was kept. This is a fault of Homeward."
            )
        order = ["Header", "Episodes", "Reviews", "Missing", "UASC"]
        gathered = [
            {"file": file, "message": f"{_lines(lines)}: {message}"}
            for (file, message), lines in self._gathered.items()
        ]
        return {
            "tables": [
                line.as_value()
                for line in sorted(
                    self.lines.values(), key=lambda x: (order.index(x.table), x.file)
                )
            ],
            "refusals": sorted(
                self.refusals, key=lambda refusal: (refusal["file"], refusal["row"])
            ),
            "notices": [*self.notices, *sorted(gathered, key=lambda notice: notice["file"])],
        }


def where(source: RowSource, other: RowSource) -> str:
    """Where the other row stands, seen from this one."""
    if source.file == other.file:
        return f"line {other.line}"
    return f"line {other.line} of {other.file}"


def _lines(lines: list[int]) -> str:
    named = sorted(lines)[:LINES_NAMED]
    if len(lines) == 1:
        return f"Line {named[0]}"
    more = len(lines) - len(named)
    told = ", ".join(str(line) for line in named)
    return f"Lines {told} and {more} more" if more else f"Lines {told}"


def _notices(return_: Return, ignored: tuple[str, ...]) -> list[dict]:
    notices = [
        {"file": problem.file, "message": f"{problem.what} {problem.why} {problem.mend}"}
        for problem in return_.problems
    ]
    for report in return_.files:
        if report.outcome is Outcome.NOT_TAKEN_YET:
            message = (
                f"It is the {report.table} table, with {report.rows} rows. Homeward does not take this"
                " table yet, so nothing in it was kept. Nothing needs doing."
            )
            notices.append({"file": report.file, "message": message})
        if report.extra_columns:
            message = (
                f"Columns that are not of the {report.table} table were not read:"
                f" {', '.join(report.extra_columns)}. If one is misspelt, correct its heading and import again."
            )
            notices.append({"file": report.file, "message": message})
        if report.outcome is Outcome.TAKEN and report.absent_columns:
            message = (
                f"The {report.table} table has no column {', '.join(report.absent_columns)}, so these were"
                " read as empty. If they should be there, send the file again with them."
            )
            notices.append({"file": report.file, "message": message})
    for name in ignored:
        message = (
            "It was not read, because its name does not end in .csv."
            " If it is part of the return, save it as CSV and import again."
        )
        notices.append({"file": name, "message": message})
    return notices
