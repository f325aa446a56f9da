"""Writing the plan, scoring its goals, and saying how many hours a week."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from homeward.decisions.forms import offer
from homeward.forms import Choices, DateField, HomewardForm, LongText, SeenForm, Select, Text
from homeward.people.models import Child
from homeward.support.actions import NewGoal, NewScore
from homeward.support.models import Goal
from homeward.support.rules import Phase, Scorer


MOST_GOALS = 6
GOALS_IN_VIEW = 2


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


SCORES = [
    (str(score), f"{score}{words}")
    for score, words in zip(
        range(11),
        [": not met at all", "", "", "", "", ": half way", "", "", "", "", ": fully met"],
        strict=True,
    )
]


class ScoreForm(HomewardForm):
    """One person scores the goals of the plan: those they want to."""

    scorer = Choices(label="Who scores?", enter="Choose who scores")
    on = DateField(label="When?", name="day of the score", past=True)

    def __init__(
        self, *args: Any, goals: Sequence[Goal], children: Iterable[Child], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals, self.children = list(goals), list(children)
        asked = [(f"child {child.pk}", child.first_name) for child in self.children]
        offer(
            self,
            "scorer",
            [
                *asked,
                (Scorer.FAMILY.value, "The family"),
                (Scorer.WORKER.value, "The key worker"),
            ],
        )
        for goal in self.goals:
            self.fields[f"score_{goal.pk}"] = Select(
                label="How far is it met, from 0 to 10?", choices=SCORES, required=False
            )
            self.fields[f"words_{goal.pk}"] = LongText(
                label="In their words", rows=2, max_length=1000, required=False
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for goal in self.goals:
            if typed.get(f"words_{goal.pk}") and not typed.get(f"score_{goal.pk}"):
                self.add_error(f"score_{goal.pk}", f"Choose a score for “{goal.words}”")
        if not self.errors and not self.scores():
            self.add_error(None, "Score at least one goal")
        return typed

    def scored_by(self) -> tuple[Scorer, Child | None]:
        said = self.cleaned_data["scorer"]
        if not said.startswith("child "):
            return Scorer(said), None
        pk = int(said.removeprefix("child "))
        return Scorer.CHILD, next(child for child in self.children if child.pk == pk)

    def scores(self) -> list[NewScore]:
        typed = self.cleaned_data
        return [
            NewScore(goal, int(typed[f"score_{goal.pk}"]), typed[f"words_{goal.pk}"])
            for goal in self.goals
            if typed[f"score_{goal.pk}"]
        ]

    def groups(self) -> list[tuple[Goal, list[BoundField]]]:
        return [(goal, [self[f"score_{goal.pk}"], self[f"words_{goal.pk}"]]) for goal in self.goals]


class IntensityForm(HomewardForm):
    """How many hours a week, from when, and why."""

    phase = Choices(
        label="Where are we?",
        choices=[(phase.value, phase.value.capitalize()) for phase in Phase],
        enter="Choose where we are",
    )
    hours_a_week = forms.DecimalField(
        label="How many hours a week do we promise?",
        help_text="Time with the family, by all of us together. For example 6 or 2.5",
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
        error_messages={
            "invalid": "Enter the hours as a number, like 6 or 2.5",
            "max_decimal_places": "Enter the hours with one number after the point at most, like 2.5",
        },
    )
    from_day = DateField(label="From when?", name="day from which it holds")
    because = LongText(
        label="Why?", hint="In words that the family could read", enter="Enter why", rows=3
    )
