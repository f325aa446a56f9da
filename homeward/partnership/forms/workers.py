"""What is asked about a worker: to whom they answer, how they are reached, what they know."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from homeward.forms import Choices, DateField, HomewardForm, Select, Text, YesNo
from homeward.partnership.models import Worker
from homeward.partnership.rules.expertise import ExpertiseKind, Level
from homeward.partnership.rules.relations import RelationKind


NOBODY = "nobody"


class RelationForm(HomewardForm):
    kind = Choices(
        label="What is said",
        choices=[
            (
                RelationKind.LINE_MANAGER,
                RelationKind.LINE_MANAGER.label,
                "Of the same employer",
            ),
            (
                RelationKind.PRACTICE_SUPERVISOR,
                RelationKind.PRACTICE_SUPERVISOR.label,
                "Looks at the practice with them; may be of the other organisation",
            ),
            (
                RelationKind.CASE_HOLDING_MANAGER,
                RelationKind.CASE_HOLDING_MANAGER.label,
                "A manager of one of their teams, a head of service or a director",
            ),
        ],
    )
    other = Select(label="Who is it", choices=[], enter="Choose who it is, or “Nobody”")
    from_day = DateField(label="From which day", name="day")

    def __init__(self, *args: Any, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(worker.pk): worker for worker in workers}
        self.fields["other"].choices = [
            ("", "Choose one"),
            (NOBODY, "Nobody from that day on"),
            *((pk, worker.name) for pk, worker in self.workers.items()),
        ]

    def clean_kind(self) -> RelationKind:
        return RelationKind(self.cleaned_data["kind"])

    def clean_other(self) -> Worker | None:
        return self.workers.get(self.cleaned_data["other"])


class ContactForm(HomewardForm):
    phone = Text(label="Phone", max_length=30, required=False, width=20)
    days = Text(
        label="On which days",
        hint="Such as: Monday to Thursday, Friday mornings",
        max_length=80,
        required=False,
    )


class ExpertiseForm(HomewardForm):
    kind = Choices(
        label="What kind",
        choices=[
            (ExpertiseKind.METHOD, "A method they are trained in"),
            (ExpertiseKind.LANGUAGE, "A language"),
            (ExpertiseKind.COMMUNITY, "A community they know well"),
            (ExpertiseKind.SUBJECT, "A subject they know well"),
        ],
    )
    name = Text(
        label="What it is called",
        hint="Use the name that is in the list already, if it is",
        max_length=80,
    )
    level = Choices(
        label="How well, if it is a language",
        choices=[(level.value, level.value.capitalize()) for level in Level],
        required=False,
    )
    from_day = DateField(
        label="Since when",
        hint="Of a method, when they were trained. Leave it empty for today",
        name="day",
        required=False,
    )
    until = DateField(
        label="Valid until",
        hint="If the training has to be renewed",
        name="last valid day",
        required=False,
    )

    def clean_kind(self) -> ExpertiseKind:
        return ExpertiseKind(self.cleaned_data["kind"])

    def clean_level(self) -> Level | None:
        return Level(self.cleaned_data["level"]) if self.cleaned_data["level"] else None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        trained = typed.get("kind") == ExpertiseKind.METHOD
        if trained and "from_day" not in self.errors and not typed.get("from_day"):
            self.add_error("from_day", ValidationError("Enter when they were trained"))
        return typed


class OwnRegistrationForm(HomewardForm):
    number = Text(
        label="Your number in Social Work England’s register",
        hint="Your manager looks it up, and it counts from then on",
        max_length=20,
        width=10,
    )


class RegistrationForm(HomewardForm):
    number = Text(label="Number in Social Work England’s register", max_length=20, width=10)
    registered = YesNo(label="Are they in the register?")
    checked_on = DateField(label="When did you look them up?", name="day")
