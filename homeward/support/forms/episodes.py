"""Beginning, agreeing, asking a question, ending and following up; and what happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from homeward.decisions.forms import offer
from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Text,
    TimeField,
    YesNo,
)
from homeward.people.models import Child
from homeward.support.rules import Happened


class AllocateForm(HomewardForm):
    key_worker = Choices(label="Key worker", coerce=int, enter="Choose the key worker")
    because = LongText(
        label="Why does the key worker change?",
        hint="In words that the family could read. It stays in the record",
        enter="Enter why the key worker changes",
        rows=3,
    )
    from_day = DateField(
        label="From which day?",
        hint="The day of the handover. The key worker of now stays until then. Leave it empty for today",
        name="day of the handover",
        future=True,
        required=False,
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[int, str, str]], changing: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "key_worker", people)
        if not changing:
            del self.fields["because"], self.fields["from_day"]


class AgreeForm(HomewardForm):
    who = Text(
        label="Who did you talk to?",
        hint="Their name, and who they are to the children",
        max_length=120,
    )
    agrees = YesNo(label="Do they agree to work with us?")
    words = LongText(label="What did they say?", hint="In their own words", rows=3, required=False)
    on = DateField(label="When was it?", name="date you talked", past=True)


HAPPENED = [(kind.value, kind.value.capitalize()) for kind in Happened]


class ChildHappenedForm(HomewardForm):
    kind = Choices(label="What happened?", choices=HAPPENED, enter="Choose what happened")
    on = DateField(label="When?", name="day it happened", past=True)
    at = TimeField(label="At what time, if you know?", hint="For example, 9.30pm", required=False)
    what = LongText(
        label="Say what you know", hint="And how you know it. You can add more later", rows=4
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        refuse_later(self, typed, localtime())
        return typed


def refuse_later(form: HomewardForm, typed: dict[str, Any], now: datetime) -> None:
    """What has happened was not at a time that is still to come."""
    on, at = typed.get("on"), typed.get("at")
    if on == now.date() and at is not None and at > now.time():
        form.add_error("at", "The time must be now or earlier")


class HappenedForm(ChildHappenedForm):
    children = ManyChoices(label="To whom?", enter="Choose the child it happened to")
    field_order = ("children", "kind", "on", "at", "what")

    def __init__(self, *args: Any, children: Iterable[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "children", [(str(child.pk), child.first_name) for child in children])


class DecideForm(HomewardForm):
    function = Choices(label="Which question has to be decided?", enter="Choose the question")
    due = DateField(label="By when?", name="day the decision is due", future=True)

    def __init__(
        self, *args: Any, questions: Sequence[tuple[str, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "function", questions)


class CloseForm(HomewardForm):
    because = LongText(
        label="How did it end?",
        hint="In words that the family could read: what changed, who helps now",
        rows=4,
    )


class FollowUpForm(HomewardForm):
    living = Text(label="Where is the child living, and with whom?", max_length=200)
    in_care = YesNo(
        label="Is the child in care?",
        hint="Leave it empty if nobody could tell you",
        required=False,
    )
    feels_safe = YesNo(
        label="Does the child say they feel safe where they live?",
        hint="Leave it empty if the child was not asked. Nobody else can answer it",
        required=False,
    )
    how_it_is = LongText(
        label="How is it?", hint="What the child says first, then the family", rows=4
    )
