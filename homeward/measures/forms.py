"""What is asked of a measure: days, numbers and who. No question of any tool stands here: only their numbers."""

from typing import Any

from django import forms

from homeward.forms import Choices, DateField, HomewardForm, LongText, Text, WholeNumber
from homeward.measures.actions import AnsweredSdq, AttendanceFacts, SdqFacts, ToolScoreFacts
from homeward.measures.models import TYPED, Attendance, Sdq, ToolScore
from homeward.measures.rules import (
    IMPACT_QUESTIONS,
    INFORMANTS,
    QUESTIONS,
    Informant,
    Scale,
    Scores,
    most,
)


class Of(HomewardForm):
    """Who filled in which form, when."""

    on = DateField(label="When was it filled in?", name="day it was filled in", past=True)
    informant = Choices(
        label="Who filled it in?",
        choices=[(one.value, said) for one, said in INFORMANTS.items()],
        coerce=Informant,
        enter="Choose who filled it in",
    )
    who = Text(
        label="Their name, and who they are",
        hint="For example, the foster carer. Not needed for the child or young person",
        required=False,
        max_length=120,
    )


class Because(HomewardForm):
    """Last on a page that puts something right."""

    because = LongText(
        label="What was wrong?",
        hint="What was there stays in the record, with this reason",
        enter="Write what was wrong",
        rows=2,
        max_length=1000,
    )


