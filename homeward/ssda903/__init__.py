"""The children looked after return (SSDA903) as a library: read it, and turn it into dated facts.

It knows no Django and no database, so that a form, a command or an analyst can use it alone.
"""

from homeward.ssda903.episodes import episodes_of, facts_of, merge, overlapping
from homeward.ssda903.facts import (
    Begins,
    Episode,
    Facts,
    LegalStatus,
    Need,
    PeriodOfCare,
    Placement,
)
from homeward.ssda903.layouts import TABLES, recognise
from homeward.ssda903.reading import read_return
from homeward.ssda903.rows import (
    EpisodeRow,
    Fault,
    FileProblem,
    FileReport,
    HeaderRow,
    MissingRow,
    Outcome,
    Refusal,
    Return,
    ReviewRow,
    RowSource,
    UascRow,
)


__all__ = [
    "TABLES",
    "Begins",
    "Episode",
    "EpisodeRow",
    "Facts",
    "Fault",
    "FileProblem",
    "FileReport",
    "HeaderRow",
    "LegalStatus",
    "MissingRow",
    "Need",
    "Outcome",
    "PeriodOfCare",
    "Placement",
    "Refusal",
    "Return",
    "ReviewRow",
    "RowSource",
    "UascRow",
    "episodes_of",
    "facts_of",
    "merge",
    "overlapping",
    "read_return",
    "recognise",
]
