"""Screening a referral, and answering what was asked."""

from typing import Any

from homeward.forms import Choices, HomewardForm, LongText, Select, Text
from homeward.referrals.rules import Outcome, working_days


ASKED = "The referring team gets your question and {} to answer"
OUTCOMES = [
    (Outcome.TAKE_ON, "Take on", "It fits the service. It goes to the panel next"),
    (Outcome.ASK_FOR_MORE, "Ask for more", ASKED),
    (Outcome.NOT_ELIGIBLE, "Not eligible", "The family does not fit this service. Say what would"),
    (
        Outcome.TOO_RISKY,
        "Not eligible: too risky for this service",
        "A council officer takes the family back today. Phone them first, then name them below",
    ),
    (
        Outcome.FAMILY_DECLINED,
        "The family declined or withdrew",
        "They know of the offer and said no",
    ),
    (
        Outcome.NO_CAPACITY,
        "No capacity",
        "It fits, and there is no room. Next you say how the family waits",
    ),
    (Outcome.REDIRECTED, "Redirected", "Another service is right. Name it below"),
]


class ScreenForm(HomewardForm):
    outcome = Choices(label="What is the outcome?", coerce=Outcome)
    reasons = LongText(
        label="Why?",
        enter="Write why, or what you ask",
        hint="In words the family may read. If you ask for more, write what you ask",
    )
    taken_back_by = Select(
        label="Which council officer takes the family back?",
        hint="Only if it is too risky for this service",
        required=False,
        coerce=int,
        empty_value=None,
    )
    redirected_to = Text(
        label="Which service is it redirected to?",
        hint="Only if it is redirected",
        required=False,
        max_length=200,
    )

    def __init__(
        self,
        *args: Any,
        officers: list[tuple[int, str]],
        answer_days: int,
        waits: bool = False,
        **kwargs: Any,
    ) -> None:
        """`answer_days`: what was agreed for an answer. `waits`: the family is on the waiting list, and
        leaves it with this outcome."""
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (outcome, label, hint.format(working_days(answer_days)))
            for outcome, label, hint in OUTCOMES
            if outcome.is_final or not waits
        ]
        self.fields["taken_back_by"].choices = [("", "Choose one"), *officers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        outcome = held.get("outcome")
        if outcome == Outcome.TOO_RISKY and not held.get("taken_back_by"):
            self.add_error(
                "taken_back_by",
                "Choose the council officer who takes the family back. Phone them first",
            )
        if outcome == Outcome.REDIRECTED and not held.get("redirected_to"):
            self.add_error("redirected_to", "Enter the service that the family is redirected to")
        return held


class AnswerForm(HomewardForm):
    words = LongText(label="Your answer", rows=6)
