"""Agreeing for whom the service is."""

from typing import Any

from homeward.forms import DateField, HomewardForm, LongText, ManyChoices, Text, WholeNumber
from homeward.referrals.rules import REASONS, SOMETHING_ELSE, Criterion, CriterionKind


ONE_A_LINE = "One a line. Whoever screens answers each: met, not met or not known"
LINES = {
    "living": CriterionKind.LIVING,
    "legal": CriterionKind.LEGAL,
    "tried": CriterionKind.TRIED,
    "excludes": CriterionKind.EXCLUDES,
}
MOST_LINES = 6


class EligibilityForm(HomewardForm):
    least = WholeNumber(label="From which age?", least=0, most=17, required=False)
    most = WholeNumber(label="Up to and with which age?", least=0, most=17, required=False)
    feared = ManyChoices(
        label="What is feared? One of these is enough",
        choices=[(one, one[:1].upper() + one[1:]) for one in REASONS if one != SOMETHING_ELSE],
        required=False,
    )
    living = LongText(
        label="Where must the child be living?", hint=ONE_A_LINE, rows=3, required=False
    )
    legal = LongText(label="Which legal status?", hint=ONE_A_LINE, rows=3, required=False)
    tried = LongText(label="What must have been tried?", hint=ONE_A_LINE, rows=3, required=False)
    excludes = LongText(
        label="What makes it the wrong service?",
        hint=f"{ONE_A_LINE}. For example: a child is being hurt now, and help at home would not stop it",
        rows=3,
        required=False,
    )
    from_day = DateField(label="From which day?", name="first day", future=True)
    decided_under = Text(
        label="Who agreed it, and where?",
        hint="For example: joint board, 3 November 2026, item 4",
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        for name in LINES:
            lines = _lines(held.get(name, ""))
            if len(lines) > MOST_LINES:
                self.add_error(name, f"Enter {MOST_LINES} at most: each is one more question")
            elif any(len(line) > 300 for line in lines):
                self.add_error(name, "Enter at most 300 letters a line")
        return held

    def criteria(self) -> list[Criterion]:
        held = self.cleaned_data
        least, most, feared = held["least"], held["most"], held["feared"]
        found = []
        if least is not None or most is not None:
            youngest, oldest = least or 0, 17 if most is None else most
            words = f"A child from {youngest} to {oldest}"
            found.append(Criterion(CriterionKind.AGE, words, least, most))
        if feared:
            found.append(
                Criterion(CriterionKind.FEARED, "; ".join(feared)[:300], any_of=tuple(feared))
            )
        for name, kind in LINES.items():
            found += [Criterion(kind, line) for line in _lines(held[name])]
        return found


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]
