"""Rules of disagreements: who answers by when, who may do what, and what the boards are told."""

from homeward.disagreements.rules.acting import (
    Answered,
    Standing,
    may_add_side,
    may_answer,
    may_be_with,
    may_end_it,
    may_raise,
    may_raise_further,
    may_settle,
    may_withdraw,
    unheard,
)
from homeward.disagreements.rules.levels import (
    LEVELS,
    WEIGH_DAYS,
    Candidate,
    Level,
    who_answers,
    why_barred,
)
from homeward.disagreements.rules.themes import (
    STATES,
    THEMES,
    Counted,
    Quarter,
    Raised,
    Theme,
    counted,
    may_read_themes,
)


__all__ = [
    "LEVELS",
    "STATES",
    "THEMES",
    "WEIGH_DAYS",
    "Answered",
    "Candidate",
    "Counted",
    "Level",
    "Quarter",
    "Raised",
    "Standing",
    "Theme",
    "counted",
    "may_add_side",
    "may_answer",
    "may_be_with",
    "may_end_it",
    "may_raise",
    "may_raise_further",
    "may_read_themes",
    "may_settle",
    "may_withdraw",
    "unheard",
    "who_answers",
    "why_barred",
]
