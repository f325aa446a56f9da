"""What is asked about a status: the council's workers write it down."""

from typing import Any

from homeward.forms import DateField, HomewardForm, LongText, ManyChoices
from homeward.safeguarding.rules import CATEGORIES, Category


ENDED = LongText(
    label="How did it end?",
    hint="Only if it has ended. In words that the family could read",
    rows=3,
    required=False,
)
KINDS = [(kind.value, label) for kind, label in CATEGORIES.items()]


class NeedForm(HomewardForm):
    start = DateField(label="Since when?", name="day it began", past=True)
    why = LongText(
        label="What does the child need help with?",
        hint="In words that the family could read",
        enter="Enter what the child needs help with",
        rows=4,
    )
    end = DateField(
        label="Until when?",
        hint="Only if it has ended",
        name="day it ended",
        past=True,
        required=False,
    )
    ended_because = ENDED


class PlanForm(HomewardForm):
    start = DateField(
        label="When was the conference that made the plan?",
        name="day of the conference",
        past=True,
    )
    kinds = ManyChoices(
        label="Why is there a plan?",
        hint="Choose every category that the conference named",
        choices=KINDS,
        enter="Choose why there is a plan",
    )
    end = DateField(
        label="When did the plan end?",
        hint="Only if it has ended",
        name="day it ended",
        past=True,
        required=False,
    )
    ended_because = ENDED

    def clean(self) -> dict[str, Any]:
        return _with_kinds(super().clean() or self.cleaned_data)


class CategoryForm(HomewardForm):
    since = DateField(label="Since when?", name="day it changed", past=True)
    kinds = ManyChoices(
        label="Why is there a plan now?",
        hint="Choose every category that was named",
        choices=KINDS,
        enter="Choose why there is a plan",
    )

    def clean(self) -> dict[str, Any]:
        return _with_kinds(super().clean() or self.cleaned_data)


class ReviewForm(HomewardForm):
    held_on = DateField(label="When was it held?", name="day of the conference", past=True)
    what = LongText(
        label="What came of it?",
        hint="In words that the family could read",
        enter="Enter what came of it",
        rows=4,
    )


class EndStatusForm(HomewardForm):
    on = DateField(label="When did it end?", name="day it ended", past=True)
    because = LongText(
        label="How did it end?",
        hint="In words that the family could read: what changed, who helps now",
        enter="Enter how it ended",
        rows=4,
    )


class TakeOutForm(HomewardForm):
    because = LongText(
        label="Why was it never so?",
        hint="It stays in the record as something that was written down by mistake",
        enter="Enter why it was never so",
        rows=3,
    )


class ReadForm(HomewardForm):
    """Nothing is asked."""


class DayForm(HomewardForm):
    """On which day."""

    on = DateField(label="On which day?", name="day", past=True)


def _with_kinds(typed: dict[str, Any]) -> dict[str, Any]:
    if "kinds" in typed:
        typed["kinds"] = [Category(kind) for kind in typed["kinds"]]
    return typed
