"""What is asked when a time limit is agreed."""

from typing import Any

from homeward.clocks.rules import Limit, TimeLimit, Unit
from homeward.forms import Choices, DateField, HomewardForm, Text, TimeField, WholeNumber


class AgreeLimitForm(HomewardForm):
    count = WholeNumber(label="Within how many?", least=1, most=400)
    unit = Choices(
        label="Of what?", choices=[(unit.value, f"{unit.value.capitalize()}s") for unit in Unit]
    )
    cut_off = TimeField(
        label="From which hour does it count as the next working day?",
        hint="For example 4pm. Leave it empty if the whole day counts",
        required=False,
    )
    from_day = DateField(label="From which day?", name="first day", future=True)
    decided_under = Text(
        label="Who agreed it, and where?",
        hint="For example: joint board, 3 November 2026, item 4",
        max_length=200,
    )

    def __init__(self, *args: Any, law: TimeLimit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].initial = law.limit.unit.value

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("cut_off") and held.get("unit") != Unit.WORKING_DAYS:
            self.add_error(
                "cut_off", "An hour counts only for a limit in working days. Leave it empty"
            )
        return held

    def limit(self) -> Limit:
        held = self.cleaned_data
        return Limit(held["count"], Unit(held["unit"]), held["cut_off"])
