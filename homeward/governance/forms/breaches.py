"""What is asked about a breach: reporting it, and each question of the leads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import make_aware

from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    SeenForm,
    Text,
    TimeField,
    YesNo,
)
from homeward.governance.rules.breaches import ANSWERED_WITH, Choice, Question
from homeward.partnership.models import Worker
from homeward.people.models import Child


class WithMoment(HomewardForm):
    """`day` and `time` together are `moment`: both or neither."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, time = cleaned.get("day"), cleaned.get("time")
        cleaned["moment"] = None
        if day and time:
            cleaned["moment"] = make_aware(datetime.combine(day, time))
        elif day and "time" not in self.errors:
            self.add_error("time", "Enter the time as well, like 4.30pm")
        elif time and "day" not in self.errors:
            self.add_error("day", "Enter the day as well")
        return cleaned


class ReportForm(WithMoment):
    what = LongText(
        label="What happened?",
        hint="What went where, or to whom, or was lost. Write no names of children or families",
        rows=4,
    )
    day = DateField(label="On which day did you notice it?", name="day you noticed it", past=True)
    time = TimeField(label="At what time?", hint="About is enough. For example 4.30pm")
    goes_on = YesNo(label="Is it still going on?")
    done = LongText(
        label="What have you done so far?",
        hint="For example: asked them to delete it, changed the password. Leave it empty if nothing",
        rows=2,
        required=False,
    )
    children = ManyChoices(
        label="Which children is it about?",
        hint="Those whose records you read last. If you do not know, tick nobody",
        required=False,
    )
    workers = ManyChoices(label="Which colleagues is it about?", required=False)
    whose = LongText(
        label="Whose data is it besides?",
        hint="Without names. For example: a mother’s phone number, or about twenty families",
        rows=2,
        required=False,
    )

    def __init__(
        self, *args: Any, children: Iterable[Child], workers: Iterable[Worker], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("children", children), ("workers", workers)):
            choices = [(str(one.pk), str(one)) for one in offered]
            self.fields[name].choices = choices
            if not choices:
                del self.fields[name]


def answers(question: Question) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in ANSWERED_WITH[question]]


class ContainForm(WithMoment):
    words = LongText(
        label="How was it contained?", hint="What was done so that no more gets out, or back in"
    )
    day = DateField(label="On which day?", name="day", past=True)
    time = TimeField(label="At what time?", hint="For example 4.30pm")


class RiskForm(HomewardForm):
    choice = Choices(
        label="How great is the risk to the people whose data it is?",
        choices=answers(Question.RISK),
        coerce=Choice,
    )
    words = LongText(
        label="Why?", hint="What could follow for whom, how likely it is and how bad it would be"
    )


class CommissionerForm(WithMoment):
    choice = Choices(
        label="Is the Commissioner notified?",
        choices=answers(Question.COMMISSIONER),
        coerce=Choice,
    )
    day = DateField(label="If notified: on which day?", name="day", past=True, required=False)
    time = TimeField(label="At what time?", hint="For example 4.30pm", required=False)
    reference = Text(
        label="Under which reference?",
        hint="The Commissioner’s office gives it",
        max_length=80,
        width=20,
        required=False,
    )
    late_because = LongText(label="If more than 72 hours had passed: why?", rows=2, required=False)
    words = LongText(
        label="If not notified: why is a risk to people unlikely?", rows=3, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        choice = cleaned.get("choice")
        if choice == Choice.NOTIFIED:
            if not cleaned.get("reference"):
                self.add_error(
                    "reference",
                    "Enter the reference. If there is none yet, say how you notified them",
                )
            if not cleaned.get("day") and "day" not in self.errors:
                self.add_error("day", "Enter the day on which you notified them")
        elif choice == Choice.NOT_NOTIFIED:
            if not cleaned.get("words"):
                self.add_error("words", "Enter why a risk to people is unlikely")
            cleaned |= {"moment": None, "reference": "", "late_because": ""}
        return cleaned


class PeopleForm(WithMoment):
    choice = Choices(
        label="Are those concerned told?", choices=answers(Question.PEOPLE), coerce=Choice
    )
    day = DateField(label="If told: on which day?", name="day", past=True, required=False)
    time = TimeField(label="At what time?", hint="For example 4.30pm", required=False)
    words = LongText(
        label="How were they told, and what? Or why not?",
        hint="Without names. They are told what happened, what may follow, what is done, and whom to ask",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("choice") in (Choice.TOLD, Choice.PUBLIC):
            if not cleaned.get("day") and "day" not in self.errors:
                self.add_error("day", "Enter the day on which they were told")
        elif cleaned.get("choice"):
            cleaned["moment"] = None
        return cleaned


class CauseForm(HomewardForm):
    words = LongText(
        label="How did it come about?",
        hint="What made it possible. No blame: a habit, a page, a rule",
    )


class ChangeForm(HomewardForm):
    words = LongText(
        label="What is changed so that it does not happen again?", hint="Who changes what, by when"
    )


class ConfirmForm(SeenForm):
    """Nothing is asked: only what was read."""
