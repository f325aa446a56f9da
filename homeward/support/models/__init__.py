"""The tables of support: episodes of help, plans, visits, and what happened or was decided."""

from homeward.support.models.episodes import (
    AgreementToEngage,
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    taken_on_by_panel,
)
from homeward.support.models.events import FollowUp, Happening, SafetyDecision
from homeward.support.models.interviews import InterviewOffer, ReturnInterview
from homeward.support.models.plans import Goal, GoalScore, Intensity, Plan
from homeward.support.models.promises import EarlyEnd, Promise
from homeward.support.models.visits import Photo, PhotoChild, Visit, VisitChild


__all__ = [
    "AgreementToEngage",
    "Allocation",
    "EarlyEnd",
    "EpisodeChild",
    "EpisodeOfHelp",
    "FollowUp",
    "Goal",
    "GoalScore",
    "Happening",
    "Intensity",
    "InterviewOffer",
    "Photo",
    "PhotoChild",
    "Plan",
    "Promise",
    "ReturnInterview",
    "SafetyDecision",
    "Visit",
    "VisitChild",
    "taken_on_by_panel",
]
