"""The forms of support: the shape of what is typed, never what is allowed."""

from homeward.support.forms.episodes import (
    AgreeForm,
    AllocateForm,
    ChildHappenedForm,
    CloseForm,
    DecideForm,
    FollowUpForm,
    HappenedForm,
)
from homeward.support.forms.interviews import HoldForm, NotHeldForm, OfferForm
from homeward.support.forms.plans import IntensityForm, PlanForm, ScoreForm
from homeward.support.forms.visits import PhotoForm, RemovePhotoForm, TagPhotoForm, VisitForm


__all__ = [
    "AgreeForm",
    "AllocateForm",
    "ChildHappenedForm",
    "CloseForm",
    "DecideForm",
    "FollowUpForm",
    "HappenedForm",
    "HoldForm",
    "IntensityForm",
    "NotHeldForm",
    "OfferForm",
    "PhotoForm",
    "PlanForm",
    "RemovePhotoForm",
    "ScoreForm",
    "TagPhotoForm",
    "VisitForm",
]
