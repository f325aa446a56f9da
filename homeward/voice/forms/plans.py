"""What a worker checks before the page of one person is issued."""

from collections.abc import Iterable
from typing import Any

from django import forms

from homeward.forms import HomewardForm, LongText, ManyChoices, Text, Tick
from homeward.people.models import Adult, Child
from homeward.support.models import Goal, Plan
from homeward.voice.queries.drafting import may_be_theirs
from homeward.voice.rules.plans import Agreed, Checked


class IssueForm(HomewardForm):
    """For each goal: whether it stands on the page, and in which words. Only what is theirs is ticked already."""

    children = ManyChoices(
        label="Which children is this page about?",
        hint="Only those who are theirs. No other child may be named on it",
        enter="Choose whom the page is about",
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan | None,
        person: Child | Adult,
        children: Iterable[Child],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals: list[Goal] = list(plan.goals.all()) if plan else []
        about = [(str(child.pk), child.first_name) for child in children]
        self.fields["children"].choices = about  # type: ignore[attr-defined]
        self.fields["children"].initial = [pk for pk, _ in about]
        if len(about) == 1:
            self.fields["children"].widget = forms.MultipleHiddenInput()
        for goal in self.goals:
            key = f"goal_{goal.pk}"
            whose = f"{goal.whose}: " if goal.whose else ""
            self.fields[f"{key}_on"] = Tick(
                label=f"{whose}“{goal.words}” stands on the page",
                required=False,
                initial=may_be_theirs(goal, person),
            )
            self.fields[f"{key}_words"] = Text(
                label="What we agreed", max_length=300, required=False, initial=goal.words
            )
            self.fields[f"{key}_does"] = LongText(
                label="Who does what", rows=2, max_length=600, required=False, initial=goal.steps
            )
        self.fields["more_words"] = Text(
            label="Something else that you agreed with this person", max_length=300, required=False
        )
        self.fields["more_does"] = LongText(
            label="Who does what for it", rows=2, max_length=600, required=False
        )
        self.fields["if_wrong"] = LongText(
            label="What if it goes wrong?",
            hint="What this person can do, and whom to phone. Leave out where anybody lives",
            rows=3,
            max_length=1500,
            initial=plan.if_it_goes_wrong if plan else "",
            enter="Enter what this person can do if it goes wrong",
        )
        self.fields["read_through"] = Tick(
            label="I read this page as the person who gets it. It tells nothing about anybody else",
            enter="Read the page as the person who gets it, then tick the box",
        )

    def goal_fields(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"goal_{goal.pk}_{part}"] for part in ("on", "words", "does")]
            for goal in self.goals
        ]

    def last_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("more_words", "more_does", "if_wrong", "read_through")]

    def chosen(self, children: Iterable[Child]) -> list[Child]:
        return [child for child in children if str(child.pk) in self.cleaned_data["children"]]

    def checked(self) -> Checked:
        typed = self.cleaned_data
        agreed = [
            Agreed(typed[f"goal_{goal.pk}_words"] or goal.words, typed[f"goal_{goal.pk}_does"])
            for goal in self.goals
            if typed[f"goal_{goal.pk}_on"]
        ]
        if typed["more_words"]:
            agreed.append(Agreed(typed["more_words"], typed["more_does"]))
        return Checked(tuple(agreed), typed["if_wrong"], typed["read_through"])
