"""The shape of what is asked about a disagreement. Whether it may be done is for the rules."""

from collections.abc import Iterable
from typing import Any

from homeward.decisions.forms import offer
from homeward.disagreements.rules import THEMES, Answered, Theme
from homeward.forms import Choices, HomewardForm, LongText, Select
from homeward.partnership.models import Team


class RaiseForm(HomewardForm):
    view = LongText(
        label="What do you see differently?",
        hint="What you think, as you would say it to them",
        rows=3,
    )
    theme = Choices(
        label="What is it mostly about?", choices=[(theme.value, THEMES[theme]) for theme in Theme]
    )
    evidence = LongText(
        label="What makes you think so?", hint="What you saw or heard, and when", rows=3
    )
    wanted = LongText(label="What do you want to happen?", rows=2)
    meanwhile = LongText(
        label="What keeps the child safe until it is settled?",
        hint="Who does what, from today",
        rows=2,
    )
    with_team = Choices(label="Which team sees it differently?", coerce=int)

    def __init__(self, *args: Any, teams: Iterable[Team], names: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(team.pk, team.name) for team in teams]
        offer(self, "with_team", offered)
        if len(offered) == 1:
            self.fields["with_team"].initial = offered[0][0]
        self.fields["meanwhile"].label = f"What keeps {names} safe until it is settled?"


SETTLING = (
    (Answered.UPHELD.value, "Upheld", "What they want to happen, will"),
    (Answered.OTHERWISE.value, "Settled otherwise", "All agreed on something else"),
)


class AnswerForm(HomewardForm):
    answer = Choices(label="What is your answer?", coerce=Answered)
    words = LongText(
        label="What was agreed, or why is it not upheld?",
        hint="Who does what, and by when. They read it as you write it",
        rows=5,
    )

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        then = (
            "This is the last level: it ends here"
            if is_last
            else "They may raise it to the next level"
        )
        not_upheld = (Answered.NOT_UPHELD.value, "Not upheld", then)
        offer(self, "answer", [*SETTLING, not_upheld])


class SideForm(HomewardForm):
    words = LongText(
        label="What does your side say?",
        hint="What you know, and what you think. It stands beside what the others say",
        rows=5,
    )


class FurtherForm(HomewardForm):
    because = LongText(
        label="Why is it not settled yet?",
        hint="What the answer left open. Those at the next level read it first",
        rows=4,
    )


class SettleForm(HomewardForm):
    words = LongText(
        label="What was agreed?", hint="Who does what, and by when. Who agreed to it", rows=5
    )


class WithdrawForm(HomewardForm):
    because = LongText(
        label="Why does it not need to go on?",
        hint="For example: the answer is enough, or things have changed",
        rows=3,
    )


class ListForm(HomewardForm):
    """Which disagreements the list shows."""

    where = Select(
        label="Where it is",
        choices=[
            ("", "Anywhere"),
            ("open", "Open"),
            ("mine", "Waits for me"),
            ("late", "Answer overdue"),
            ("ended", "Ended"),
        ],
        required=False,
    )
    whose = Select(
        label="Whose",
        choices=[
            ("", "Anybody’s"),
            ("me", "Raised by me"),
            ("teams", "Between my teams and others"),
        ],
        required=False,
    )
    theme = Select(
        label="About",
        choices=[("", "Anything"), *((theme.value, THEMES[theme]) for theme in Theme)],
        required=False,
    )