class SdqForm(Of):
    """The scores as they stand on the sheet: the total, or the scales, or both."""

    total = WholeNumber(
        label="Total difficulties",
        hint="0 to 40. Leave it empty where you write all four of the scales under it",
        required=False,
        least=0,
        most=40,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scale in TYPED[1:]:
            top = most(scale, Informant.PARENT)
            hint = f"0 to {top}"
            if scale == Scale.IMPACT:
                hint += f", of a teacher 0 to {most(scale, Informant.TEACHER)}"
            self.fields[scale.value] = WholeNumber(
                label=scale.label, hint=hint, required=False, least=0, most=top
            )
        self.order_fields([*(name for name in self.fields if name != "because"), "because"])

    def facts(self) -> SdqFacts:
        typed = self.cleaned_data
        scores = Scores(**{scale.value: typed[scale.value] for scale in TYPED})
        return SdqFacts(typed["on"], typed["informant"], scores, typed["who"])


class CorrectSdqForm(SdqForm, Because):
    pass


NONE, NO_DIFFICULTIES, DIFFICULTIES = "none", "no difficulties", "difficulties"
UNSAID = "not answered"


COUNTED = (
    "Then those questions count that are on distress and on the parts of everyday life, in their order: not "
    "how long it has been so, nor what it is for others"
)


def _boxes(count: int) -> list[tuple[str, str]]:
    numbered = ("1st box", "2nd box", "3rd box", "4th box")[:count]
    return [*((str(place), label) for place, label in enumerate(numbered)), (UNSAID, "None")]


def _answer(said: str) -> int | None:
    return None if said == UNSAID else int(said)


class SdqAnswersForm(Of):
    """Which box is ticked, by the number of the question: only under a licence."""

    impact_page = Choices(
        label="The second page, on what difficulties mean for everyday life",
        choices=[
            (NONE, "There is none, or it is empty"),
            (NO_DIFFICULTIES, "It says that there are no difficulties"),
            (DIFFICULTIES, "It says that there are difficulties", COUNTED),
        ],
        enter="Choose what the second page says",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.fields.pop("impact_page")
        for number in range(1, QUESTIONS + 1):
            self.fields[f"answer_{number}"] = Choices(
                label=f"Question {number}",
                choices=_boxes(3),
                inline=True,
                enter=f"Choose the box of question {number}, or None",
            )
        self.fields["impact_page"] = page
        for number in range(1, max(IMPACT_QUESTIONS.values()) + 1):
            self.fields[f"impact_{number}"] = Choices(
                label=f"Second page, question {number} of those that count",
                hint="On a teacher’s form there are three" if number > 3 else "",
                choices=_boxes(4),
                inline=True,
                required=False,
            )
        self.order_fields([*(name for name in self.fields if name != "because"), "because"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("impact_page") == DIFFICULTIES and typed.get("informant"):
            for number in range(1, IMPACT_QUESTIONS[typed["informant"]] + 1):
                if not typed.get(f"impact_{number}"):
                    self.add_error(
                        f"impact_{number}",
                        f"Choose the box of question {number} of the second page, or None",
                    )
        return typed

    def facts(self) -> AnsweredSdq:
        typed = self.cleaned_data
        return AnsweredSdq(
            on=typed["on"],
            informant=typed["informant"],
            answers=[_answer(typed[f"answer_{number}"]) for number in range(1, QUESTIONS + 1)],
            impact=self._impact(),
            who=typed["who"],
        )

    def _impact(self) -> list[int | None] | None:
        typed = self.cleaned_data
        if typed["impact_page"] == NONE:
            return None
        if typed["impact_page"] == NO_DIFFICULTIES:
            return []
        return [
            _answer(typed[f"impact_{number}"])
            for number in range(1, IMPACT_QUESTIONS[typed["informant"]] + 1)
        ]


class CorrectSdqAnswersForm(SdqAnswersForm, Because):
    pass


class ToolScoreForm(HomewardForm):
    tool = Text(
        label="What is the tool called?",
        hint="Its name alone. Nothing of its questions belongs here: they are somebody’s",
        max_length=120,
    )
    part = Text(
        label="Which of its scores?",
        hint="If it has several. Write each down by itself",
        required=False,
        max_length=120,
    )
    on = DateField(label="When was it filled in?", name="day it was filled in", past=True)
    informant = Text(label="Who answered?", hint="For example, the young person", max_length=120)
    score = forms.DecimalField(
        label="The score",
        min_value=-9999,
        max_value=9999,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={"invalid": "Enter a number, like 23 or 23.5"},
    )
    reading = Text(
        label="How is it read?",
        hint="From what to what it goes, and which end is better: for example, 0 to 40, higher is better",
        required=False,
        max_length=200,
    )
    licence = Text(
        label="Under which licence?",
        hint="Its number, or where the terms stand",
        max_length=120,
    )
    licence_holder = Text(label="Who holds the licence?", max_length=120)
    held_by = Text(label="Who went through it with them?", required=False, max_length=120)

    def facts(self) -> ToolScoreFacts:
        typed = self.cleaned_data
        return ToolScoreFacts(**{name: typed[name] for name in TOOL_FIELDS})


TOOL_FIELDS = tuple(ToolScoreForm.base_fields)


class CorrectToolScoreForm(ToolScoreForm, Because):
    field_order = (*TOOL_FIELDS, "because")


class AttendanceForm(HomewardForm):
    first_day = DateField(label="From which day?", name="first day", past=True)
    last_day = DateField(label="To which day?", name="last day", past=True)
    possible = WholeNumber(
        label="How many sessions were possible?",
        hint="A school day has two: morning and afternoon",
        least=1,
        most=2000,
    )
    attended = WholeNumber(label="How many did they attend?", least=0, most=2000)
    source = Text(
        label="Who says so?", hint="For example, the school’s register, 6 November", max_length=200
    )

    def facts(self) -> AttendanceFacts:
        typed = self.cleaned_data
        return AttendanceFacts(**{name: typed[name] for name in ATTENDANCE_FIELDS})


ATTENDANCE_FIELDS = tuple(AttendanceForm.base_fields)


class CorrectAttendanceForm(AttendanceForm, Because):
    field_order = (*ATTENDANCE_FIELDS, "because")


class TakeOutForm(HomewardForm):
    because = LongText(
        label="Why should it not be here?",
        hint="For example, it is about another child. It stays to be read, marked as taken out",
        enter="Write why it should not be here",
        rows=3,
        max_length=1000,
    )


class LicenceForm(HomewardForm):
    holder = Text(label="Who holds it?", hint="The council, or the charity", max_length=200)
    reference = Text(
        label="Its number, or where it stands",
        hint="For example, a letter and its date",
        max_length=120,
    )
    from_day = DateField(label="From which day does it hold?", name="first day")
    until = DateField(
        label="From which day on does it not hold any more?",
        name="day on which it ends",
        hint="Leave it empty where it has no end",
        required=False,
    )


class EndLicenceForm(HomewardForm):
    on = DateField(label="From which day on does it not hold?", name="day on which it ends")


def as_typed(row: Sdq | ToolScore | Attendance) -> dict[str, Any]:
    """What a row holds, for the form that puts it right."""
    if isinstance(row, ToolScore):
        return {**{name: getattr(row, name) for name in TOOL_FIELDS}, "score": row.plain}
    if isinstance(row, Attendance):
        return {name: getattr(row, name) for name in ATTENDANCE_FIELDS}
    scores = {scale.value: getattr(row, scale.value) for scale in TYPED}
    return {**_of(row), **scores}


def as_ticked(sdq: Sdq) -> dict[str, Any]:
    """The same of an SDQ that was entered by its answers."""
    answers = _ticked("answer", sdq.answers or [])
    return {**_of(sdq), **answers, **_second_page(sdq.impact_answers)}


def _of(sdq: Sdq) -> dict[str, Any]:
    return {"on": sdq.on, "informant": sdq.informant, "who": sdq.who}


def _second_page(answers: list[int | None] | None) -> dict[str, str]:
    if answers is None:
        return {"impact_page": NONE}
    if not answers:
        return {"impact_page": NO_DIFFICULTIES}
    return {"impact_page": DIFFICULTIES, **_ticked("impact", answers)}


def _ticked(name: str, answers: list[int | None]) -> dict[str, str]:
    return {
        f"{name}_{number}": UNSAID if answer is None else str(answer)
        for number, answer in enumerate(answers, start=1)
    }
