"""Where a child stood by law, who led for them, and the advocate that was offered, in the copy of their file."""

from django.db.models import Q

from homeward.copies.parts import Part
from homeward.partnership.rules import DataGroup
from homeward.safeguarding.models import (
    AdvocacyOffer,
    ChildInNeed,
    LeadPractitioner,
    PlanCategory,
    ProtectionPlan,
    ReviewConference,
    Status,
)


NEVER_SO = {"taken_out_because": "what was never so was taken out"}


def _status(table: type[Status], heading: str, says: dict[str, str]) -> Part:
    return Part(
        table,
        heading,
        of="child",
        says={**says, "period": "When", "ended_because": "Why it ended"},
        on="period",
        by="recorded_by",
        at="recorded_at",
        leaves=NEVER_SO,
        group=table.GROUP,
        only=lambda child: Q(taken_out_at=None),
    )


def _of_plan(
    table: type[PlanCategory] | type[ReviewConference], heading: str, says: dict[str, str], on: str
) -> Part:
    return Part(
        table,
        heading,
        of="plan__child",
        says=says,
        on=on,
        by="recorded_by",
        at="recorded_at",
        leaves={"kinds": "stands in words"} if table is PlanCategory else {},
        group=DataGroup.SAFETY,
        only=lambda child: Q(plan__taken_out_at=None),
    )


PARTS = [
    _status(
        ChildInNeed, "You were helped as a child in need", {"why": "What you needed help with"}
    ),
    _status(ProtectionPlan, "There was a child protection plan for you", {}),
    _of_plan(PlanCategory, "Why there was a child protection plan", {"in_words": ""}, "since"),
    _of_plan(
        ReviewConference,
        "A conference looked at the plan again",
        {"what": "What came of it"},
        "held_on",
    ),
    _status(
        LeadPractitioner,
        "Somebody led for you",
        {"worker": "Who", "because": "Why"},
    ),
    Part(
        AdvocacyOffer,
        "An advocate was offered to you",
        of="child",
        says={
            "who": "Offered by",
            "provider": "Whose advocate",
            "answer": "What you answered",
            "words": "Your words, or why you could not be asked",
            "advocate": "Your advocate",
            "begun_on": "Began on",
        },
        on="offered_on",
        by="recorded_by",
        at="recorded_at",
    ),
]
LEFT_OUT: dict[str, str] = {}
