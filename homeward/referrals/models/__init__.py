"""What is kept of referrals and the panel. One file for each noun of the way."""

from homeward.referrals.models.eligibility import (
    Criterion,
    CriterionAnswer,
    Eligibility,
    EligibilityCheck,
)
from homeward.referrals.models.expecting import Expectation
from homeward.referrals.models.panel import (
    AgendaItem,
    Condition,
    Dissent,
    Interest,
    Minute,
    Sitting,
    SittingMember,
)
from homeward.referrals.models.referring import (
    Referral,
    ReferralAdult,
    ReferralChild,
    ReferralDraft,
    Reply,
    Screening,
)
from homeward.referrals.models.standards import PanelTerms, ScreeningStandard
from homeward.referrals.models.today import Crisis
from homeward.referrals.models.waiting import Waiting, WaitingReview


__all__ = [
    "AgendaItem",
    "Condition",
    "Crisis",
    "Criterion",
    "CriterionAnswer",
    "Eligibility",
    "EligibilityCheck",
    "Dissent",
    "Expectation",
    "Interest",
    "Minute",
    "PanelTerms",
    "Referral",
    "ReferralAdult",
    "ReferralChild",
    "ReferralDraft",
    "Reply",
    "Screening",
    "ScreeningStandard",
    "Sitting",
    "SittingMember",
    "Waiting",
    "WaitingReview",
]
