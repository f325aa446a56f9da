"""Form fields that ask, and refuse, in plain words. Ground floor: knows no area of the product."""

from homeward.forms.fields import (
    ChildsWords,
    Choices,
    DateField,
    Email,
    HomewardForm,
    LongText,
    ManyChoices,
    Select,
    Text,
    Tick,
    TimeField,
    WholeNumber,
    YesNo,
)
from homeward.forms.seen import SeenForm, SeenWordsForm


__all__ = [
    "ChildsWords",
    "Choices",
    "DateField",
    "Email",
    "HomewardForm",
    "LongText",
    "ManyChoices",
    "SeenForm",
    "SeenWordsForm",
    "Select",
    "Text",
    "Tick",
    "TimeField",
    "WholeNumber",
    "YesNo",
]
