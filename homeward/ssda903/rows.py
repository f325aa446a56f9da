"""What reading a 903 return gives: typed rows, refused rows, and a report of each file.

Of each row read from a table that is taken there is either one typed row or one refusal.
Source of the columns: `homeward.ssda903.layouts`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.ssda903.facts import Episode


@dataclass(frozen=True, order=True)
class RowSource:
    """Where a row stands: the file, and its line as a spreadsheet numbers it (headings are 1)."""

    file: str
    line: int


@dataclass(frozen=True)
class HeaderRow:
    child: str
    sex: str
    dob: date
    ethnic: str
    upn: str
    mother: str
    mc_dob: date | None
    source: RowSource


@dataclass(frozen=True)
class EpisodeRow:
    child: str
    decom: date
    rne: str
    ls: str
    cin: str
    place: str
    place_provider: str
    dec: date | None
    rec: str
    reason_place_change: str
    home_post: str
    pl_post: str
    urn: str
    source: RowSource

    @property
    def episode(self) -> Episode:
        return Episode(
            decom=self.decom,
            rne=self.rne,
            ls=self.ls,
            cin=self.cin,
            place=self.place,
            place_provider=self.place_provider,
            dec=self.dec,
            rec=self.rec,
            reason_place_change=self.reason_place_change,
            home_post=self.home_post,
            pl_post=self.pl_post,
            urn=self.urn,
        )


@dataclass(frozen=True)
class ReviewRow:
    child: str
    dob: date | None
    review: date
    review_code: str
    source: RowSource


@dataclass(frozen=True)
class MissingRow:
    child: str
    dob: date | None
    missing: str
    mis_start: date
    mis_end: date | None
    source: RowSource


@dataclass(frozen=True)
class UascRow:
    child: str
    sex: str
    dob: date | None
    duc: date | None
    source: RowSource


Row = HeaderRow | EpisodeRow | ReviewRow | MissingRow | UascRow


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a row, the value as the file has it, and how to mend it."""

    column: str
    value: str
    why: str
    mend: str


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken. The first fault is told at the top, any others in `others`."""

    file: str
    row: int
    column: str
    value: str
    why: str
    mend: str
    table: str
    others: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class FileProblem:
    """Something about a whole file, or the folder, that somebody must look at."""

    file: str
    what: str
    why: str
    mend: str


class Outcome(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    NOT_TAKEN_YET = "recognised, not taken yet"
    NOT_RECOGNISED = "not recognised"
    UNREADABLE = "not readable"


@dataclass(frozen=True)
class FileReport:
    """One file. `rows` = `typed` + `refused` when it was taken; otherwise both of those are 0."""

    file: str
    outcome: Outcome
    table: str = ""
    rows: int = 0
    typed: int = 0
    refused: int = 0
    extra_columns: tuple[str, ...] = ()
    absent_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Return:
    """All that a folder of 903 files held."""

    headers: tuple[HeaderRow, ...] = ()
    episodes: tuple[EpisodeRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    uasc: tuple[UascRow, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    files: tuple[FileReport, ...] = ()

    @property
    def collection_year_end(self) -> date | None:
        """The 31 March on or after the latest event in the rows taken; None without any.

        Dates of birth and of the end of UASC status are left out: they may lie in other years.
        """
        days = [row.review for row in self.reviews]
        days += [day for row in self.episodes for day in (row.decom, row.dec) if day]
        days += [day for row in self.missing for day in (row.mis_start, row.mis_end) if day]
        return _march_after(days)

    @property
    def year_end_by_starts(self) -> date | None:
        """The 31 March on or after the latest start of an episode; None without any.

        One review planned, or one date mistyped, for a later year moves `collection_year_end`.
        A return starts no episode after its year, and ends one at most a day later, so this holds.
        """
        return _march_after([row.decom for row in self.episodes])


def _march_after(days: list[date]) -> date | None:
    if not days:
        return None
    latest = max(days)
    this_year = date(latest.year, 3, 31)
    return this_year if latest <= this_year else date(latest.year + 1, 3, 31)
