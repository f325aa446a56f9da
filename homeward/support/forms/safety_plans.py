"""Writing the safety plan, telling somebody of it, and looking at it again."""

from datetime import timedelta
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.timezone import localdate

from homeward.forms import Choices, DateField, HomewardForm, LongText, SeenForm, Text, YesNo
from homeward.support.rules import LONGEST, MOST_PLACES, MOST_STEPS, How, Place, PlanStep


STEP = {"if_this": "If", "then_do": "Then", "who": "Who does it?"}
SAID = {
    "if_this": "what it is that happens",
    "then_do": "what to do then",
    "who": "who does it",
}
PLACE = {
    "place": "Who can have the child tonight?",
    "phone": "Phone number",
    "agreed": "What they agreed to",
}


class SafetyPlanForm(SeenForm):
    worry = LongText(
        label="What are we worried may happen?",
        hint="In words that the family and the child can read",
        rows=2,
    )
    signs = LongText(label="How can anybody tell that it begins?", rows=2)
    review_on = DateField(
        label="When do you look at it together again?",
        name="day to look again",
        hint=f"Within {LONGEST.days} days. Until then it is valid",
        future=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_STEPS + 1):
            for name, label in STEP.items():
                most = 120 if name == "who" else 300
                self.fields[f"{name}_{number}"] = Text(
                    label=label,
                    enter=f"Step 1: enter {SAID[name]}",
                    required=number == 1,
                    max_length=most,
                )
        for number in range(1, MOST_PLACES + 1):
            for name, label in PLACE.items():
                most = {"place": 120, "phone": 40, "agreed": 300}[name]
                self.fields[f"{name}_{number}"] = Text(label=label, required=False, max_length=most)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        for number in range(1, MOST_STEPS + 1):
            typed = {name: held.get(f"{name}_{number}") for name in STEP}
            if any(typed.values()):
                for name, said in SAID.items():
                    if not typed[name] and f"{name}_{number}" not in self.errors:
                        self.add_error(f"{name}_{number}", f"Step {number}: enter {said}")
        for number in range(1, MOST_PLACES + 1):
            more = held.get(f"phone_{number}") or held.get(f"agreed_{number}")
            if more and not held.get(f"place_{number}"):
                self.add_error(f"place_{number}", "Enter who can have the child")
        return held

    def steps(self) -> list[PlanStep]:
        held = self.cleaned_data
        return [
            PlanStep(held[f"if_this_{n}"], held[f"then_do_{n}"], held[f"who_{n}"])
            for n in range(1, MOST_STEPS + 1)
            if held[f"if_this_{n}"]
        ]

    def places(self) -> list[Place]:
        held = self.cleaned_data
        return [
            Place(held[f"place_{n}"], held[f"phone_{n}"], held[f"agreed_{n}"])
            for n in range(1, MOST_PLACES + 1)
            if held[f"place_{n}"]
        ]

    def step_rows(self) -> list[tuple[int, bool, list[BoundField]]]:
        return self._rows(STEP, MOST_STEPS)

    def place_rows(self) -> list[tuple[int, bool, list[BoundField]]]:
        return self._rows(PLACE, MOST_PLACES)

    def _rows(self, names: dict[str, str], most: int) -> list[tuple[int, bool, list[BoundField]]]:
        """Each row's boxes, and whether it is shown open."""
        found = []
        for number in range(1, most + 1):
            boxes = [self[f"{name}_{number}"] for name in names]
            written = any(box.value() or box.errors for box in boxes)
            found.append((number, written or number == 1, boxes))
        return found


class TellForm(HomewardForm):
    who = Text(
        label="Who was told?",
        hint="One person: their name, and who they are. The child too",
        max_length=120,
    )
    how = Choices(
        label="How?",
        choices=[(how.value, how.label) for how in How],
        coerce=How,
        enter="Choose how",
    )
    on = DateField(label="When?", name="day they were told", past=True)
    has_copy = YesNo(
        label="Do they have it on paper or on their phone?",
        hint="Not where somebody dangerous would find it",
    )


class ReviewSafetyPlanForm(HomewardForm):
    was_used = YesNo(label="Has it been used since?")
    words = LongText(label="What did you see and talk about?", rows=3)
    review_on = DateField(
        label="When do you look again?",
        name="day to look again",
        hint=f"Within {LONGEST.days} days",
        future=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = localdate() + timedelta(days=14)
