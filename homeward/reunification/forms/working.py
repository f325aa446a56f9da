"""What is asked on the way home and after it."""

from typing import Any

from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    Text,
    YesNo,
)
from homeward.reunification.actions import Checked, Learned, Told
from homeward.reunification.rules import Light, StepKind, Went


class GoalForm(HomewardForm):
    words = LongText(
        label="What must change, in the parents’ own words?",
        hint="One thing. As they would say it to a friend",
        rows=2,
    )
    whose = Text(label="Whose words are they?", max_length=120)
    steps = LongText(
        label="What do they do, one step after the other?", hint="Small enough to see", rows=3
    )
    support = LongText(
        label="Who helps them, and with what?",
        hint="Leave it empty if nobody does yet",
        rows=2,
        required=False,
    )
    by_day = DateField(label="By when?", name="day by which it changes", future=True)


class DropGoalForm(HomewardForm):
    because = LongText(label="Why is it taken out?", rows=2)


class LightForm(HomewardForm):
    light = Choices(
        label="How near is it?",
        choices=[(light.value, f"{light.value.capitalize()}: {light.says}") for light in Light],
        coerce=Light,
    )
    because = LongText(
        label="How do you see that?",
        hint="What the parents say and what you saw. They hear it from you first",
        rows=3,
    )
    on = DateField(label="When was it?", name="day it was seen", past=True)


class AgreementForm(HomewardForm):
    we_do = LongText(
        label="What do we do: both organisations?",
        hint="Who comes, how often, and whom the family phones",
        rows=3,
    )
    if_not = LongText(
        label="What happens if it does not go well?", hint="Plainly, and without a threat", rows=3
    )
    review_on = DateField(
        label="When do we look at it together?", name="day to look at it again", future=True
    )


class SignatureForm(HomewardForm):
    who = Text(label="Who is it?", hint="Their name, and who they are", max_length=120)
    signs = YesNo(
        label="Do they sign?",
        hint="Nobody has to. To say no is written down as well, and is no fault",
    )
    words = LongText(label="What do they say to it?", rows=2, required=False)
    on = DateField(label="When?", name="day it was signed, or not", past=True)


class PlanStepForm(HomewardForm):
    kind = Choices(
        label="What is planned?",
        choices=[(kind.value, kind.label) for kind in StepKind],
        coerce=StepKind,
    )
    day = DateField(label="On which day?", name="day it is planned for", future=True)
    planned = LongText(
        label="Who, where, and for how long?",
        hint="Who brings the child, who is there, and whom the child can phone",
        rows=3,
    )


class TellStepForm(HomewardForm):
    on = DateField(label="On which day was it?", name="day it was", past=True)
    went = Choices(
        label="How did it go?", choices=[(went.value, went.label) for went in Went], coerce=Went
    )
    words = ChildsWords(label="What does the child say about it?", rows=2, required=False)
    what = LongText(label="What happened?", rows=4)

    def told(self) -> Told:
        typed = self.cleaned_data
        return Told(typed["on"], typed["went"], typed["what"], typed["words"])


class TellUnplannedForm(TellStepForm):
    kind = Choices(
        label="What was it?",
        choices=[(kind.value, kind.label) for kind in StepKind],
        coerce=StepKind,
    )
    field_order = ("kind", "on", "went", "words", "what")


class CrisisForm(HomewardForm):
    signs = LongText(
        label="How does one see that it begins to go wrong?",
        hint="What the child does, what the parents do",
        rows=2,
    )
    first = LongText(
        label="What do the family do first, and whom do they phone, day and night?", rows=3
    )
    can_have = LongText(
        label="Who can have the child tonight?",
        hint="Names and numbers, and whether they have said yes",
        rows=2,
    )
    never = LongText(
        label="What must not be done?",
        hint="For example: whom not to phone, where not to go",
        rows=2,
        required=False,
    )


class PromiseForm(HomewardForm):
    what = LongText(label="What support is promised?", hint="Who comes, and how often", rows=3)
    until = DateField(
        label="Up to which day?",
        name="day up to which it is promised",
        hint="Six months at least are usual. Before that day it ends only when both organisations decide so",
        future=True,
    )


class EarlyEndForm(HomewardForm):
    because = LongText(
        label="Why should it end sooner?", hint="What the child and the family say to it", rows=3
    )


class AnswerEarlyEndForm(HomewardForm):
    agrees = YesNo(label="Does it end sooner?", enter="Choose whether it ends sooner")
    because = LongText(
        label="If not: why is the promise kept?", rows=2, max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("agrees") is False and not typed.get("because", "").strip():
            self.add_error("because", "Enter why the promise is kept")
        return typed


class CheckForm(HomewardForm):
    on = DateField(label="When was it?", name="day you looked", past=True)
    words = ChildsWords(label="What does the child say?", required=False)
    feels_safe = YesNo(
        label="Does the child say they feel safe where they live?",
        hint="Leave it empty if the child was not asked. Nobody else can answer it",
        required=False,
    )
    living = Text(label="Where does the child live, and with whom?", max_length=200)
    how_it_is = LongText(label="How is it?", hint="What goes well first", rows=4)
    worries = LongText(
        label="What worries you, or them?",
        hint="If the child may be unsafe, tell duty today",
        rows=3,
        required=False,
    )

    def found(self) -> Checked:
        typed = self.cleaned_data
        return Checked(
            on=typed["on"],
            living=typed["living"],
            feels_safe=typed["feels_safe"],
            words=typed["words"],
            how_it_is=typed["how_it_is"],
            worries=typed["worries"],
        )


class LookBackForm(HomewardForm):
    words = ChildsWords(label="What does the child say about it?", required=False)
    family_says = LongText(label="What do the parents say?", rows=3)
    what_helped = LongText(
        label="What helped while the child was at home?", hint="Every return has something", rows=3
    )
    what_was_hard = LongText(
        label="What made it hard?", hint="What happened, not who was to blame", rows=3
    )
    next_time = LongText(label="What would both organisations do another way next time?", rows=3)

    def learned(self) -> Learned:
        typed = self.cleaned_data
        return Learned(**{name: typed[name] for name in Learned.__dataclass_fields__})
