"""Asking for help today. Short enough for a phone between two doors: what can be asked later is asked later."""

from typing import Any

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
    YesNo,
)
from homeward.referrals.actions import NeededToday, ReferredAdult, ReferredChild
from homeward.referrals.rules import NIGHTS, REASONS, Night


MOST_CHILDREN = 4


class AskTodayForm(HomewardForm):
    """Of a family that is referred: the rest is known."""

    told_by = Text(
        label="Who told you?",
        hint="Their name, and who they are: mother, school, police, the child",
        enter="Enter who told you",
        max_length=120,
    )
    needed = LongText(
        label="What is needed today?",
        hint="Somebody to sit with them, to talk it down, a place for tonight",
        enter="Write what is needed today",
        rows=2,
    )
    night = Choices(
        label="Where can the children sleep tonight?",
        choices=[(night.value, words) for night, words in NIGHTS.items()],
        enter="Choose where the children can sleep tonight",
    )

    def needed_today(self) -> NeededToday:
        typed = self.cleaned_data
        return NeededToday(typed["told_by"], typed["needed"], Night(typed["night"]))


class CrisisForm(AskTodayForm):
    """Of a family that nobody referred."""

    danger = YesNo(
        label="Is a child in danger now?",
        enter="Choose whether a child is in danger now",
    )
    what_happened = LongText(
        label="What has happened today?", enter="Write what has happened today", rows=3
    )
    reasons = ManyChoices(
        label="What is it about?",
        choices=[(reason, reason[:1].upper() + reason[1:]) for reason in REASONS],
        enter="Choose what it is about",
    )
    family_says = LongText(
        label="What does the family want?",
        hint="Leave it empty if not asked",
        rows=2,
        required=False,
    )
    adult = Text(label="The adult with the children: full name", max_length=120)
    adult_kind = Text(
        label="Who is this to the children?", hint="For example, mother", max_length=60
    )
    adult_phone = Text(label="Phone number", required=False, width=20, max_length=40)
    adult_safe = Text(
        label="Is it safe to phone? Say what is not",
        hint="For example: text only; he is at home after 6pm",
        max_length=300,
    )
    from_team = Choices(label="Which of your teams asks?", coerce=int)
    to_team = Choices(label="Which team should go?", coerce=int)

    def __init__(
        self,
        *args: Any,
        from_teams: list[tuple[int, str]],
        to_teams: list[tuple[int, str]],
        duty_phone: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "danger"
        ].help_text = f"If yes, phone 999, then duty on {duty_phone}: do not wait for this page"
        for name, teams in (("from_team", from_teams), ("to_team", to_teams)):
            if len(teams) == 1:
                del self.fields[name]
            else:
                self.fields[name].choices = teams  # type: ignore[attr-defined]
        for number in range(1, MOST_CHILDREN + 1):
            self._ask_child(number)

    def _ask_child(self, number: int) -> None:
        needed = number == 1
        for name, field in (
            ("given", Text(label="First name", required=needed, max_length=80)),
            ("family", Text(label="Last name", required=needed, max_length=80)),
            (
                "born",
                DateField(label="Date of birth", name="date of birth", past=True, required=needed),
            ),
            (
                "says",
                ChildsWords(
                    label="What does the child say?",
                    hint="Leave it empty if nobody could ask",
                    rows=2,
                    required=False,
                ),
            ),
        ):
            self.fields[f"{name}_{number}"] = field

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        for number in range(1, MOST_CHILDREN + 1):
            typed = {name: held.get(f"{name}_{number}") for name in ("given", "family", "born")}
            if any(typed.values()) or held.get(f"says_{number}"):
                for name, said in (
                    ("given", "first name"),
                    ("family", "last name"),
                    ("born", "date of birth"),
                ):
                    field = f"{name}_{number}"
                    if not typed[name] and field not in self.errors:
                        self.add_error(field, f"Enter the {said} of child {number}")
            if typed["born"] and age_on(localdate(), typed["born"]) >= 18:
                self.add_error(
                    f"born_{number}",
                    "The date of birth makes this person 18 or older. Check the year",
                )
        return held

    def children(self) -> list[ReferredChild]:
        held = self.cleaned_data
        return [
            ReferredChild(
                held[f"given_{number}"],
                held[f"family_{number}"],
                held[f"born_{number}"],
                says=held[f"says_{number}"],
                not_asked_because="" if held[f"says_{number}"] else "Help was needed today",
            )
            for number in range(1, MOST_CHILDREN + 1)
            if held[f"given_{number}"]
        ]

    def adults(self) -> list[ReferredAdult]:
        held = self.cleaned_data
        return [
            ReferredAdult(
                held["adult"],
                held["adult_kind"],
                phone=held["adult_phone"],
                safe_contact=held["adult_safe"],
            )
        ]

    def rows(self) -> list[tuple[int, bool, list[Any]]]:
        """Each child's boxes, and whether somebody wrote in them."""
        found = []
        for number in range(1, MOST_CHILDREN + 1):
            boxes = [self[f"{name}_{number}"] for name in ("given", "family", "born", "says")]
            written = any(box.errors for box in boxes) or bool(boxes[0].value())
            found.append((number, written, boxes))
        return found
