"""Scores and what may be written down of them: see each module for what it decides, and by which source."""

from homeward.measures.rules.attendance import called, share
from homeward.measures.rules.bandings import BANDINGS, Banding, Bands, band_of, banding_of
from homeward.measures.rules.care import MONTHS as ASKED_AFTER
from homeward.measures.rules.care import is_asked_for
from homeward.measures.rules.change import (
    RELIABLE,
    Measured,
    Reliable,
    change_told,
    mean_of_goals,
    reliable_change,
)
from homeward.measures.rules.licences import may_end, may_hold, may_keep_licences
from homeward.measures.rules.lines import Box, Line, drawn, placed
from homeward.measures.rules.recording import (
    may_be_corrected,
    may_be_scored,
    may_be_scores,
    may_enter_answers,
    may_have_attended,
    may_have_been,
    may_have_been_answered,
)
from homeward.measures.rules.sdq import (
    IMPACT_QUESTIONS,
    INFORMANTS,
    QUESTIONS,
    Answers,
    Informant,
    Scale,
    Scores,
    impact_score,
    most,
    scores_of,
)


__all__ = [
    "ASKED_AFTER",
    "BANDINGS",
    "IMPACT_QUESTIONS",
    "INFORMANTS",
    "QUESTIONS",
    "RELIABLE",
    "Answers",
    "Banding",
    "Bands",
    "Box",
    "Informant",
    "Line",
    "Measured",
    "Reliable",
    "Scale",
    "Scores",
    "band_of",
    "banding_of",
    "called",
    "change_told",
    "drawn",
    "impact_score",
    "is_asked_for",
    "may_be_corrected",
    "may_be_scored",
    "may_be_scores",
    "may_end",
    "may_enter_answers",
    "may_have_attended",
    "may_have_been",
    "may_have_been_answered",
    "may_hold",
    "may_keep_licences",
    "mean_of_goals",
    "most",
    "placed",
    "reliable_change",
    "scores_of",
    "share",
]
