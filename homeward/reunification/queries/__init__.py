"""Reads of going home: the facts of plans, a plan's page, the chronology, and what waits."""

from homeward.reunification.queries.child import GoingHome, going_home
from homeward.reunification.queries.facts import (
    as_judged,
    class_words,
    facts_of,
    facts_of_one,
    function_of,
    inputs_of,
    is_last_class,
    last_plan,
    lawful,
    legal_code,
    to_ask,
)
from homeward.reunification.queries.history import chronology, earlier_returns
from homeward.reunification.queries.page import (
    agreement_of,
    family_of,
    goals_of,
    plan_page,
    words_on_plans,
)
from homeward.reunification.queries.waiting import Waiting, waiting


__all__ = [
    "GoingHome",
    "Waiting",
    "agreement_of",
    "as_judged",
    "chronology",
    "class_words",
    "earlier_returns",
    "facts_of",
    "facts_of_one",
    "family_of",
    "function_of",
    "goals_of",
    "going_home",
    "is_last_class",
    "inputs_of",
    "last_plan",
    "lawful",
    "legal_code",
    "plan_page",
    "to_ask",
    "waiting",
    "words_on_plans",
]
