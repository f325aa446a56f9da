"""What is asked to give, change and end a post, and to say who manages a team."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from homeward.forms import Choices, DateField, Email, HomewardForm, LongText, Select, Text
from homeward.partnership.models import Organisation, Worker
from homeward.partnership.rules import Role


ROLES = [("", "Choose one"), *((role.value, role.value.capitalize()) for role in Role)]
NEW = "new"


class _WithEmployer(HomewardForm):
    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["employer"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def clean_employer(self) -> Organisation:
        return self.organisations[self.cleaned_data["employer"]]


class FillPostForm(_WithEmployer):
    worker = Select(label="Who", choices=[], enter="Choose who, or “Somebody new”")
    name = Text(
        label="Name of somebody new", hint="First and family name", max_length=120, required=False
    )
    email = Email(
        label="Their email address", hint="With it they sign in", required=False, max_length=254
    )
    phone = Text(label="Their phone", max_length=30, required=False, width=20)
    role = Select(label="Role", choices=ROLES, enter="Choose the role")
    employer = Choices(label="Who employs them", choices=[])
    from_day = DateField(label="From which day", name="first day")
    to_day = DateField(
        label="Until which day",
        hint="The first day on which they no longer have the post. Leave it empty if it has no end",
        name="last day",
        required=False,
    )
    authorised_by = Text(
        label="Authorised by", hint="Who decided it, where and when", max_length=200
    )

    def __init__(self, *args: Any, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(worker.pk): worker for worker in workers}
        self.fields["worker"].choices = [
            ("", "Choose one"),
            (NEW, "Somebody new"),
            *((pk, worker.name) for pk, worker in self.workers.items()),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("worker") == NEW:
            for field, message in (
                ("name", "Enter the name of somebody new"),
                ("email", "Enter their email address"),
            ):
                if not typed.get(field) and field not in self.errors:
                    self.add_error(field, ValidationError(message))
        elif typed.get("worker") and (typed.get("name") or typed.get("email")):
            self.add_error(
                "worker",
                ValidationError("Choose “Somebody new”, or leave name and email address empty"),
            )
        return typed

    def post(self) -> dict[str, Any]:
        """As the actions take it, but for who it is."""
        typed = self.cleaned_data
        return {
            "role": Role(typed["role"]),
            "employer": typed["employer"],
            "from_day": typed["from_day"],
            "to_day": typed["to_day"],
            "authorised_by": typed["authorised_by"],
        }


class ChangePostForm(_WithEmployer):
    role = Select(label="Role", choices=ROLES, enter="Choose the role")
    employer = Choices(label="Who employs them", choices=[])
    from_day = DateField(label="From which day", name="day")
    authorised_by = Text(
        label="Authorised by", hint="Who decided it, where and when", max_length=200
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndPostForm(HomewardForm):
    from_day = DateField(
        label="From which day do they no longer have it",
        hint="From that day on they see nothing through this post",
        name="day",
    )
    because = LongText(label="Why does it end", rows=2, max_length=300)


class ManagementForm(HomewardForm):
    to = Choices(label="Which organisation manages the team", choices=[])
    from_day = DateField(label="From which day", name="day")
    decided_under = Text(
        label="Under which decision",
        hint="Who decided it, where and when, such as a minute of the committee",
        max_length=200,
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["to"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def clean_to(self) -> Organisation:
        return self.organisations[self.cleaned_data["to"]]


class CloseTeamForm(HomewardForm):
    from_day = DateField(label="From which day is it closed", name="day")
    decided_under = Text(
        label="Under which decision",
        hint="Who decided it, where and when, such as a minute of the committee",
        max_length=200,
    )
