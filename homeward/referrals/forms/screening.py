"""Screening a referral, and answering what was asked."""

from typing import Any

from homeward.forms import Choices, HomewardForm, LongText, Select, Text
from homeward.referrals.queries import Advised
from homeward.referrals.rules import (
    Judgement,
    Outcome,
    advice,
    advice_in_words,
    may_go_against,
    working_days,
)


ASKED_OF = [(one.value, one.value.capitalize()) for one in Judgement]
EXCLUDED = [
    (Judgement.MET.value, "True of them"),
    (Judgement.NOT_MET.value, "Not true of them"),
    (Judgement.NOT_KNOWN.value, "Not known"),
]
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

    against = LongText(
        label="If you see it otherwise than what we agreed: why?",
        hint="Only if your outcome goes against it. The panel reads it",
        rows=2,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        officers: list[tuple[int, str]],
        answer_days: int,
        waits: bool = False,
        advised: Advised | None = None,
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
        self.advised = advised
        if advised is None:
            del self.fields["against"]
            return
        for criterion in advised.asked:
            self.fields[f"criterion_{criterion.number}"] = Choices(
                label=criterion.words,
                choices=EXCLUDED if criterion.excludes else ASKED_OF,
                initial=Judgement.NOT_KNOWN.value,
                coerce=Judgement,
                inline=True,
                enter="Choose whether it is so, or that nobody knows",
            )
        asked = [f"criterion_{criterion.number}" for criterion in advised.asked]
        self.order_fields([*asked, "outcome", "against", "reasons"])

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
        if self.advised and outcome and not self.errors.get("against"):
            judged = self.advised.with_answers(self.answers())
            answer = may_go_against(advice(judged), outcome, held.get("against", ""))
            if not answer:
                self.add_error(
                    "against", f"{advice_in_words(judged)}. Write why you see it otherwise"
                )
        return held

    def answers(self) -> dict[int, Judgement]:
        """What was answered of the criteria, by their numbers."""
        asked = self.advised.asked if self.advised else []
        typed = {one.number: self.cleaned_data.get(f"criterion_{one.number}") for one in asked}
        return {number: said for number, said in typed.items() if said}


class AnswerForm(HomewardForm):
    words = LongText(label="Your answer", rows=6)
