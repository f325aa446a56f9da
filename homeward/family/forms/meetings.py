"""The offer, the invitation, the meeting, the family's plan, the council's answer, and looking at it again."""

from collections.abc import Iterable, Sequence
from typing import Any

from homeward.decisions.forms import offer
from homeward.family.actions import Held, Step
from homeward.family.models import Relative
from homeward.family.queries import Known
from homeward.family.rules import AGREES, CAME, COMES, SAID, Agrees, Came, Comes, Said
from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    SeenForm,
    Text,
    YesNo,
)


MOST_STEPS = 8
STEPS_IN_VIEW = 3


class DutyForm(HomewardForm):
    since = DateField(
        label="When does it begin?",
        name="day on which the duty begins",
        hint="As the regulations say. Leave it empty if they say no day",
        required=False,
    )
    source = Text(
        label="Where does it say so?",
        hint="The regulations, with their number",
        max_length=200,
    )


class OfFamilyForm(HomewardForm):
    """About somebody of the family: `people` are those to choose from."""

    choose = ""

    def __init__(self, *args: Any, people: Sequence[Known], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.relative.pk): one.relative for one in people}
        offer(
            self,
            self.choose,
            [(str(one.relative.pk), one.name, one.relation) for one in people],
        )


class OfferForm(OfFamilyForm):
    choose = "to"
    to = Choices(
        label="To whom was it offered?",
        hint="The law means parents, and who has parental responsibility. Offer it to each",
    )
    on = DateField(label="When?", name="day of the offer", past=True)
    who = Text(label="Who offered it?", max_length=120)
    said = Choices(
        label="What did they say?",
        choices=[(one.value, what) for one, what in SAID.items()],
        coerce=Said,
    )
    words = LongText(label="In their own words", rows=3, required=False)

    @property
    def relative(self) -> Relative:
        return self.people[self.cleaned_data["to"]]


class InviteForm(OfFamilyForm):
    choose = "relative"
    relative = Choices(label="Who?")
    invited = YesNo(label="Are they invited?", enter="Choose whether they are invited")
    on = DateField(
        label="When were they invited?", name="day they were invited", past=True, required=False
    )
    who = Text(label="Who invited them?", max_length=120, required=False)
    way = Text(
        label="In which way, that is safe for them?",
        hint="For example: by text to their own number, without naming the child",
        max_length=300,
        required=False,
    )
    comes = Choices(
        label="Do they come?",
        choices=[(one.value, what) for one, what in COMES.items()],
        coerce=Comes,
        required=False,
    )
    not_because = LongText(
        label="If they are not invited: why?",
        hint="For example: an order of the court, or who would not be safe with them there",
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("invited"):
            for name, say in (
                ("on", "Enter the day they were invited"),
                ("who", "Enter who invited them"),
                ("way", "Enter the way in which they were invited"),
                ("comes", "Choose whether they come"),
            ):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, say)
        elif typed.get("invited") is False and not typed.get("not_because"):
            self.add_error("not_because", "Enter why they are not invited")
        return typed

    @property
    def whom(self) -> Relative:
        return self.people[self.cleaned_data["relative"]]


