"""What changes a referral: writing and sending it, screening it, the panel and its signature."""

from homeward.referrals.actions.conditions import add_condition, meet_condition
from homeward.referrals.actions.drafts import (
    remove_old_drafts,
    remove_person,
    save_person,
    save_section,
    send_draft,
    start_draft,
    throw_away_draft,
)
from homeward.referrals.actions.eligibility import agree_eligibility
from homeward.referrals.actions.ending import let_team_go
from homeward.referrals.actions.expecting import seal_expectation
from homeward.referrals.actions.panel import bring_to_panel, papers_of
from homeward.referrals.actions.preparing import add_panel_view, send_panel_decision
from homeward.referrals.actions.referring import ReferredAdult, ReferredChild, refer
from homeward.referrals.actions.screening import answer_question, screen_referral
from homeward.referrals.actions.signing import sign_panel_decision
from homeward.referrals.actions.sittings import arrange_sitting, name_members, record_attendance
from homeward.referrals.actions.standards import set_panel_terms, set_screening_standard
from homeward.referrals.actions.taking_part import (
    declare_interest,
    name_deputy,
    note_no_interest,
    write_dissent,
)
from homeward.referrals.actions.today import NeededToday, ask_for_today, refer_crisis
from homeward.referrals.actions.waiting import review_waiting


__all__ = [
    "agree_eligibility",
    "NeededToday",
    "ask_for_today",
    "refer_crisis",
    "seal_expectation",
    "write_dissent",
    "note_no_interest",
    "name_deputy",
    "set_panel_terms",
    "record_attendance",
    "name_members",
    "let_team_go",
    "meet_condition",
    "ReferredAdult",
    "ReferredChild",
    "add_condition",
    "add_panel_view",
    "answer_question",
    "arrange_sitting",
    "bring_to_panel",
    "declare_interest",
    "papers_of",
    "refer",
    "remove_old_drafts",
    "remove_person",
    "review_waiting",
    "save_person",
    "save_section",
    "screen_referral",
    "send_draft",
    "send_panel_decision",
    "set_screening_standard",
    "sign_panel_decision",
    "start_draft",
    "throw_away_draft",
]
