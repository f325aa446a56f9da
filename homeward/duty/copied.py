"""What duty was told of a child and did at night, in the copy of the child's file."""

from homeward.copies.parts import Part
from homeward.duty.models import NightCard, NightNote, NightTold
from homeward.partnership.rules import DataGroup


PARTS = [
    Part(
        NightCard,
        "What those who are awake at night were told about you",
        of="child",
        says={"tonight": "Who could have you", "risks": "What they were to know"},
        on="written_at",
        by="written_by",
        at="written_at",
        leaves={
            "where": "where other people live",
            "do_not_contact": "whom nobody was to phone: it is about them",
        },
        group=DataGroup.SAFETY,
    ),
    Part(
        NightNote,
        "Something happened at night",
        of="child",
        says={"happened": "", "done": "What was done", "waits": "What was left for the morning"},
        on="morning",
        by="written_by",
        at="written_at",
        group=DataGroup.SAFETY,
    ),
    Part(
        NightTold,
        "In the morning somebody took over",
        of="note__child",
        says={"team": "Team", "how": "What they did"},
        on="taken_at",
        by="taken_by",
        at="taken_at",
        group=DataGroup.SAFETY,
    ),
]
LEFT_OUT = {
    "duty.CardOpening": "The log of who read and changed your file: it can be asked for by itself",
}
