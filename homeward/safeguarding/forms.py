"""What is asked about where a child stands, who leads, and an advocate."""

from collections.abc import Sequence
from typing import Any

from homeward.decisions.forms import offer
from homeward.forms import Choices, DateField, HomewardForm, LongText, ManyChoices, Text
from homeward.safeguarding.rules import ANSWERS, CATEGORIES, Category


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


class LeadForm(HomewardForm):
    worker = Choices(label="Who leads?", coerce=int, enter="Choose who leads")
    start = DateField(label="Since when?", name="day they began to lead", past=True)
    because = LongText(
        label="Why this person?",
        hint="In words that the family could read",
        enter="Enter why this person leads",
        rows=3,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "worker", people)


class OfferAdvocateForm(HomewardForm):
    on = DateField(label="When was it offered?", name="day it was offered", past=True)
    who = Text(label="Who offered it?", hint="Their name, and what they do", max_length=120)
    provider = Text(
        label="Whose advocate would it be?",
        hint="The organisation that advocates come from",
        max_length=120,
    )
    answered = Choices(
        label="What did the child say?",
        choices=[(answer.value, label) for answer, label in ANSWERS.items()],
        enter="Choose what the child said",
    )
    words = LongText(
        label="In their own words",
        hint="Or why they could not be asked",
        rows=3,
        required=False,
    )


class BeginAdvocacyForm(HomewardForm):
    on = DateField(label="When did they begin?", name="day they began", past=True)
    advocate = Text(label="Who is the advocate?", max_length=120)
