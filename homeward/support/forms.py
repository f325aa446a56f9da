"""The shape of what is asked on the pages of support. Whether it may be done is for the rules."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from homeward.decisions.forms import SeenForm, offer
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
from homeward.people.models import Child
from homeward.support.actions import ChildSeen, NewGoal
from homeward.support.models import VisitChild
from homeward.support.rules import Happened


MOST_GOALS = 6
GOALS_IN_VIEW = 2


class AllocateForm(HomewardForm):
    key_worker = Choices(label="Key worker", coerce=int, enter="Choose the key worker")

    def __init__(self, *args: Any, people: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "key_worker", people)


class AgreeForm(HomewardForm):
    who = Text(
        label="Who did you talk to?",
        hint="Their name, and who they are to the children",
        max_length=120,
    )
    agrees = YesNo(label="Do they agree to work with us?")
    words = LongText(label="What did they say?", hint="In their own words", rows=3, required=False)
    on = DateField(label="When was it?", name="date you talked", past=True)


class PlanForm(SeenForm):
    """Up to six goals on one page. A goal that is begun needs whose it is and its words."""

    starts_on = DateField(label="When does the plan start?", name="day the plan starts")
    review_on = DateField(
        label="When will we look at it again together?", name="day to review the plan"
    )
    if_it_goes_wrong = LongText(
        label="If it goes wrong, what will we do?",
        hint="Who phones whom, where each child can go, what helps",
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_GOALS + 1):
            first = number == 1
            self.fields[f"words_{number}"] = Text(
                label="The goal",
                hint="In the family’s own words" if first else "",
                enter="Enter at least one goal in the family’s own words",
                max_length=300,
                required=first,
            )
            self.fields[f"whose_{number}"] = Text(
                label="Whose goal is it?",
                width=20,
                enter=f"Enter whose goal {number} is",
                max_length=120,
                required=first,
            )
            self.fields[f"steps_{number}"] = LongText(
                label="Who does what?",
                hint="One step a line" if first else "",
                rows=3,
                max_length=2000,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        starts, review = typed.get("starts_on"), typed.get("review_on")
        if starts and review and review <= starts:
            self.add_error(
                "review_on", "The day to review the plan must be after the day it starts"
            )
        for number in range(2, MOST_GOALS + 1):
            whose, words, steps = (
                typed.get(f"{part}_{number}") for part in ("whose", "words", "steps")
            )
            if words and not whose:
                self.add_error(f"whose_{number}", f"Enter whose goal {number} is")
            if (whose or steps) and not words and f"words_{number}" not in self.errors:
                self.add_error(f"words_{number}", f"Enter goal {number} in the family’s own words")
        return typed

    def new_goals(self) -> list[NewGoal]:
        typed = self.cleaned_data
        return [
            NewGoal(whose=typed[f"whose_{n}"], words=typed[f"words_{n}"], steps=typed[f"steps_{n}"])
            for n in range(1, MOST_GOALS + 1)
            if typed[f"words_{n}"]
        ]

    def groups(self) -> list[dict[str, Any]]:
        """The goals as the page shows them: the first few in view, the others folded unless they hold
        something."""
        groups = []
        for number in range(1, MOST_GOALS + 1):
            fields = [self[f"{part}_{number}"] for part in ("words", "whose", "steps")]
            filled = any(field.value() or field.errors for field in fields)
            groups.append(
                {"number": number, "fields": fields, "open": filled or number <= GOALS_IN_VIEW}
            )
        return groups


UNSAFE = (
    ("no", "No"),
    ("yes", "Yes"),
    (
        "not sure",
        "Not sure",
        "Counts as yes until somebody has looked: the council’s team is asked to phone you",
    ),
)


class VisitForm(HomewardForm):
    """Five questions. Each child has their own part of the second and the fourth."""

    on = DateField(label="When was the visit?", name="date of the visit", past=True)
    where = Text(label="Where?", hint="For example: at home, at school, in the car", max_length=120)
    who_was_there = Text(
        label="Who was there?", hint="Everybody, also those you did not expect", max_length=300
    )
    what_happened = LongText(label="What happened", rows=6)
    what_next = LongText(label="What next: who does what, by when?", rows=3)
    unsafe_tonight = Choices(label="Is anyone unsafe tonight?", choices=UNSAFE)

    def __init__(
        self, *args: Any, children: Iterable[Child], duty_phone: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(children)
        yes = ("yes", "Yes", f"Phone duty now, {duty_phone}, and finish this after")
        offer(self, "unsafe_tonight", [UNSAFE[0], yes, UNSAFE[2]])
        for child in self.children:
            name = child.first_name
            self.fields[f"seen_{child.pk}"] = Choices(
                label=name,
                choices=VisitChild.Seen.choices,
                inline=True,
                enter=f"Choose whether {name} was seen, and seen alone",
            )
            self.fields[f"why_{child.pk}"] = Text(
                label=f"If {name} was not seen alone: why not?", max_length=300, required=False
            )
            self.fields[f"words_{child.pk}"] = ChildsWords(
                label=f"{name} said or showed", rows=3, required=False
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for child in self.children:
            seen = typed.get(f"seen_{child.pk}")
            why = typed.get(f"why_{child.pk}")
            if (
                seen
                and seen != VisitChild.Seen.ALONE
                and not why
                and f"why_{child.pk}" not in self.errors
            ):
                said = "seen alone" if seen == VisitChild.Seen.NOT_ALONE else "seen"
                self.add_error(f"why_{child.pk}", f"Enter why {child.first_name} was not {said}")
        return typed

    def seen(self) -> list[ChildSeen]:
        typed = self.cleaned_data
        return [
            ChildSeen(
                child,
                seen=typed[f"seen_{child.pk}"],
                why_not_alone=typed[f"why_{child.pk}"],
                words=typed[f"words_{child.pk}"],
            )
            for child in self.children
        ]

    def seen_fields(self) -> list[forms.BoundField]:
        return [self[f"{part}_{child.pk}"] for child in self.children for part in ("seen", "why")]

    def words_fields(self) -> list[forms.BoundField]:
        return [self[f"words_{child.pk}"] for child in self.children]


HAPPENED = [(kind.value, kind.value.capitalize()) for kind in Happened]


class ChildHappenedForm(HomewardForm):
    kind = Choices(label="What happened?", choices=HAPPENED, enter="Choose what happened")
    on = DateField(label="When?", name="day it happened", past=True)
    what = LongText(
        label="Say what you know", hint="And how you know it. You can add more later", rows=4
    )


class HappenedForm(ChildHappenedForm):
    children = ManyChoices(label="To whom?", enter="Choose the child it happened to")
    field_order = ("children", "kind", "on", "what")

    def __init__(self, *args: Any, children: Iterable[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "children", [(str(child.pk), child.first_name) for child in children])


class DecideForm(HomewardForm):
    function = Choices(label="Which question has to be decided?", enter="Choose the question")
    due = DateField(label="By when?", name="day the decision is due", future=True)

    def __init__(
        self, *args: Any, questions: Sequence[tuple[str, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "function", questions)


class CloseForm(HomewardForm):
    because = LongText(
        label="How did it end?",
        hint="In words that the family could read: what changed, who helps now",
        rows=4,
    )


class FollowUpForm(HomewardForm):
    living = Text(label="Where is the child living, and with whom?", max_length=200)
    in_care = YesNo(
        label="Is the child in care?",
        hint="Leave it empty if nobody could tell you",
        required=False,
    )
    how_it_is = LongText(
        label="How is it?", hint="What the child says first, then the family", rows=4
    )
