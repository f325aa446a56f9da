"""How children are counted, and how long recording takes. Nobody is ever scored or ranked: no child, no worker."""

from homeward.insight.rules.catalogue import (
    DESCRIBED,
    NOT_ASKED,
    Described,
    asked_of_each,
    path_of_form,
)
from homeward.insight.rules.children import (
    AGE_BANDS,
    DISABLED,
    ETHNIC_GROUPS,
    PATHS,
    band_of,
    ethnic_group,
    path_of,
)
from homeward.insight.rules.equality import (
    EqualityQuarter,
    equality_counted,
    line_of,
    may_read_equality_counts,
)
from homeward.insight.rules.recording import (
    EDGES,
    FEWEST,
    LEFT_OPEN,
    LONGEST,
    MONTHS_BACK,
    SEVERAL_SITTINGS,
    TAKEN,
    FormTimes,
    Spent,
    in_words,
    measured_from,
    month_after,
    spent,
    taken_in,
)


__all__ = [
    "line_of",
    "may_read_equality_counts",
    "equality_counted",
    "EqualityQuarter",
    "AGE_BANDS",
    "DESCRIBED",
    "DISABLED",
    "EDGES",
    "ETHNIC_GROUPS",
    "FEWEST",
    "LEFT_OPEN",
    "LONGEST",
    "MONTHS_BACK",
    "NOT_ASKED",
    "PATHS",
    "SEVERAL_SITTINGS",
    "TAKEN",
    "Described",
    "FormTimes",
    "Spent",
    "asked_of_each",
    "band_of",
    "ethnic_group",
    "in_words",
    "measured_from",
    "month_after",
    "path_of",
    "path_of_form",
    "spent",
    "taken_in",
]