class HoldForm(OfFamilyForm):
    choose = "came"
    on = DateField(label="When was it held?", name="day of the meeting", past=True)
    where = Text(label="Where?", hint="Best is a place that the family chose", max_length=200)
    coordinator = Text(label="Who coordinated it?", max_length=120)
    independent = YesNo(
        label="Does the coordinator stand outside the work with this family?",
        enter="Choose whether the coordinator stands outside the work",
    )
    came = ManyChoices(label="Who of the family came?", enter="Choose who came")
    others = LongText(
        label="Who else was there?", hint="And for which part", rows=2, required=False
    )
    alone = YesNo(
        label="Did the family have time by themselves?",
        hint="Without anybody who is paid to be there",
        enter="Choose whether the family had time by themselves",
    )
    not_alone_because = LongText(label="If not: why?", rows=2, required=False)
    children_said = ChildsWords(
        label="What did the children say, or have said for them?", rows=4, required=False
    )
    plan_made = YesNo(
        label="Did the family come to a plan?",
        hint="If so, it is written down next",
        enter="Choose whether the family came to a plan",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("alone") is False and not typed.get("not_alone_because"):
            self.add_error("not_alone_because", "Enter why the family had no time by themselves")
        return typed

    def held(self) -> Held:
        typed = self.cleaned_data
        return Held(
            on=typed["on"],
            where=typed["where"],
            coordinator=typed["coordinator"],
            independent=typed["independent"],
            came=[self.people[pk] for pk in typed["came"]],
            others=typed["others"],
            not_alone_because="" if typed["alone"] else typed["not_alone_because"],
            children_said=typed["children_said"],
            plan_made=typed["plan_made"],
        )


class FamilyPlanForm(SeenForm):
    """The plan and up to eight steps. A step that is begun needs all three parts."""

    words = LongText(
        label="What does the family plan, in their words?",
        hint="The whole family gets it: write nobody’s address or number in it",
        rows=6,
    )
    otherwise = LongText(label="If it does not work, what do they do?", rows=3)
    review_on = DateField(
        label="When does everybody look at it again?", name="day to look at it again"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_STEPS + 1):
            first = number == 1
            self.fields[f"who_{number}"] = Text(
                label="Who?", width=20, max_length=120, enter="Enter who does it", required=first
            )
            self.fields[f"what_{number}"] = Text(
                label="Does what?", max_length=300, enter="Enter what they do", required=first
            )
            self.fields[f"by_when_{number}"] = Text(
                label="By when?",
                hint="For example: every Friday from 6 November" if first else "",
                max_length=80,
                enter="Enter by when",
                required=first,
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for number in range(2, MOST_STEPS + 1):
            parts = {name: typed.get(f"{name}_{number}") for name in ("who", "what", "by_when")}
            if any(parts.values()):
                for name, said in parts.items():
                    if not said and f"{name}_{number}" not in self.errors:
                        self.add_error(f"{name}_{number}", f"Finish step {number}, or empty it")
        return typed

    def steps(self) -> list[Step]:
        typed = self.cleaned_data
        return [
            Step(typed[f"who_{n}"], typed[f"what_{n}"], typed[f"by_when_{n}"])
            for n in range(1, MOST_STEPS + 1)
            if typed[f"who_{n}"]
        ]

    def groups(self) -> list[dict[str, Any]]:
        """The steps as the page shows them: the first few in view, the others folded unless they hold something."""
        groups = []
        for number in range(1, MOST_STEPS + 1):
            fields = [self[f"{part}_{number}"] for part in ("who", "what", "by_when")]
            filled = any(one.value() or one.errors for one in fields)
            groups.append(
                {"number": number, "fields": fields, "open": filled or number <= STEPS_IN_VIEW}
            )
        return groups


class AnswerForm(HomewardForm):
    agrees = Choices(
        label="What does the council agree to?",
        choices=[(one.value, said) for one, said in AGREES.items()],
        coerce=Agrees,
    )
    agrees_to = LongText(
        label="What will the council do or pay for?",
        hint="For example: fares to grandmother, a bed, a worker to phone",
        rows=3,
        required=False,
    )
    not_because = LongText(
        label="What does it not agree to, and why?",
        hint="In words that the family will read",
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        agrees, why = typed.get("agrees"), typed.get("not_because")
        if agrees in (Agrees.PART, Agrees.NOTHING) and not why:
            self.add_error("not_because", "Enter what the council does not agree to, and why")
        if agrees == Agrees.ALL and why:
            self.add_error(
                "not_because", "Leave this empty, or choose that it agrees to a part of the plan"
            )
        return typed


class ReviewForm(HomewardForm):
    on = DateField(label="When did you look at it again?", name="day of the review", past=True)
    who = Text(label="Who was there?", max_length=300)
    how = LongText(label="How does it go, step by step?", rows=5)
    came = Choices(
        label="What came of it?",
        choices=[(one.value, what) for one, what in CAME.items()],
        coerce=Came,
    )
    next_on = DateField(
        label="If it goes on: when do you look at it again?",
        name="day of the next review",
        future=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        holds = typed.get("came") == Came.HOLDS
        if holds and not typed.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day of the next review")
        return typed


def as_typed(steps: Iterable[Any]) -> dict[str, str]:
    """The steps of the plan that holds, to begin the next version with."""
    begun = {}
    for number, step in enumerate(steps, start=1):
        begun |= {
            f"who_{number}": step.who,
            f"what_{number}": step.what,
            f"by_when_{number}": step.by_when,
        }
    return begun
