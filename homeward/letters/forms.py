"""What is asked when a letter is begun, changed or issued, and of the words of an organisation."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from homeward.decisions.models import Decision
from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    SeenForm,
    Text,
    Tick,
    TimeField,
)
from homeward.letters.rules import LONGEST
from homeward.people.models import Adult, Child
from homeward.support.models import Plan


def clock(at: time) -> str:
    half = "am" if at.hour < 12 else "pm"
    return f"{at.hour % 12 or 12}{f'.{at.minute:02}' if at.minute else ''}{half}"


class BeginForm(HomewardForm):
    to = Choices(label="Who gets it?", hint="One letter to one person")
    address = LongText(
        label="The address to post it to",
        hint="Leave it empty if you hand it over. Only this person’s: you see the one it was last sent to",
        required=False,
        rows=4,
        max_length=300,
    )
    children = ManyChoices(
        label="Whom is it about?",
        hint="It goes into the record of each",
        enter="Choose whom it is about",
    )

    def __init__(
        self, *args: Any, adults: Iterable[Adult], children: Sequence[Child], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, Adult | Child] = {
            **{f"adult-{adult.pk}": adult for adult in adults},
            **{f"child-{child.pk}": child for child in children},
        }
        self.offered = children
        self.fields["to"].choices = [(key, person.name) for key, person in self.people.items()]
        self.fields["children"].choices = [(str(c.pk), c.first_name) for c in children]

    @property
    def person(self) -> Adult | Child:
        return self.people[self.cleaned_data["to"]]

    def chosen(self) -> list[Child]:
        return [c for c in self.offered if str(c.pk) in self.cleaned_data["children"]]

    def places(self) -> dict[str, str]:
        """What was typed for this letter, by the name of its place."""
        return {}


class InvitationForm(BeginForm):
    meeting = Text(
        label="What are they invited to?",
        hint="A family meeting; the panel; a first visit",
        enter="Enter what they are invited to",
        max_length=120,
    )
    on = DateField(label="On which day?", name="day of the meeting", future=True)
    at = TimeField(label="At what time?", hint="4.30pm", enter="Enter the time of the meeting")
    where = Text(label="Where?", enter="Enter where it is", max_length=200)
    field_order = ("to", "address", "children", "meeting", "on", "at", "where")

    def places(self) -> dict[str, str]:
        typed = self.cleaned_data
        day: date = typed["on"]
        when = f"{day:%A} {day.day} {day:%B %Y}, {clock(typed['at'])}"
        return {"meeting": typed["meeting"], "when": when, "where": typed["where"]}


class DecisionForm(BeginForm):
    """It is about whom the decision is about, so that nothing is asked about that."""

    decision = Choices(label="Which decision?", coerce=int)
    field_order = ("decision", "to", "address")

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["children"]
        self.decisions = {decision.pk: decision for decision in decisions}
        self.fields["decision"].choices = [
            (pk, f"{d.question} {d.outcome}, signed {d.signed_at:%-d %B %Y}")
            for pk, d in self.decisions.items()
        ]

    @property
    def chosen_decision(self) -> Decision:
        return self.decisions[self.cleaned_data["decision"]]


class PlanForm(BeginForm):
    """It is about the children of the plan."""

    def __init__(self, *args: Any, plan: Plan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["children"]
        self.plan = plan


class WordsForm(SeenForm):
    """The words of a letter that is being written."""

    title = Text(label="What is it about?", enter="Enter what the letter is about", max_length=200)
    text = LongText(
        label="The letter",
        hint="A line that begins with # is a heading, lines that begin with - are a list. What stands in square "
        "brackets has to be filled in",
        enter="Write the letter",
        rows=24,
        max_length=LONGEST,
    )
    address = LongText(
        label="The address to post it to",
        hint="Leave it empty if you hand it over",
        required=False,
        rows=4,
        max_length=300,
    )


class IssueForm(SeenForm):
    """What was ticked holds for the words that stood above it, and is never kept as a draft."""

    read = Tick(
        label="I have read it, and it says nothing of where or how anybody else is reached",
        enter="Read the letter above, then tick the box to issue it",
    )

    def saw(self, version: int | str) -> None:
        super().saw(version)
        if self.is_bound:
            self.data.pop("read", None)  # type: ignore[attr-defined]
        else:
            self.initial.pop("read", None)


class NothingForm(HomewardForm):
    """Nothing is asked: the button says it."""


class TemplateForm(HomewardForm):
    title = Text(label="What it is about", enter="Enter what it is about", max_length=120)
    text = LongText(
        label="The words",
        hint="A line that begins with # is a heading, lines that begin with - are a list. In square brackets stands "
        "what is filled in",
        enter="Enter the words",
        rows=24,
        max_length=LONGEST,
    )
