"""What is asked to change the register."""

from collections.abc import Iterable
from datetime import date

from homeward.forms import Choices, DateField, HomewardForm, Select, Text
from homeward.partnership.models import Worker
from homeward.partnership.rules import FUNCTIONS, Function, OrganisationKind, Role


KINDS = [(kind.value, kind.label.capitalize()) for kind in OrganisationKind]


class LineForm(HomewardForm):
    function = Select(
        label="What is decided",
        choices=[("", ""), *((f.value, FUNCTIONS[f].what) for f in Function)],
        enter="Choose what is decided",
    )
    performed_by = Choices(label="Who prepares it and does the work", choices=KINDS)
    decides_kind = Choices(label="Whose officer decides", choices=KINDS)
    decides_role = Select(
        label="Which role decides",
        choices=[("", ""), *((role.value, role.value.capitalize()) for role in Role)],
        enter="Choose which role decides",
    )
    supervised_by = Select(
        label="The registered social worker who supervises it",
        hint="Where the charity does the work (Children and Young Persons Act 2008, section 2). Offered are "
        "those whose registration somebody has looked up: it is entered on the worker’s page",
        choices=[],
        required=False,
    )
    from_day = DateField(label="From which day")
    decided_under = Text(
        label="Under which decision",
        hint="Who decided it, where and when, such as a minute of the committee",
        max_length=200,
    )

    def __init__(self, *args, workers: Iterable[Worker], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(worker.pk): worker for worker in workers}
        self.fields["supervised_by"].choices = [
            ("", "Nobody"),
            *((pk, worker.name) for pk, worker in self.workers.items()),
        ]

    def line(self) -> dict:
        """As the action takes it."""
        typed = self.cleaned_data
        day: date = typed["from_day"]
        return {
            "function": Function(typed["function"]),
            "performed_by": OrganisationKind(typed["performed_by"]),
            "decides_kind": OrganisationKind(typed["decides_kind"]),
            "decides_role": Role(typed["decides_role"]),
            "supervised_by": self.workers.get(typed["supervised_by"]),
            "from_day": day,
            "decided_under": typed["decided_under"],
        }
