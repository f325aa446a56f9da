"""Rules of sharing: what is agreed, who is entitled to what, what is closed."""

from homeward.sharing.rules.deciding import (
    may_ask_what_could,
    may_close_record,
    may_end,
    may_end_work,
    may_name,
    may_review_glass,
)
from homeward.sharing.rules.seeing import (
    Broken,
    Closed,
    Entitlement,
    FactsOfChild,
    Level,
    RestrictionKind,
    Working,
    during,
    entitlement,
    may_break_glass,
)


__all__ = [
    "Broken",
    "Closed",
    "Entitlement",
    "FactsOfChild",
    "Level",
    "RestrictionKind",
    "Working",
    "during",
    "entitlement",
    "may_ask_what_could",
    "may_break_glass",
    "may_close_record",
    "may_end",
    "may_end_work",
    "may_name",
    "may_review_glass",
]
