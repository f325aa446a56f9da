"""How a family waits, and looking at it again."""

from typing import Any

from homeward.forms import Choices, DateField, HomewardForm, LongText, Text
from homeward.referrals.rules import MOST_DAYS_UNSEEN, Need, Waits


class WaitForm(HomewardForm):
    reasons = LongText(
        label="Why is there no room?", hint="In words the family may read", enter="Write why"
    )
    need = Choices(
        label="How much does the family need the next place?",
        choices=[(need.value, need.words, need.meaning) for need in Need],
        coerce=lambda value: Need(int(value)),
    )
    interim_what = Text(
        label="What help does the family have meanwhile?",
        hint="If nothing helps meanwhile, say why",
        max_length=300,
    )
    interim_who = Text(
        label="Who gives it?", hint="A person or a service", required=False, max_length=120
    )
    interim_since = DateField(label="Since when?", name="day it began", past=True, required=False)
    review_on = DateField(
        label="When do you look again?",
        name="day to look again",
        hint=f"Within {MOST_DAYS_UNSEEN} days. It becomes a task of your team",
        future=True,
    )

    def waits(self) -> Waits:
        held = self.cleaned_data
        return Waits(
            need=held["need"],
            review_on=held["review_on"],
            interim_what=held["interim_what"],
            interim_who=held["interim_who"],
            interim_since=held["interim_since"],
        )


class ReviewWaitingForm(WaitForm):
    reasons = None  # type: ignore[assignment]  # asked once, when the family began to wait
    words = LongText(label="How is the family now?", hint="Who you spoke with, and what they said")
    why_moved = Text(
        label="Why is the family moved on the list?",
        hint="Only if the need has changed. Others wait longer because of it",
        required=False,
        max_length=300,
    )
    field_order = ("words", "need", "why_moved", "interim_what", "interim_who", "interim_since")

    def __init__(self, *args: Any, need_now: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need_now = need_now

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if held.get("need", self.need_now) != self.need_now and not held.get("why_moved"):
            self.add_error("why_moved", "Say what has changed, so that others know why they wait")
        return held
