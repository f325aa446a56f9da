"""Reads for the pages of referrals and the panel, always for one worker on one day. One file a subject."""

from homeward.referrals.queries import standards
from homeward.referrals.queries.eligibility import (
    Advised,
    advised,
    eligibility_on,
    eligibility_versions,
    last_check,
)
from homeward.referrals.queries.expecting import as_sealed
from homeward.referrals.queries.minute import minute_of
from homeward.referrals.queries.narrowing import narrowed, teams
from homeward.referrals.queries.panel import (
    Signing,
    agenda,
    coming_sittings,
    counted,
    is_recused,
    may_sign_item,
    not_declared,
    papers,
    seats,
    signing,
    sittings,
    terms_of,
)
from homeward.referrals.queries.people import can_sit, chairs, council_officers, deputies, members
from homeward.referrals.queries.referring import (
    counts,
    drafts,
    received,
    receiving_teams,
    referrals_table,
    screening_clock,
    sent,
    standing,
    whole,
)
from homeward.referrals.queries.today import CrisisLine, crises, crisis_line
from homeward.referrals.queries.waiting import waiting_list, waiting_now, waits_now


__all__ = [
    "Advised",
    "advised",
    "eligibility_on",
    "eligibility_versions",
    "last_check",
    "CrisisLine",
    "crises",
    "crisis_line",
    "referrals_table",
    "deputies",
    "can_sit",
    "terms_of",
    "seats",
    "is_recused",
    "may_sign_item",
    "minute_of",
    "Signing",
    "agenda",
    "as_sealed",
    "chairs",
    "coming_sittings",
    "council_officers",
    "counted",
    "counts",
    "drafts",
    "members",
    "narrowed",
    "not_declared",
    "papers",
    "received",
    "receiving_teams",
    "screening_clock",
    "sent",
    "signing",
    "sittings",
    "standards",
    "standing",
    "teams",
    "waiting_list",
    "waiting_now",
    "waits_now",
    "whole",
]
