"""Saying who goes today, and signing it."""

from typing import Any

from django.core.exceptions import ValidationError

from homeward.decisions.forms import offer
from homeward.decisions.rules import may_sign_as
from homeward.forms import Choices, HomewardForm, LongText, SeenForm, Select, Text, TimeField
from homeward.referrals.rules import TodayOutcome


class AnswerCrisisForm(HomewardForm):
    can_go = Choices(
        label="Can somebody of the team go today?",
        choices=[
            ("yes", "Yes"),
            ("no", "No", "The council is told at once, and decides what keeps the children safe"),
        ],
        enter="Choose whether somebody can go",
    )
    who_goes = Select(
        label="Who goes?",
        hint="The family is told this name. It can change later, with a reason",
        required=False,
        coerce=int,
        empty_value=None,
    )
    goes_at = TimeField(label="At about what time?", hint="For example, 6.30pm", required=False)
    what = LongText(
        label="What will they do today? Or why can nobody go?",
        enter="Write what they will do, or why nobody can go",
        rows=3,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who_goes"].choices = [("", "Choose one"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if held.get("can_go") == "yes" and not held.get("who_goes"):
            self.add_error("who_goes", "Choose who goes, or that nobody can")
        return held


class SignCrisisForm(SeenForm):
    outcome = Choices(label="What do you decide?", coerce=int)
    reasons = LongText(label="Why", rows=3)
    instead = LongText(
        label="If not today: what keeps the children safe tonight, and who does it?",
        hint="Leave it empty if help begins",
        rows=2,
        required=False,
    )
    signed_name = Text(label="Type your full name to sign", width=20, max_length=120)

    def __init__(self, *args: Any, options: Any, signer: str, names: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        self.options = {option.pk: option for option in options}
        offer(self, "outcome", [(option.pk, option.what) for option in options])
        self.fields["reasons"].label = f"Why, in words {names} will read one day"

    def clean_signed_name(self) -> str:
        typed = " ".join(self.cleaned_data["signed_name"].split())
        answer = may_sign_as(typed, self.signer)
        if not answer:
            raise ValidationError(f"{answer.instead}")
        return typed

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        chosen = self.options.get(held.get("outcome"))
        if chosen and chosen.code == TodayOutcome.NOT_TODAY and not held.get("instead"):
            self.add_error("instead", "Write what keeps the children safe tonight, and who does it")
        return held
