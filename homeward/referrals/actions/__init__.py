"""What changes a referral: writing and sending it, screening it, the panel and its signature."""

from homeward.referrals.actions.drafts import (
    remove_old_drafts,
    remove_person,
    save_person,
    save_section,
    send_draft,
    start_draft,
    throw_away_draft,
)
from homeward.referrals.actions.panel import (
    add_condition,
    arrange_sitting,
    bring_to_panel,
    declare_interest,
    papers_of,
)
from homeward.referrals.actions.referring import ReferredAdult, ReferredChild, refer
from homeward.referrals.actions.screening import answer_question, screen_referral
from homeward.referrals.actions.signing import sign_panel_decision


__all__ = [
    "ReferredAdult",
    "ReferredChild",
    "add_condition",
    "answer_question",
    "arrange_sitting",
    "bring_to_panel",
    "declare_interest",
    "papers_of",
    "refer",
    "remove_old_drafts",
    "remove_person",
    "save_person",
    "save_section",
    "screen_referral",
    "send_draft",
    "sign_panel_decision",
    "start_draft",
    "throw_away_draft",
]
