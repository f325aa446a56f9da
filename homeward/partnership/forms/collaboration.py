"""What is asked to propose a version of the collaboration agreement, and to write down a step or a review."""

from datetime import date
from typing import Any

from homeward.forms import Choices, DateField, HomewardForm, LongText, Text, WholeNumber
from homeward.partnership.rules import OrganisationKind
from homeward.partnership.rules.collaboration import (
    StepKind,
    Wording,
    as_typed,
    lines_of,
    offers_of,
)


A_LINE_EACH = "One a line"
IN_KIND = "One a line. If somebody has estimated what it is worth a year, put that last: Two rooms, £9,500"


class CollaborationForm(HomewardForm):
    aims = LongText(label="What do both want to reach?", hint=A_LINE_EACH, rows=5)
    council_duties = LongText(label="What does the council owe?", hint=A_LINE_EACH, rows=5)
    charity_duties = LongText(label="What does the charity owe?", hint=A_LINE_EACH, rows=5)
    council_offers = LongText(
        label="What does the council give in kind?", hint=IN_KIND, required=False
    )
    charity_offers = LongText(
        label="What does the charity give in kind?", hint=IN_KIND, required=False
    )
    from_day = DateField(label="From which day does it hold?", name="first day")
    to_day = DateField(
        label="Until which day?",
        hint="The first day on which it no longer holds. Leave it empty if it has no end",
        name="last day",
        required=False,
    )
    review_1 = DateField(label="On which day do both first look at how it goes?", name="review")
    review_2 = DateField(label="A second review", name="second review", required=False)
    review_3 = DateField(label="A third review", name="third review", required=False)
    notice_months = WholeNumber(label="How many months’ notice does either give?", least=0, most=60)
    exit_families = LongText(label="When it ends, what happens to the families?")
    exit_records = LongText(label="When it ends, what happens to the records?")

    def version(self) -> dict[str, Any]:
        """As the action takes it."""
        typed = self.cleaned_data
        reviews: list[date] = [
            day for name in ("review_1", "review_2", "review_3") if (day := typed[name])
        ]
        council, charity = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
        wording = Wording(
            lines_of(typed["aims"]),
            {
                council: lines_of(typed["council_duties"]),
                charity: lines_of(typed["charity_duties"]),
            },
            {
                council: offers_of(typed["council_offers"]),
                charity: offers_of(typed["charity_offers"]),
            },
            typed["notice_months"],
            typed["exit_families"],
            typed["exit_records"],
        )
        return {
            "wording": wording,
            "from_day": typed["from_day"],
            "to_day": typed["to_day"],
            "reviews": reviews,
        }


def begin_with(wording: Wording) -> dict[str, Any]:
    """What the form shows first: what the version before says."""
    council, charity = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
    return {
        "aims": "\n".join(wording.aims),
        "council_duties": "\n".join(wording.duties.get(council, ())),
        "charity_duties": "\n".join(wording.duties.get(charity, ())),
        "council_offers": as_typed(wording.offers.get(council, ())),
        "charity_offers": as_typed(wording.offers.get(charity, ())),
        "notice_months": wording.notice_months,
        "exit_families": wording.exit_families,
        "exit_records": wording.exit_records,
    }


class StepForm(HomewardForm):
    kind = Choices(
        label="What happened?",
        choices=[
            (StepKind.APPROACH, "One approached the other", "Before there was anything to agree"),
            (StepKind.TALKS, "Talks", "A meeting, a draft, an agreement in principle"),
            (StepKind.AGREED, "A committee agreed", "To the version that is proposed now"),
            (StepKind.DECLINED, "It was declined", "By one side’s committee, with the reason"),
        ],
    )
    side = Choices(
        label="Whose committee?",
        hint="Of an approach: who approached the other. Talks are of both: leave it empty",
        choices=[(side.value, side.label.capitalize()) for side in OrganisationKind],
        required=False,
    )
    on = DateField(label="On which day?", name="day", past=True)
    minute = Text(
        label="Who decided it, and where is it minuted?",
        hint="Such as: Cabinet, 4 March 2026, minute 12",
        max_length=200,
        required=False,
    )
    words = LongText(
        label="What was said?", hint="If it was declined: the reason", rows=3, required=False
    )

    def clean_kind(self) -> StepKind:
        return StepKind(self.cleaned_data["kind"])

    def clean_side(self) -> OrganisationKind | None:
        side = self.cleaned_data["side"]
        return OrganisationKind(side) if side else None


class ReviewForm(HomewardForm):
    held_on = DateField(label="On which day was it held?", name="day", past=True)
    found = LongText(
        label="What did both find?", hint="What goes well, what does not, and what follows", rows=6
    )
    next_on = DateField(
        label="On which day do both look again?",
        hint="Leave it empty if a later review is agreed already",
        name="next review",
        required=False,
    )
