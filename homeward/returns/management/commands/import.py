"""`homeward import 903 DIR`: read a council's SSDA903 return into the record and say what became of it.

Ends with 0 when every row was taken, 1 when something was not, 2 when nothing was imported.
"""

import sys
import time
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from homeward.partnership.models import Partnership, Team
from homeward.returns.actions import CannotImport, import_903
from homeward.returns.models import ImportReport
from homeward.ssda903 import Outcome, Return, read_return


SHOWN = 20
TAKEN, SOME_REFUSED, NOTHING = 0, 1, 2
COLUMNS = ("read", "taken", "new", "changed", "unchanged", "superseded", "refused")


class Command(BaseCommand):
    help = "Read a council's return into the record: homeward import 903 DIR."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=["903"], help="which return: 903 is the SSDA903")
        parser.add_argument(
            "directory", metavar="DIR", type=Path, help="the folder with its CSV files"
        )
        parser.add_argument("--partnership", metavar="NAME", default="", help="whose return it is")
        parser.add_argument(
            "--year-ending",
            metavar="31/03/YYYY",
            default="",
            help="the last day of its collection year; without it the episodes tell",
        )
        parser.add_argument(
            "--team",
            metavar="NAME",
            default="",
            help="the social work team that looks after those now in care, and so sees their records",
        )

    def handle(
        self,
        *,
        kind: str,
        directory: Path,
        partnership: str,
        year_ending: str,
        team: str,
        **options: object,
    ) -> None:
        began = time.monotonic()
        whose = _partnership(partnership)
        named_team = _team(team, whose)
        year_end = _day(year_ending)
        if not directory.is_dir():
            raise _stop(
                f"Nothing was imported, because there is no folder {directory}."
                " Name the folder that holds the CSV files."
            )
        self.stdout.write(f"Reading {directory}")
        return_ = read_return(directory)
        files = sum(file.outcome is Outcome.TAKEN for file in return_.files)
        rows = sum(file.rows for file in return_.files if file.outcome is Outcome.TAKEN)
        self.stdout.write(f"{rows} rows in {files} files. Taking them into {whose}")
        try:
            report = import_903(
                return_,
                partnership=whose,
                year_end=year_end,
                team=named_team,
                ignored=_not_csv(directory),
                told=self._told,
            )
        except CannotImport as why:
            raise _stop(str(why)) from None
        self._say(report)
        self.stdout.write(f"Finished in {time.monotonic() - began:.1f} seconds.")
        if report.refused or _not_read(return_):
            sys.exit(SOME_REFUSED)

    def _told(self, done: int, of: int) -> None:
        self.stdout.write(f"  {done} of {of} children")
        self.stdout.flush()

    def _say(self, report: ImportReport) -> None:
        year = f" for the year to {report.year_end:%d/%m/%Y}" if report.year_end else ""
        self.stdout.write(f"\nThe return{year}: {report.taken} of {report.read} rows taken.\n\n")
        self.stdout.write(f"{'table':<10}" + "".join(f"{name:>12}" for name in COLUMNS) + "  file")
        for line in report.tables:
            counts = "".join(f"{line[name]:>12}" for name in COLUMNS)
            self.stdout.write(f"{line['table']:<10}{counts}  {line['file']}")
        if report.refusals:
            self.stdout.write("\nNot taken:")
        for refusal in report.refusals[:SHOWN]:
            for fault in (refusal, *refusal["also"]):
                self.stdout.write(
                    f"  {refusal['file']}, line {refusal['row']}, {fault['column']} “{fault['value']}”:"
                    f" {fault['why']} {fault['mend']}"
                )
        if len(report.refusals) > SHOWN:
            self.stdout.write(f"  and {len(report.refusals) - SHOWN} more, in the report.")
        if report.notices:
            self.stdout.write("\nTo know:")
        for notice in report.notices[:SHOWN]:
            where = f"{notice['file']}: " if notice["file"] else ""
            self.stdout.write(f"  {where}{notice['message']}")
        if len(report.notices) > SHOWN:
            self.stdout.write(f"  and {len(report.notices) - SHOWN} more, in the report.")
        address = reverse("returns:report", args=[report.pk])
        self.stdout.write(f"\nThe whole report, for the council's data analysts: {address}")


def _stop(message: str) -> CommandError:
    return CommandError(message, returncode=NOTHING)


def _partnership(name: str) -> Partnership:
    everyone = list(Partnership.objects.order_by("name"))
    if not everyone:
        raise _stop(
            "Nothing was imported, because there is no partnership yet for the children to belong to."
            " Found yours with: homeward set_up. To try with an invented one, run: homeward county"
        )
    chosen = [held for held in everyone if held.name == name] if name else everyone
    if len(chosen) == 1:
        return chosen[0]
    names = "; ".join(held.name for held in everyone)
    why = f"there is no partnership called {name}" if name else "there are several partnerships"
    raise _stop(f"Nothing was imported, because {why}. Name one with --partnership: {names}")


def _team(name: str, partnership: Partnership) -> Team | None:
    if not name:
        return None
    teams = Team.objects.filter(partnership=partnership, kind=Team.Kind.SOCIAL_WORK).order_by(
        "name"
    )
    chosen = [team for team in teams if team.name == name]
    if len(chosen) == 1:
        return chosen[0]
    names = "; ".join(team.name for team in teams) or "there is none yet"
    why = "more than one" if chosen else "no"
    raise _stop(
        f"Nothing was imported, because {why} social work team of {partnership} is called {name}."
        f" Its social work teams: {names}"
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        raise _stop(
            f"Nothing was imported, because {text} is not a date. Write the end of the year like 31/03/2018."
        ) from None


def _not_csv(directory: Path) -> list[str]:
    return sorted(p.name for p in directory.iterdir() if p.is_file() and p.suffix.lower() != ".csv")


def _not_read(return_: Return) -> bool:
    return any(
        file.outcome in (Outcome.NOT_RECOGNISED, Outcome.UNREADABLE) for file in return_.files
    )
