"""The tables of what a family can do first: family groups, kin, meetings and plans, and the edge of court."""

from homeward.family.models.court import (
    CourtTime,
    GatewayDecision,
    PreMeeting,
    PreProceedings,
    Proceedings,
)
from homeward.family.models.groups import FamilyGroup, GroupChild
from homeward.family.models.kin import Ability, HelpGiven, Relative, Viability
from homeward.family.models.meetings import (
    DutyLine,
    FamilyPlan,
    Invitation,
    Meeting,
    Offer,
    PlanReview,
    PlanStep,
)


# Of the legal group of data: what is told of them in the trail is too.
OF_LEGAL = (GatewayDecision, PreProceedings, PreMeeting, Proceedings, CourtTime)

__all__ = [
    "OF_LEGAL",
    "Ability",
    "CourtTime",
    "DutyLine",
    "FamilyGroup",
    "FamilyPlan",
    "GatewayDecision",
    "GroupChild",
    "HelpGiven",
    "Invitation",
    "Meeting",
    "Offer",
    "PlanReview",
    "PlanStep",
    "PreMeeting",
    "PreProceedings",
    "Proceedings",
    "Relative",
    "Viability",
]
