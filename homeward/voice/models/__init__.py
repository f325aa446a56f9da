"""The tables of the voice of children and families."""

from homeward.voice.models.feedback import Feedback, FeedbackChild
from homeward.voice.models.persons import OfPerson, as_person
from homeward.voice.models.plans import FamilyLink, IssuedPlan
from homeward.voice.models.retelling import AlreadyTold, AskedAgain
from homeward.voice.models.saying import SafeWay, Saying
from homeward.voice.models.telling import DecisionTold


__all__ = [
    "AlreadyTold",
    "AskedAgain",
    "DecisionTold",
    "FamilyLink",
    "Feedback",
    "FeedbackChild",
    "IssuedPlan",
    "OfPerson",
    "SafeWay",
    "Saying",
    "as_person",
]
