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
    "IntensityForm",
    "PhotoForm",
    "PlanForm",
    "RemovePhotoForm",
    "ScoreForm",
    "TagPhotoForm",
    "VisitForm",
]
