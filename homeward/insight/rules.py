"""How a child is counted: path, age band, ethnic group, and what was said of their background. No child is scored.

What both boards are told of each quarter's children hides counts of 1 to 4 (`analysis.disclosure`), as the counts of
children who were missing do. Of few children nothing is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.access.rules import Answer, refuse
from homeward.analysis.cohort import Path
from homeward.analysis.disclosure import hide_small, hide_total
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.boards import FOR_BOARDS, may_read_for_boards
from homeward.people.rules import ABOUT, DISABILITY, About, Said
from homeward.referrals.rules import Outcome, PanelOutcome


AGE_BANDS = ((0, "under 1"), (1, "1 to 4"), (5, "5 to 9"), (10, "10 to 15"), (16, "16 and over"))

# First letters of the ethnicity codes of the SSDA903 (guide 2025 to 2026, code set 1) and their groups.
ETHNIC_GROUPS = {
    "W": "White",
    "M": "Mixed or multiple",
    "A": "Asian or Asian British",
    "B": "Black or Black British",
    "C": "Chinese or any other",
    "O": "Chinese or any other",
    "R": "Refused to say",
    "N": "Not known",
}

DISABLED = {True: "Disabled", False: "Not disabled", None: "Not known"}

PATHS = {
    Outcome.NOT_ELIGIBLE: Path.NOT_ELIGIBLE,
    Outcome.TOO_RISKY: Path.NOT_ELIGIBLE,
    Outcome.FAMILY_DECLINED: Path.FAMILY_DECLINED,
    Outcome.NO_CAPACITY: Path.NO_CAPACITY,
    Outcome.REDIRECTED: Path.REDIRECTED,
}


def path_of(screened: str | None, decided: str | None) -> Path:
    """Where a referral stands that no panel agreed to."""
    if decided == PanelOutcome.NOT_AGREED:
        return Path.NOT_AGREED
    return PATHS.get(Outcome(screened), Path.WAITING) if screened else Path.WAITING


def band_of(age: int, bands: tuple[tuple[int, str], ...]) -> str:
    """The band of a whole number of years; before birth counts as the first."""
    return next((name for least, name in reversed(bands) if age >= least), bands[0][1])


def ethnic_group(code: str) -> str:
    return ETHNIC_GROUPS.get(code[:1].upper(), "Not known") if code else "Not known"


PREFERS_NOT, NOT_ASKED, SAID = "Prefers not to say", "Not asked", "Said"
ENGLISH, ANOTHER = "English", "Another language"
# The lines of each breakdown. No return has codes for a religion: counted is only whether it was said.
LINES = {
    About.ETHNICITY: [
        *dict.fromkeys(group for letter, group in ETHNIC_GROUPS.items() if letter not in "RN")
    ],
    About.LANGUAGE: [ENGLISH, ANOTHER],
    About.DISABILITY: [*DISABILITY.values()],
    About.RELIGION: [SAID],
}


def may_read_equality_counts(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_read_for_boards(
        worker,
        partnership_id,
        FOR_BOARDS,
        otherwise=refuse(
            "heads of service, directors and analysts read whom the service reaches",
            "What one child said stands on their page, under About.",
        ),
    )


def line_of(about: About, said: Said | None) -> str:
    """In which line a child is counted."""
    if said is None:
        return NOT_ASKED
    if said.prefers_not:
        return PREFERS_NOT
    match about:
        case About.ETHNICITY:
            return ethnic_group(said.said)
        case About.LANGUAGE:
            return ENGLISH if said.said.strip().casefold() == "english" else ANOTHER
        case About.DISABILITY:
            return DISABILITY[said.said]
    return SAID


@dataclass(frozen=True)
class EqualityQuarter:
    """What is told of one quarter. A count is None where it is hidden."""

    total: int | None
    lines: dict[About, dict[str, int | None]]


def equality_counted(children: Sequence[Mapping[About, Said | None]]) -> EqualityQuarter:
    """`children`: what was said of each."""
    total = hide_total(len(children))
    told: dict[About, dict[str, int | None]] = {}
    for about in ABOUT:
        counts = dict.fromkeys([*LINES[about], PREFERS_NOT, NOT_ASKED], 0)
        for one in children:
            counts[line_of(about, one.get(about))] += 1
        told[about] = dict.fromkeys(counts) if total is None else {**hide_small(counts)}
    return EqualityQuarter(total, told)
