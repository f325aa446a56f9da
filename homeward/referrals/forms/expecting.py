"""What would happen without the help."""

from typing import Any

from homeward.forms import Choices, HomewardForm, LongText, Select, WholeNumber
from homeward.referrals.rules import WEEKLY_COST, Expected, Path, PlacementKind


class ExpectForm(HomewardForm):
    path = Choices(
        label="What would most likely happen within a year, without the help?",
        choices=[(path, f"{path[:1].upper()}{path[1:]}") for path in Path],
        coerce=Path,
    )
    placement = Select(
        label="Where would the child live in care?",
        hint="Only if you think that a child comes into care",
        choices=[(kind, f"{kind[:1].upper()}{kind[1:]}") for kind in PlacementKind],
        coerce=PlacementKind,
        required=False,
        empty_value=None,
    )
    weekly_cost = Choices(
        label="What would it cost the council in a week?", choices=list(WEEKLY_COST.items())
    )
    confidence = WholeNumber(
        label="How sure are you, from 0 to 100?",
        hint="0 is a guess, 100 is sure",
        least=0,
        most=100,
    )
    why = LongText(label="Why do you think so?")

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if held.get("path") == Path.CARE and not held.get("placement"):
            self.add_error("placement", "Choose where the child would live in care")
        return held

    def expected(self) -> Expected:
        held = self.cleaned_data
        return Expected(
            path=held["path"],
            weekly_cost=held["weekly_cost"],
            confidence=held["confidence"],
            why=held["why"],
            placement=held["placement"] if held["path"] == Path.CARE else None,
        )
