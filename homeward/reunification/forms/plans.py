"""What is asked to begin a return plan, to assess, to judge, to decide and to end."""

from typing import Any

from homeward.decisions.forms import offer
from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    Text,
)
from homeward.reunification.rules import MEANS, Kind, Level


OWN_NAME = "Type your full name to sign"


class BeginForm(HomewardForm):
    home_to = Text(
        label="To whom, and where?",
        hint="For example: mother and her sister, in the flat where the child lived before",
        max_length=200,
    )
    why = LongText(
        label="Why is going home thought of now?",
        hint="Who asked for it, and what has changed. The child first",
        rows=4,
    )


class EndForm(HomewardForm):
    because = LongText(label="Why does it end?", hint="In words that the family could read", rows=3)


class AssessForm(HomewardForm):
    words = ChildsWords(
        label="What does the child say about going home?",
        hint="As they said it, also when they said more than one thing",
        required=False,
    )
    parents_say = LongText(
        label="What do the parents say: what was it like, what is different now?", rows=4
    )
    history_tells = LongText(
        label="What does the history tell us?",
        hint="Of earlier returns above all: what helped, and what came too late",
        rows=4,
    )
    changed_since = LongText(
        label="What has changed since the child came into care?",
        hint="What somebody has seen, and since when",
        rows=4,
    )


class FactorForm(HomewardForm):
    kind = Choices(label="What is it?", choices=[(kind.value, kind.heading) for kind in Kind])
    what = Text(label="In one sentence", max_length=300, enter="Enter what it is, in one sentence")
    evidence = LongText(
        label="How do you know?",
        hint="What was seen or said, when and by whom: not what it means",
        rows=3,
        enter="Enter how you know it: nothing is judged without",
    )
    source = Text(label="Who says so?", hint="For example: the school, Nan", max_length=120)


class EndFactorForm(HomewardForm):
    because = LongText(
        label="How do you know that it is no longer so?", hint="Since when, and who saw it", rows=3
    )


class ClassifyForm(HomewardForm):
    level = Choices(label="How safe would going home be?", enter="Choose one of the four classes")
    reasons = LongText(
        label="Why do you judge it so?",
        hint="What weighs most, and what you do not know. The family may read it",
        rows=5,
    )

    def __init__(self, *args: Any, words: dict[Level, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "level", [(level.value, words[level], MEANS[level]) for level in Level])


class SignOffForm(HomewardForm):
    signed_name = Text(label=OWN_NAME, width=20, max_length=120)


class OverrideForm(HomewardForm):
    reasons = LongText(
        label="Why may a return be decided all the same?",
        hint="What makes it right for this child, and what is done about the risk",
        rows=5,
    )
    signed_name = Text(label=OWN_NAME, width=20, max_length=120)


class AskOverrideForm(HomewardForm):
    """Nothing is asked: who may override it sees the child from now, and has a task."""


class AskForm(HomewardForm):
    due = DateField(label="By when?", name="day the decision is due", future=True)


class CallForm(HomewardForm):
    severe = Text(label="The highest class of risk", max_length=40)
    high = Text(label="The second", max_length=40)
    medium = Text(label="The third", max_length=40)
    low = Text(label="The lowest", max_length=40)
    from_day = DateField(label="From which day?", name="first day", future=True)
    decided_under = Text(
        label="Who agreed it, and where?",
        hint="For example: joint board, 3 November 2026, item 4",
        max_length=200,
    )
