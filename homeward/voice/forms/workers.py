"""What workers write down: what a child says, safe ways, who was told, painful facts, and statements."""

from typing import Any

from django import forms

from homeward.files.pictures import NotAPicture, Picture
from homeward.files.receiving import NotTaken, received_picture
from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    Select,
    Text,
    Tick,
    YesNo,
)
from homeward.partnership.rules import WorkerOnDay
from homeward.voice.rules.feedback import FEELINGS, Feeling
from homeward.voice.rules.retelling import PERMISSIONS, WHYS, Permission, Why
from homeward.voice.rules.saying import HOW, How
from homeward.voice.rules.telling import Way


class SayingForm(HomewardForm):
    how = Choices(
        label="How did they say it?",
        choices=[
            (How.WORDS.value, HOW[How.WORDS]),
            (How.DRAWING.value, HOW[How.DRAWING], "You can add a picture of it below"),
            (
                How.RECORDING.value,
                HOW[How.RECORDING],
                "Write what is said in it, and where it is kept: the recording itself stays there",
            ),
            (How.OBSERVED.value, HOW[How.OBSERVED], "A baby, or a child who does not speak"),
        ],
        coerce=How,
        enter="Choose how they said it",
    )
    words = ChildsWords(
        label="What did they say or show?",
        hint="As they said it. Of a drawing, what they told about it. Of what was seen, what you saw, not its meaning",
        rows=4,
        enter="Enter what they said or showed",
    )
    to_whom = Text(label="To whom?", hint="A name, and who they are", max_length=120)
    on = DateField(label="When?", name="day on which it was said", past=True)
    picture = forms.FileField(
        label="A picture of the drawing",
        help_text="A JPEG or PNG of at most 10 MB. Ask first: it stays in the record",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={"empty": "The picture holds nothing. Choose it again, or take it again"},
    )

    caught = ""

    def clean_picture(self) -> Picture | None:
        sent = self.cleaned_data["picture"]
        if not sent:
            return None
        try:
            return received_picture(sent)
        except NotTaken as why:
            self.caught = why.found
            raise forms.ValidationError(str(why)) from why
        except NotAPicture as why:
            raise forms.ValidationError(str(why)) from why

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("picture") and typed.get("how") not in (How.DRAWING, None):
            self.add_error("picture", "A picture goes with a drawing: choose “With a drawing”")
        return typed


class TakeOutForm(HomewardForm):
    why = LongText(
        label="Why is it taken out?",
        hint="Without saying again what should not be there",
        enter="Enter why it is taken out",
        rows=3,
        max_length=300,
    )


class SafeWayForm(HomewardForm):
    how = Text(
        label="How can they be reached safely?",
        hint="For example: text only, to their own phone. Or: through school",
        max_length=120,
    )
    hours = Text(label="When?", hint="Days and hours", max_length=80, required=False)
    never = Text(
        label="Never how?",
        hint="For example: no letters, no voicemail, never while a partner is at home",
        max_length=120,
        required=False,
    )


class ToldForm(HomewardForm):
    on = DateField(label="When were they told?", name="day they were told", past=True)
    who = Text(label="Who told them?", max_length=120)
    way = Choices(label="How?", choices=[(way.value, way.label) for way in Way], coerce=Way)
    said = ChildsWords(
        label="What did they say to it?", hint="In their own words", rows=3, required=False
    )


class NotToldForm(HomewardForm):
    because = LongText(
        label="Why are they not told?",
        hint="For example, too young to understand, or they would be in danger. It stands in the record",
        rows=3,
        max_length=600,
    )


class FactForm(HomewardForm):
    about = Text(
        label="What is it about?",
        hint="So that a colleague sees that it was told, without reading it: “The night in May”",
        max_length=120,
    )
    fact = LongText(label="What was told?", hint="As they told it, once", rows=4)
    teller = Text(label="Who told it?", hint="And who they are to the child", max_length=120)
    source = Text(label="Where?", hint="To whom, at which visit, in which letter", max_length=200)
    told_on = DateField(label="When was it told?", name="day it was told", past=True)
    permission = Choices(
        label="May it be used again?",
        hint="Ask whoever told it",
        choices=[(one.value, said) for one, said in PERMISSIONS.items()],
        coerce=Permission,
        enter="Choose what they allow",
    )
    team = Select(label="Which team was told?", choices=[], coerce=int)

    def __init__(self, *args: Any, worker: WorkerOnDay, partnership: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [p for p in worker.posts if p.partnership_id == partnership]
        teams = {post.team_id: post.team_name for post in mine}
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.fields["team"].initial = next(iter(teams))
        self.fields["team"].choices = list(teams.items())  # type: ignore[attr-defined]


class PermissionForm(HomewardForm):
    permission = Choices(
        label="May it be used again?",
        hint="What whoever told it says now",
        choices=[(one.value, said) for one, said in PERMISSIONS.items()],
        coerce=Permission,
        enter="Choose what they allow",
    )


class AskAgainForm(HomewardForm):
    why = Choices(
        label="Why do you ask again?",
        choices=[(why.value, said) for why, said in WHYS.items()],
        coerce=Why,
        enter="Choose why you ask again",
    )
    reason = LongText(
        label="What do you need to know that is not written here?",
        rows=3,
        max_length=1000,
        enter="Enter what you need to know that is not written here",
    )


class StatementForm(HomewardForm):
    """What somebody said to a worker, or wrote on paper."""

    who = Choices(label="Who says it?", choices=[], enter="Choose who says it")
    feeling = Choices(
        label="What do they say of the help?",
        choices=[(feeling.value, said) for feeling, said in FEELINGS.items()],
        coerce=Feeling,
        enter="Choose what they say of the help",
    )
    words = LongText(label="In their words", rows=4, max_length=2000, required=False)
    by_name = YesNo(
        label="May we keep their name with it?",
        hint="Ask. Without a name nothing is kept of who it was, and nobody can answer them",
        enter="Choose whether their name may be kept",
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]


class AnswerForm(HomewardForm):
    answer = LongText(
        label="What do we answer, and what was done?",
        hint="In words that the person can read: they see it on their page. Nothing about anybody else",
        rows=4,
        max_length=1000,
        enter="Enter the answer",
    )


class WithdrawPlanForm(HomewardForm):
    why = LongText(
        label="What is wrong with this version?",
        rows=3,
        max_length=300,
        enter="Enter what is wrong with this version",
    )


class MakeLinkForm(HomewardForm):
    safe = Tick(
        label="I pass on the link and the code apart, both in this safe way",
        enter="Tick the box when you can pass both on safely",
    )


class NothingForm(HomewardForm):
    """A button alone."""
