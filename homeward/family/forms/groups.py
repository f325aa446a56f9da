"""Whose family is asked, who is in it, what each could do, and what was judged and given."""

from collections.abc import Iterable
from typing import Any

from homeward.decisions.forms import offer
from homeward.family.rules import COULD, VIABLE, Could, Viable
from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    SeenWordsForm,
    Text,
)
from homeward.people.models import Child


COULD_CHOICES = [(one.value, said) for one, said in COULD.items()]


class StartForm(HomewardForm):
    children = ManyChoices(
        label="Which children?",
        hint="Brothers and sisters whom the same people could help",
        enter="Choose at least one child",
    )

    def __init__(self, *args: Any, children: Iterable[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "children", [(str(child.pk), child.name) for child in children])


class TakeInForm(HomewardForm):
    """Nothing is asked: whom and where to is on the page."""


class SayCouldForm(HomewardForm):
    on = DateField(label="When did they say it?", name="day they said it", past=True)
    could = ManyChoices(
        label="What could they do?",
        choices=COULD_CHOICES,
        enter="Choose what they could do",
    )
    words = LongText(label="In their own words", rows=3, required=False)

    def chosen(self) -> list[Could]:
        return [Could(code) for code in self.cleaned_data["could"]]


class ReachForm(HomewardForm):
    phone = Text(label="Telephone", max_length=40, required=False)
    safe_contact = Text(
        label="What is the safe way to reach them?",
        hint="For example: text first, not in the evening",
        max_length=300,
        required=False,
    )
    address = LongText(
        label="Where do they live?",
        hint="Shown on their own page alone: to nobody else in the family",
        rows=3,
        max_length=400,
        required=False,
    )


class ChangeReachForm(SeenWordsForm, ReachForm):
    """Who changes it saw what it is now: a draft of last week does not undo what somebody was told since."""


class AddRelativeForm(ReachForm):
    name = Text(label="What is their name?", max_length=120)
    relation = Text(
        label="Who are they to the children?",
        hint="For example: grandmother, mother’s mother. Or: a friend of the family",
        max_length=60,
    )
    children = ManyChoices(label="To which children?", enter="Choose at least one child")
    could = ManyChoices(
        label="What could they do?", choices=COULD_CHOICES, enter="Choose what they could do"
    )
    words = LongText(label="In their own words", rows=3, required=False)
    field_order = (
        "name",
        "relation",
        "children",
        "could",
        "words",
        "phone",
        "safe_contact",
        "address",
    )

    def __init__(self, *args: Any, children: Iterable[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "children", [(str(child.pk), child.first_name) for child in children])

    def chosen(self) -> list[Could]:
        return [Could(code) for code in self.cleaned_data["could"]]


class AssessForm(HomewardForm):
    on = DateField(label="When was it assessed?", name="day of the assessment", past=True)
    what_for = Choices(
        label="What could they do, if it works?", choices=COULD_CHOICES, coerce=Could
    )
    outcome = Choices(
        label="What did it come to?",
        choices=[(one.value, said) for one, said in VIABLE.items()],
        coerce=Viable,
    )
    reasons = LongText(
        label="Why, in words they will be told?",
        hint="What would make it work, and what stands against it",
        rows=5,
    )


class TellForm(HomewardForm):
    on = DateField(label="When were they told?", name="day they were told", past=True)
    how = LongText(
        label="Who told them and how, and what did they say?",
        hint="And that they were told how to disagree",
        rows=4,
    )


class GiveHelpForm(HomewardForm):
    on = DateField(label="When?", name="day of the help", past=True)
    what = LongText(
        label="What did they get?",
        hint="For example: a bed, £40 for fares, advice about an order",
        rows=3,
    )
    who = Text(label="Who gave it?", max_length=120)
