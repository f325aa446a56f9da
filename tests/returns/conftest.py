"""Small returns made by hand: tables as lists of rows, written as a council's system would."""

from pathlib import Path

import pytest
from django.apps import apps

from homeward.returns.actions import import_903
from homeward.ssda903 import read_return


HEADINGS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "uasc": "CHILD,SEX,DOB,DUC",
}
# One invented child of the year to 31 March 2018, looked after since 10 May 2017.
ASH = "101,M,04/05/2010,WBRI,A123456789012,,"
ASH_OPEN = "101,10/05/2017,S,C2,N1,U4,PR1,,,,EX1 1AA,EX2 2BB,SC12345"
ASH_CLOSED = "101,10/05/2017,S,C2,N1,U4,PR1,20/09/2018,X1,CARPL,EX1 1AA,EX2 2BB,SC12345"
ASH_MOVED = "101,20/09/2018,P,C2,N1,K2,PR4,,,,EX1 1AA,EX3 3CC,SC54321"


class Returns:
    def __init__(self, folder: Path, partnership) -> None:
        self.folder, self.partnership, self.number = folder, partnership, 0

    def written(self, **tables) -> Path:
        """A folder with one file for each table; each row is one line."""
        self.number += 1
        folder = self.folder / str(self.number)
        folder.mkdir()
        for name, rows in tables.items():
            (folder / f"{name}.csv").write_text("\r\n".join([HEADINGS[name], *rows]) + "\r\n")
        return folder

    def read(self, year_end=None, *, by=None, team=None, told=None, **tables):
        return import_903(
            read_return(self.written(**tables)),
            partnership=self.partnership,
            year_end=year_end,
            by=by,
            team=team,
            told=told,
        )


@pytest.fixture
def returns(cast, tmp_path) -> Returns:
    return Returns(tmp_path, cast.partnership)


@pytest.fixture
def counts():
    """The line of one table of a report: read, taken, new, changed, unchanged, superseded, refused."""

    def of(report, table):
        (line,) = [line for line in report.tables if line["table"] == table]
        return {name: value for name, value in line.items() if name not in ("table", "file")}

    return of


@pytest.fixture
def every_row():
    """Every row of every table, save the reports and the trail's lines, which tell of each import."""
    told = {"returns.importreport", "trail.entry"}

    def now():
        return {
            model._meta.label_lower: list(model.objects.order_by("pk").values())
            for model in apps.get_models()
            if model.__module__.startswith("homeward.") and model._meta.label_lower not in told
        }

    return now
