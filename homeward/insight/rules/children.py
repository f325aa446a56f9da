"""How a child is counted: path, age band, ethnic group, and what was said of their background. No child is scored.

What both boards are told of each quarter's children hides counts of 1 to 4 (`analysis.disclosure`), as the counts of
children who were missing do. Of few children nothing is told.
"""

from homeward.analysis.cohort import Path
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
