"""What of decisions stands in the copy of a child's file."""

from homeward.copies.parts import Inside, Part
from homeward.decisions.models import Decision, Evidence, Option, View


OF = "decision__about__child"
PARTS = [
    Part(
        Decision,
        "A decision",
        of="about__child",
        says={
            "question": "The question",
            "function": "What kind of decision it was",
            "outcome__what": "What was decided",
            "reasons": "Why",
            "dissent": "Who saw it differently",
            "look_again_if": "When it would be looked at again",
            "look_again_by": "And by which day at the latest",
            "authority": "By which authority",
            "prepared_by": "Prepared by",
            "returned_because": "Why it was sent back once, to be prepared better",
        },
        on="signed_at",
        by="signed_by",
        at="prepared_at",
        leaves={"signed_name": "the name again that stands under it"},
    ),
    Part(
        Option,
        "What could have been decided",
        of=OF,
        says={
            "decision__question": "The question",
            "what": "",
            "could_make_it_safe": "What could make it safe",
            "could_go_wrong": "What could go wrong",
        },
        on="decision__prepared_at",
        by="decision__prepared_by",
        leaves={"code": "a short name of the software’s"},
    ),
    Part(
        Evidence,
        "What was known when it was decided",
        of=OF,
        says={
            "decision__question": "The question",
            "what": "",
            "source": "How it is known",
            "on": "Of which day",
            "points_to": "Which way it points",
        },
        on="added_at",
        by="added_by",
        at="added_at",
    ),
    Part(
        View,
        "What somebody thought of the question",
        of=OF,
        says={
            "decision__question": "The question",
            "whose": "Whose view",
            "who": "Who",
            "words": "",
        },
        on="added_at",
        by="added_by",
        at="added_at",
    ),
]
LEFT_OUT = {
    "decisions.DecisionChild": Inside("which children a text is about: what is about you is here")
}
