"""The tables of support: episodes of help, plans, visits, and what happened or was decided."""

from homeward.support.models.episodes import (
    AgreementToEngage,
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    taken_on_by_panel,
)
from homeward.support.models.events import FollowUp, Happening, SafetyDecision, died
from homeward.support.models.interviews import InterviewOffer, ReturnInterview
from homeward.support.models.plans import Goal, GoalScore, Intensity, Plan
from homeward.support.models.promises import EarlyEnd, Promise
from homeward.support.models.safety_plans import (
    SafetyPlace,
    SafetyPlan,
    SafetyReview,
    SafetyStep,
    SafetyTold,
)
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
    "SafetyPlace",
    "SafetyPlan",
    "SafetyReview",
    "SafetyStep",
    "SafetyTold",
    "Visit",
    "VisitChild",
    "died",
    "taken_on_by_panel",
]
