"""Reads of disagreements: who answers, the pages, and what the boards are told."""

from homeward.disagreements.queries.answering import (
    NAMED_BECAUSE,
    acting_for_raiser,
    heard,
    organisation_of,
    organisation_questioned,
    raiser_is_there,
    teams_to_disagree_with,
    who_can_answer,
    whole,
)
from homeward.disagreements.queries.lists import (
    disagreements_of,
    disagreements_table,
    narrowed,
    of_child,
    of_decision,
)
from homeward.disagreements.queries.page import Page, page_of
from homeward.disagreements.queries.themes import raised_in, themes_tables


__all__ = [
    "NAMED_BECAUSE",
    "Page",
    "acting_for_raiser",
    "disagreements_of",
    "disagreements_table",
    "heard",
    "narrowed",
    "of_child",
    "of_decision",
    "organisation_of",
    "organisation_questioned",
    "page_of",
    "raised_in",
    "raiser_is_there",
    "teams_to_disagree_with",
    "themes_tables",
    "who_can_answer",
    "whole",
]
