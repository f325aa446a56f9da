"""Which quarter the boards are told of."""

from datetime import date
from typing import Any

from homeward.forms import HomewardForm, Select


class QuarterForm(HomewardForm):
    """What cannot be read is the last quarter that is over. `asked`: what happened in it."""

    quarter = Select(choices=[], required=False)

    def __init__(
        self, *args: Any, quarters: list[tuple[date, date]], asked: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {first.isoformat(): (first, last) for first, last in quarters}
        self.usual = quarters[1]
        field = self.fields["quarter"]
        field.label = f"{asked} in"
        field.initial = self.usual[0].isoformat()
        field.choices = [  # type: ignore[attr-defined]
            (key, f"{first:%B} to {last:%B %Y}") for key, (first, last) in self.quarters.items()
        ]

    def window(self) -> tuple[date, date]:
        chosen = self.cleaned_data.get("quarter", "") if self.is_valid() else ""
        return self.quarters.get(chosen, self.usual)
