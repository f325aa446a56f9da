"""The pages of writing a referral, one form a page."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from homeward.clocks.rules import age_on
from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Text,
)
from homeward.referrals.rules import REASONS, SEXES, Urgency


class StartForm(HomewardForm):
    from_team = Choices(label="Which of your teams makes the referral?", coerce=int)
    to_team = Choices(label="Which team is it for?", coerce=int)

    def __init__(
        self,
        *args: Any,
        from_teams: list[tuple[int, str]],
        to_teams: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, teams in (("from_team", from_teams), ("to_team", to_teams)):
            if len(teams) == 1:
                del self.fields[name]
            else:
                self.fields[name].choices = teams  # type: ignore[attr-defined]


class ChildForm(HomewardForm):
    given_name = Text(label="First name", max_length=80)
    family_name = Text(label="Last name", max_length=80)
    preferred_name = Text(
        label="The name they go by",
        hint="If it is not their first name",
        required=False,
        max_length=80,
    )
    born = DateField(
        label="Date of birth", name="date of birth", hint="For example, 27 3 2014", past=True
    )
    sex = Choices(
        label="What is the child’s sex?",
        hint="As the council’s return to the Department for Education asks it",
        choices=list(SEXES.items()),
        inline=True,
        enter="Choose the child’s sex, or “Not known yet”",
    )
    says = ChildsWords(
        label="What does the child say?",
        hint="In the child’s own words, as they said them. What do they want to happen?",
        required=False,
    )
    not_asked_because = Text(
        label="If the child was not asked, why not?", required=False, max_length=300
    )

    def clean_born(self) -> date:
        born: date = self.cleaned_data["born"]
        if age_on(localdate(), born) >= 18:
            raise ValidationError(
                "The date of birth makes this person 18 or older. Check the year, or add an adult"
            )
        return born

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if (
            not held.get("says")
            and not held.get("not_asked_because")
            and not self.errors.get("says")
        ):
            self.add_error(
                "says", "Write what the child says, or say below why they were not asked"
            )
        return held


class AdultForm(HomewardForm):
    name = Text(label="Full name", max_length=120)
    kind = Text(
        label="Who is this to the children?",
        hint="For example, mother, grandfather, carer",
        max_length=60,
    )
    parental_responsibility = Choices(
        label="Does this person have parental responsibility?",
        choices=[("yes", "Yes"), ("no", "No"), ("not known", "Not known")],
        inline=True,
    )
    phone = Text(label="Phone number", required=False, width=20, max_length=40)
    safe_contact = Text(
        label="What is a safe way to contact this person?",
        hint="Say also what is not safe. For example, “Text only, never after 6pm, do not leave a voicemail”",
        max_length=300,
    )
    interpreter = Text(
        label="Interpreter needed",
        hint="Which language, or British Sign Language. Leave empty if none",
        required=False,
        max_length=80,
    )


class WhyNowForm(HomewardForm):
    reasons = ManyChoices(
        label="What is happening?",
        hint="Choose all that apply",
        choices=[(reason, reason[:1].upper() + reason[1:]) for reason in REASONS],
        enter="Choose what is happening, or “something else”",
    )
    why_now = LongText(
        label="Why does the family need help now?", hint="What changed, when, and how you know"
    )


class TriedForm(HomewardForm):
    tried = LongText(label="What has been tried?", hint="By whom, when, and what came of it")
    going_well = LongText(label="What is going well?", required=False)


class FamilyForm(HomewardForm):
    family_says = LongText(
        label="What does the family say?",
        hint="In their own words: what they want, and whether they know of this referral",
    )


class UrgencyForm(HomewardForm):
    urgency = Choices(label="How soon is help needed?")
    danger = LongText(
        label="If a child is in danger now, what is the danger?",
        hint="Who is where, and what could happen tonight. Only if you chose “in danger now”",
        required=False,
    )

    def __init__(self, *args: Any, duty_phone: str, working_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"].choices = [  # type: ignore[attr-defined]
            (Urgency.STANDARD, "In the usual time", f"Screened within {working_days} working days"),
            (Urgency.SOON, "Within a day", "Phone the team as well, and say the reference"),
            (
                Urgency.DANGER,
                "A child is in danger now",
                f"Phone duty now: {duty_phone}. Duty also gets this as soon as you send it",
            ),
        ]

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if held.get("urgency") == Urgency.DANGER and not held.get("danger"):
            self.add_error("danger", "Say what the danger is, so that duty knows where to go")
        return held


class NothingForm(HomewardForm):
    """A button and nothing else: sending, removing, throwing away."""
