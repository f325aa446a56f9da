"""What the child says, and how decisions were told to them, as it stands in the copy of their file."""

from django.db.models import Q

from homeward.copies.parts import Inside, Part
from homeward.voice.models import AlreadyTold, AskedAgain, DecisionTold, Feedback, SafeWay, Saying
from homeward.voice.queries.saying import picture_of


PARTS = [
    Part(
        Saying,
        "What you said or showed",
        of="child",
        says={
            "words": "",
            "how": "How",
            "to_whom": "To whom",
        },
        on="on",
        by="recorded_by",
        at="recorded_at",
        leaves={
            "name": "where the picture lies",
            "removed_because": "what did not belong in your file was taken out",
        },
        only=lambda child: Q(removed_at=None),
        picture=picture_of,
    ),
    Part(
        DecisionTold,
        "A decision was told to you",
        of="child",
        says={
            "decision__question": "The question",
            "who": "Told by",
            "way": "How",
            "said": "What you said to it",
            "not_told_because": "It was not told to you, because",
        },
        on="on",
        by="recorded_by",
        at="recorded_at",
    ),
    Part(
        AlreadyTold,
        "Something that was told once, so that nobody asks again",
        of="child",
        says={
            "about": "About",
            "fact": "",
            "teller": "Who told it",
            "source": "Where",
            "permission": "Who may use it",
            "team": "To",
        },
        on="told_on",
        by="recorded_by",
        at="recorded_at",
    ),
    Part(
        AskedAgain,
        "It was asked again",
        of="told__child",
        says={"told__about": "About", "why": "", "reason": "Why"},
        on="asked_at",
        by="asked_by",
        at="asked_at",
    ),
    Part(
        Feedback,
        "What you said of the help",
        of="child",
        says={
            "feeling": "",
            "words": "",
            "answer": "What we answered",
            "answered_by": "Answered by",
        },
        on="on",
        by="recorded_by",
    ),
    Part(
        SafeWay,
        "The safe way to reach you",
        of="child",
        says={"how": "", "hours": "When", "never": "Never"},
        on="recorded_at",
        by="recorded_by",
        at="recorded_at",
    ),
]
OF_EACH = "What adults of the family said of the help, and were told: that is in their own record"
LEFT_OUT = {
    "voice.FeedbackChild": OF_EACH,
    "voice.IssuedPlan": "The page that you could read with a link: it was made from what stands here",
    "voice.FamilyLink": Inside("links by which your page was opened: they have expired"),
}
