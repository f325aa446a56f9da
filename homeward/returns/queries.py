"""Reads for the pages of returns: teams to choose from, and a report's lines as a page or a file shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from homeward.partnership.models import Partnership, Team
from homeward.partnership.rules import WorkerOnDay
from homeward.returns.models import ImportReport
from homeward.returns.rules import partnerships_of


# A spreadsheet runs a cell that begins with one of these; a quotation mark before it makes it plain text.
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


def partnerships(worker: WorkerOnDay) -> QuerySet[Partnership]:
    return Partnership.objects.filter(pk__in=partnerships_of(worker)).order_by("name")


def social_work_teams(partnership_ids: Iterable[int]) -> QuerySet[Team]:
    return Team.objects.filter(
        partnership_id__in=partnership_ids, kind=Team.Kind.SOCIAL_WORK
    ).order_by("name", "pk")


@dataclass(frozen=True)
class RefusedRow:
    """One row that was not taken, as the report shows it."""

    file: str
    row: int
    faults: tuple[dict[str, str], ...]


def refused_rows(report: ImportReport) -> list[RefusedRow]:
    return [
        RefusedRow(refusal["file"], refusal["row"], (refusal, *refusal["also"]))
        for refusal in report.refusals
    ]


def download_lines(report: ImportReport) -> Iterator[list[str]]:
    """Every refusal and every notice of a report, for a spreadsheet. No cell can run as a formula."""
    yield ["what", "file", "row", "column", "value", "why", "what to do"]
    for row in refused_rows(report):
        for fault in row.faults:
            cells = [
                row.file,
                str(row.row),
                fault["column"],
                fault["value"],
                fault["why"],
                fault["mend"],
            ]
            yield ["not taken", *(_plain(cell) for cell in cells)]
    for notice in report.notices:
        yield ["to know", _plain(notice["file"]), "", "", "", _plain(notice["message"]), ""]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUNS_IN_A_SPREADSHEET) else cell
