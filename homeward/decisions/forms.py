"""The shape of what is asked about a decision. Whether it may be done is for the rules."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from homeward.decisions.models import Evidence, Option, View
from homeward.decisions.rules import may_sign_as
from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    SeenForm,
    Select,
    Text,
)
from homeward.partnership.rules import FUNCTIONS, Function


def offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """The answers of a question, when they depend on the record."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class LogForm(HomewardForm):
    """Which decisions the log shows."""

    function = Select(
        label="About what",
        choices=[
            ("", "Any"),
            *((function.value, FUNCTIONS[function].what) for function in Function),
        ],
        required=False,
    )
    where = Select(
        label="Where it is",
        choices=[
            ("", "Anywhere"),
            ("mine", "Waits for my signature"),
            ("prepared", "Being prepared"),
            ("sent", "Sent for signing"),
            ("signed", "Signed"),
        ],
        required=False,
    )
    since = Select(
        label="Begun or signed",
        choices=[
            ("", "At any time"),
            ("7", "In the last 7 days"),
            ("30", "In the last 30 days"),
            ("365", "In the last year"),
        ],
        required=False,
    )


class WeighOptionForm(SeenForm):
    could_make_it_safe = LongText(
        label="What could make it safe?", hint="Who does what, how often, and from when", rows=4
    )
    could_go_wrong = LongText(label="What could go wrong?", hint="For each child", rows=4)


class AddOptionForm(WeighOptionForm):
    what = Text(
        label="What is the option?",
        hint="For example: live with Nan for eight weeks, then look again",
        max_length=200,
    )
    field_order = ("what", "could_make_it_safe", "could_go_wrong")


class AddEvidenceForm(HomewardForm):
    what = LongText(
        label="What do we know?", hint="One thing. What was seen or said, not what it means", rows=3
    )
    source = Text(
        label="Who says so?", hint="For example: Nan, the school, the police", max_length=120
    )
    on = DateField(
        label="When was it?",
        name="date it happened",
        hint="Leave it empty if nobody knows, or nobody was asked",
        past=True,
        required=False,
    )
    points_to = Choices(label="Which way does it point?", choices=Evidence.PointsTo.choices)


class AddViewForm(HomewardForm):
    whose = Choices(label="Whose view is it?", choices=View.Whose.choices)
    who = Text(label="Who said it?", hint="Their name, and who they are", max_length=120)
    words = LongText(label="What do they say?", hint="Their own words where you can", rows=4)


class AddChildsViewForm(AddViewForm):
    """The same question about the child, with the child's own box."""

    words = ChildsWords(
        label="What does the child say?",
        hint="As they said it. If the child was not asked, say why",
        rows=4,
    )


class SendForm(SeenForm):
    """Nothing is asked: only the version that was seen."""


class ReturnForm(HomewardForm):
    why = LongText(
        label="What is missing?",
        hint="Say what you need to be able to decide. It becomes a task of who sent it to you",
        rows=4,
        max_length=250,
    )


class SignForm(SeenForm):
    """What the decider says. The name must be the signer's own, typed in full."""

    outcome = Choices(label="What do you decide?", coerce=int)
    reasons = LongText(label="Why", rows=5)
    look_again_if = LongText(
        label="What would make us look again sooner?",
        hint="For example: a weekend goes wrong, or anyone asks",
        rows=2,
    )
    look_again_by = DateField(
        label="Look again by",
        name="day to look again by",
        hint="Even if nothing happens",
        future=True,
    )
    dissent = LongText(
        label="Does anyone see it differently?",
        hint="Say who, and what they think. It is kept with the decision",
        rows=2,
        required=False,
    )
    signed_name = Text(label="Type your full name to sign", width=20, max_length=120)

    def __init__(
        self, *args: Any, options: Iterable[Option], signer: str, names: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        numbered = [
            (option.pk, f"{number}. {option.what}")
            for number, option in enumerate(options, start=1)
        ]
        offer(self, "outcome", numbered)
        self.fields["reasons"].label = f"Why, in words {names} will read one day"

    def clean_signed_name(self) -> str:
        typed = " ".join(self.cleaned_data["signed_name"].split())
        if not may_sign_as(typed, self.signer):
            raise ValidationError(f"Type your name as it is in Homeward: {self.signer}")
        return typed
