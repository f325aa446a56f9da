"""What is asked to set a policy, to end it, and to settle two that stand side by side."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Select,
    Text,
)
from homeward.partnership.models import Organisation
from homeward.partnership.rules import Role
from homeward.partnership.rules.policies import Outcome, Subject


EVERYBODY, SOME = "everybody", "some"


class PolicyVersionForm(HomewardForm):
    title = Text(label="What is it called?", max_length=200)
    rule = LongText(
        label="The rule, in one sentence",
        hint="What one has to do: people read this first",
        rows=2,
        max_length=300,
    )
    text = LongText(label="The text", rows=8, max_length=40000, required=False)
    link = Text(
        label="Or a link to where it is kept",
        hint="Such as: https://intranet.example/policies/12",
        max_length=500,
        required=False,
    )
    audience = Choices(
        label="For whom, of the organisation’s own people?",
        choices=[(EVERYBODY, "Everybody"), (SOME, "Only some roles")],
    )
    roles = ManyChoices(
        label="Which roles?",
        choices=[(role.value, role.value.capitalize()) for role in Role],
        required=False,
    )
    from_day = DateField(label="From which day?", name="first day")
    to_day = DateField(
        label="Until which day?",
        hint="The first day on which it no longer holds. Leave it empty if it has no end",
        name="last day",
        required=False,
    )
    authorised_by = Text(
        label="Authorised by", hint="Who decided it, where and when", max_length=200
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link:
            URLValidator(["https", "http"], message="Enter a link that begins with https://")(link)
        return link

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("audience") == SOME and not typed.get("roles") and "roles" not in self.errors:
            self.add_error("roles", ValidationError("Choose which roles, or “Everybody”"))
        return typed

    def version(self) -> dict[str, Any]:
        """As the action takes it."""
        typed = self.cleaned_data
        chosen = typed["roles"] if typed["audience"] == SOME else []
        kept = ("title", "rule", "text", "link", "from_day", "to_day", "authorised_by")
        return {
            **{name: typed[name] for name in kept},
            "roles": frozenset(Role(role) for role in chosen),
        }


class PolicyForm(PolicyVersionForm):
    organisation = Choices(label="Whose policy is it?", choices=[])
    subject = Select(
        label="What is it about?",
        choices=[("", "Choose one"), *((s.value, s.label) for s in Subject)],
        enter="Choose what it is about",
    )

    field_order = ("organisation", "subject")

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [
            (pk, one.name) for pk, one in self.organisations.items()
        ]

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_subject(self) -> Subject:
        return Subject(self.cleaned_data["subject"])


class EndPolicyForm(HomewardForm):
    from_day = DateField(label="From which day does it no longer hold?", name="day")
    because = LongText(label="Why?", rows=2, max_length=300, enter="Enter why")


class SettleForm(HomewardForm):
    outcome = Choices(
        label="What is followed?",
        choices=[
            (Outcome.COUNCIL, Outcome.COUNCIL.label),
            (Outcome.CHARITY, Outcome.CHARITY.label),
            (Outcome.JOINT, Outcome.JOINT.label, "Write it below"),
            (Outcome.EACH, Outcome.EACH.label, "They may differ: that is a decision too"),
        ],
    )
    rule = LongText(label="The joint rule, if it is one", rows=3, required=False)
    decided_by = Text(
        label="Who decided it, and where is it minuted?",
        hint="Such as: Joint board, minute 8",
        max_length=200,
    )
    decided_on = DateField(label="On which day was it decided?", name="day", past=True)
    from_day = DateField(label="From which day is it followed?", name="first day")

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
