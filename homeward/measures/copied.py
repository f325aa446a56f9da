"""What of measures stands in the copy of a child's file: as they are now, put right where they were wrong."""

from django.db.models import Q

from homeward.copies.parts import Part
from homeward.measures.models import Attendance, Measure, Sdq, ToolScore


IN_LINE = "stands in the line"
CHANGED = {
    "corrected_because": "what was wrong was put right, and stands as it is right",
    "taken_out_because": "what did not belong in your file was taken out",
}


def _measure(table: type[Measure], heading: str, on: str, leaves: dict[str, str]) -> Part:
    return Part(
        table,
        heading,
        of="child",
        says={"in_words": ""},
        on=on,
        by="recorded_by",
        at="recorded_at",
        leaves={**CHANGED, **leaves},
        group=table.GROUP,
        only=lambda child: Q(corrected_by=None, taken_out_at=None),
    )


ANSWERS = (
    "which box was ticked: the questionnaire belongs to its makers, and what it came to is here"
)
PARTS = [
    _measure(
        Sdq,
        "A questionnaire about strengths and difficulties",
        "on",
        {"informant": IN_LINE, "who": IN_LINE, "answers": ANSWERS, "impact_answers": ANSWERS},
    ),
    _measure(
        ToolScore,
        "A score",
        "on",
        {
            **dict.fromkeys(["tool", "part", "informant"], IN_LINE),
            "reading": "how its makers say it is read",
            "licence": "under which licence it was used",
            "licence_holder": "under which licence it was used",
            "held_by": "who went through it with whom it was about",
        },
    ),
    _measure(Attendance, "How often you were at school", "last_day", {"source": "who counted"}),
]
LEFT_OUT: dict[str, str] = {}
