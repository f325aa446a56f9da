"""The panel's forms: a sitting, interests, conditions, views, and the signature."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from homeward.decisions.forms import offer
from homeward.decisions.models import View
from homeward.decisions.rules import may_sign_as
from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Select,
    Text,
    WholeNumber,
)
from homeward.referrals.models import Interest
from homeward.referrals.rules import PanelOutcome


CHOOSE_ONE = ("", "Choose one")
HINTS = {
    PanelOutcome.AGREE: "A key worker is allocated by the next working day",
    PanelOutcome.CONDITIONS: "Each condition becomes a task for its owner",
    PanelOutcome.DEFER: "The referring team is told today what is missing",
    PanelOutcome.NOT_AGREED: "Say below what, from whom, and by when",
}


class ArrangeSittingForm(HomewardForm):
    team = Choices(label="Whose panel is it?", coerce=int)
    held_on = DateField(label="When does the panel sit?", name="day of the sitting", future=True)
    chair = Select(label="Who chairs it?", coerce=int, hint="A panel chair of the team")

    members = ManyChoices(
        label="Who else sits?",
        hint="Members of both organisations. You can name more later",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        teams: list[tuple[int, str]],
        chairs: list[tuple[int, str]],
        people: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "members", people)
        if len(teams) == 1:
            del self.fields["team"]
        else:
            offer(self, "team", teams)
        offer(self, "chair", [CHOOSE_ONE, *chairs])


class MembersForm(HomewardForm):
    members = ManyChoices(label="Who sits, besides the chair?", required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "members", people)


class AttendanceForm(MembersForm):
    members = ManyChoices(label="Who is here?", required=False)


class DeputyForm(HomewardForm):
    deputy = Select(
        label="Who chairs this family?",
        hint="Somebody who may lawfully decide, and who is here",
        coerce=int,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deputy", [CHOOSE_ONE, *people])


class DissentForm(HomewardForm):
    words = LongText(
        label="What do you see differently?",
        hint="Your own words. They are kept as you write them, with your name, and nobody else can change them",
    )


class MeetConditionForm(HomewardForm):
    how = LongText(label="How was it met?", hint="What was done, by whom and when")


class BringForm(HomewardForm):
    sitting = Choices(label="Which sitting?", coerce=int)

    def __init__(self, *args: Any, sittings: list[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sitting", sittings)


class InterestForm(HomewardForm):
    interest = Text(
        label="What is your interest?",
        hint="For example, “I taught the eldest child”. Leave empty if you have none",
        required=False,
        max_length=300,
    )
    then = Choices(label="What will you do?", choices=Interest.Then.choices)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if held.get("then") not in (None, Interest.Then.NONE) and not held.get("interest"):
            self.add_error("interest", "Say what your interest is, so that the minute can hold it")
        if held.get("then") == Interest.Then.NONE and held.get("interest"):
            self.add_error(
                "then", "You wrote an interest. Choose what you will do, or empty the box above"
            )
        return held


class ConditionForm(HomewardForm):
    what = Text(label="What has to be done?", max_length=200)
    owner = Select(label="Who does it?", coerce=int)
    by_day = DateField(label="By when?", name="day of the condition", future=True)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", [CHOOSE_ONE, *people])


class PanelViewForm(HomewardForm):
    whose = Choices(label="Whose view is it?", choices=View.Whose.choices)
    who = Text(label="Who said it?", hint="Their name", max_length=120)
    words = LongText(
        label="What do they say?",
        hint="As they said it. If the child was not asked, write why",
    )


class VersionForm(HomewardForm):
    """A form that says which state of the decision its writer saw."""

    version = WholeNumber(
        widget=forms.HiddenInput,
        enter="The page lost its place, so nothing was saved. Send it once more: what you typed is kept",
    )


class SignForm(VersionForm):
    outcome = Choices(label="What has the panel decided?", coerce=int)
    reasons = LongText(
        label="Why, in words that the family will read",
        enter="Write why, in words that the family will read",
    )
    alternative = LongText(
        label="What other help is offered instead?",
        hint="Only if it is not this service: what, from whom, and by when",
        rows=2,
        required=False,
    )
    signed_name = Text(
        label="Type your full name to sign", enter="Type your full name to sign", width=20
    )

    def __init__(
        self,
        *args: Any,
        options: list[tuple[int, str, str]],
        signer: str,
        role_line: str,
        **kwargs: Any,
    ) -> None:
        """`options` are (id, what, code) of the decision."""
        super().__init__(*args, **kwargs)
        # An option without a code was added by hand: nothing is agreed that would follow from it.
        options = [option for option in options if option[2] in set(PanelOutcome)]
        self.codes = {pk: code for pk, _what, code in options}
        self.signer = signer
        offer(
            self,
            "outcome",
            [(pk, what, HINTS[PanelOutcome(code)]) for pk, what, code in options],
        )
        self.fields["signed_name"].help_text = f"{signer}, {role_line}"

    def clean_signed_name(self) -> str:
        typed: str = self.cleaned_data["signed_name"]
        if not may_sign_as(typed, self.signer):
            raise ValidationError(f"Type your name as it is here: {self.signer}")
        return typed

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        code = self.codes.get(held.get("outcome") or 0)
        if code == PanelOutcome.NOT_AGREED and not held.get("alternative"):
            self.add_error("alternative", "Say what other help is offered, from whom, and by when")
        return held
