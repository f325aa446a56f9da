"""What of professional disagreements stands in the copy of a child's file."""

from homeward.copies.parts import Inside, Part
from homeward.disagreements.models import Disagreement, LevelReached, Settlement, Side


OF = "disagreement__about__child"
PARTS = [
    Part(
        Disagreement,
        "People who worked with you disagreed",
        of="about__child",
        says={
            "theme": "About",
            "view": "What one side saw",
            "evidence": "From what",
            "wanted": "What they wanted",
            "meanwhile": "What kept you safe meanwhile",
            "from_team": "From",
            "with_team": "With",
        },
        on="raised_at",
        by="raised_by",
        at="raised_at",
        leaves={"from_kind": "stands with the team", "with_kind": "stands with the team"},
    ),
    Part(
        LevelReached,
        "The disagreement was answered",
        of=OF,
        says={
            "level": "By whom",
            "because": "Why it went further",
            "passed_because": "Why this step was passed over",
            "answer": "The answer",
            "words": "",
        },
        on="reached_at",
        by="answered_by",
        at="answered_at",
        leaves={"answered_for": "for which organisation: it stands with who answered"},
    ),
    Part(
        Side,
        "What one side said to it",
        of=OF,
        says={"kind": "For", "words": ""},
        on="said_at",
        by="said_by",
        at="said_at",
    ),
    Part(
        Settlement,
        "How the disagreement ended",
        of=OF,
        says={"words": "", "withdrawn": "Withdrawn"},
        on="ended_at",
        by="ended_by",
        at="ended_at",
    ),
]
LEFT_OUT = {
    "disagreements.DisagreementChild": Inside(
        "which children a text is about: what is about you is here"
    )
}
