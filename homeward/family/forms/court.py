"""What is asked at the legal gateway, and what happened on the way to court."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from homeward.decisions.forms import offer
from homeward.decisions.rules import may_sign_as
from homeward.family.forms.meetings import OfFamilyForm
from homeward.family.models import Relative
from homeward.family.rules import OUTCOMES, Outcome
from homeward.forms import Choices, DateField, HomewardForm, LongText, ManyChoices, Text, YesNo


class AskGatewayForm(HomewardForm):
    why = LongText(
        label="Why does it have to be decided now?",
        hint="What worries you, what was tried, what the family has done, what the lawyers say",
        rows=6,
    )
    due = DateField(label="By when?", name="day by which it is decided", future=True)


class DecideGatewayForm(HomewardForm):
    outcome = Choices(label="What do you decide?", coerce=Outcome)
    reasons = LongText(label="Why, in words that the family will read?", rows=5)
    until = DateField(
        label="If it goes on: until when?", name="day until which it goes on", required=False
    )
    agreed_with = Text(
        label="If it goes on: who agreed to more time?",
        hint="For example: both parents, their lawyers, our lawyer",
        max_length=300,
        required=False,
    )
    no_meeting_because = LongText(
        label="If you apply to the court and a family group meeting was not offered to everybody whom the law means, "
        "or not held: why would it not be in the children’s best interests?",
        hint="It is the one reason that the law allows",
        rows=3,
        required=False,
    )
    signed_name = Text(label="Type your full name to sign", width=20, max_length=120)

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], signer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        offer(self, "outcome", [(one.value, OUTCOMES[one]) for one in outcomes])
        if Outcome.GO_ON not in outcomes:
            del self.fields["until"], self.fields["agreed_with"]

    def clean_signed_name(self) -> str:
        typed = " ".join(self.cleaned_data["signed_name"].split())
        if not may_sign_as(typed, self.signer):
            raise ValidationError(f"Type your name as it is in Homeward: {self.signer}")
        return typed


class SendLetterForm(OfFamilyForm):
    choose = "to"
    on = DateField(label="When was the letter sent?", name="day of the letter", past=True)
    to = ManyChoices(
        label="To whom?",
        hint="Who is not here is written down on the family’s page first",
        enter="Choose to whom the letter was sent",
    )
    asks = LongText(label="What worries us, and what does it ask of the parents?", rows=5)
    offer_in_letter = YesNo(
        label="Does it offer a family group meeting?",
        hint="Then each of them has the offer. Write down what they say to it when they say it",
        enter="Choose whether the letter offers a family group meeting",
    )

    @property
    def sent_to(self) -> list[Relative]:
        return [self.people[pk] for pk in self.cleaned_data["to"]]


class PreMeetingForm(HomewardForm):
    on = DateField(label="When did you meet?", name="day of the meeting", past=True)
    who = Text(label="Who was there?", max_length=300)
    advised = YesNo(
        label="Did the parents have a lawyer with them?",
        enter="Choose whether the parents had a lawyer",
    )
    agreed = LongText(label="What was agreed: who does what by when?", rows=5)


class IssueForm(HomewardForm):
    on = DateField(label="When was it issued?", name="day of issue", past=True)
    court_reference = Text(
        label="What is the court’s reference?",
        hint="It is shown to those who read what leads to court, and in no list",
        max_length=60,
    )


class ExplainForm(HomewardForm):
    because = LongText(
        label="Why would a family group meeting not have been in the children’s best interests?",
        hint="It is the one reason that the law allows. If there was none, say so, and tell the lawyers",
        rows=4,
    )


class CourtTimeForm(HomewardForm):
    ordered_on = DateField(label="When did the court say so?", name="day of the order", past=True)
    until = DateField(label="Until when?", name="day until which they go on")
    reasons = LongText(label="Why?", rows=3)


class EndProceedingsForm(HomewardForm):
    on = DateField(label="When did they end?", name="day they ended", past=True)
    order = LongText(
        label="What did the court order?",
        hint="Or that the application was withdrawn",
        rows=4,
    )
