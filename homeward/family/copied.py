"""What a family did first, and what went to court, in the copy of a child's file.

Who in the family could help, what each said of it and how that was judged is theirs: it is told to them, and left
out here.
"""

from homeward.copies.parts import Inside, Part
from homeward.family.models import (
    CourtTime,
    FamilyPlan,
    GatewayDecision,
    Meeting,
    Offer,
    PlanReview,
    PlanStep,
    PreMeeting,
    PreProceedings,
    Proceedings,
)
from homeward.partnership.rules import DataGroup


THEIRS = (
    "What grown-ups in your family said they could do, how that was judged, and what they answered: it is about "
    "them"
)
OF_GROUP, OF_PLAN = "group__about__child", "plan__group__about__child"
WRITTEN = {"by": "recorded_by", "at": "recorded_at"}

PARTS = [
    Part(
        Offer,
        "Your family was offered a meeting of its own",
        of=OF_GROUP,
        says={"who": "Offered by"},
        on="on",
        leaves={"said": "what somebody else answered", "words": "somebody else’s words"},
        **WRITTEN,
    ),
    Part(
        Meeting,
        "Your family met to make a plan",
        of=OF_GROUP,
        says={
            "coordinator": "Brought together by",
            "children_said": "What was said for you",
            "not_alone_because": "Why they had no time by themselves",
        },
        on="on",
        leaves={"where": "where other people met", "others": "who else came: it is about them"},
        **WRITTEN,
    ),
    Part(
        FamilyPlan,
        "Your family’s plan",
        of=OF_GROUP,
        says={
            "words": "",
            "otherwise": "If it does not work",
            "agrees": "What the council answered",
            "agrees_to": "What the council agreed to",
            "not_because": "Why it did not agree",
        },
        at="written_at",
        by="written_by",
    ),
    Part(
        PlanStep,
        "A step of your family’s plan",
        of=OF_PLAN,
        says={"what": "", "by_when": "By when"},
        leaves={"who": "which grown-up did it: it is about them"},
    ),
    Part(
        PlanReview,
        "Your family’s plan was looked at again",
        of=OF_PLAN,
        says={"how": "How it went", "came": "What came of it"},
        on="on",
        leaves={"who": "who was there: it is about them"},
        **WRITTEN,
    ),
    Part(
        GatewayDecision,
        "The council’s lawyers and managers met about you",
        of=OF_GROUP,
        says={
            "why": "Why",
            "outcome": "What was decided",
            "reasons": "The reasons",
            "no_meeting_because": "Why no family meeting was offered",
            "agreed_with": "Agreed with",
            "signed_name": "Signed by",
            "authority": "By which right",
        },
        at="asked_at",
        by="asked_by",
        group=DataGroup.LEGAL,
    ),
    Part(
        PreProceedings,
        "A letter before going to court",
        of=OF_GROUP,
        says={"asks": "What the council asked", "ended_on": "Ended on"},
        on="letter_on",
        group=DataGroup.LEGAL,
        **WRITTEN,
    ),
    Part(
        PreMeeting,
        "A meeting before going to court",
        of=OF_GROUP,
        says={"agreed": "What was agreed"},
        on="on",
        leaves={"who": "who was there: it is about them"},
        group=DataGroup.LEGAL,
        **WRITTEN,
    ),
    Part(
        Proceedings,
        "The council asked the court",
        of=OF_GROUP,
        says={
            "court_reference": "The court’s number",
            "no_meeting_because": "Why no family meeting was offered",
            "order": "What the court decided",
            "ended_on": "Ended on",
        },
        on="issued_on",
        group=DataGroup.LEGAL,
        **WRITTEN,
    ),
    Part(
        CourtTime,
        "The court took more time",
        of=OF_GROUP,
        says={"until": "Until", "reasons": "Why"},
        on="ordered_on",
        group=DataGroup.LEGAL,
        **WRITTEN,
    ),
]
LEFT_OUT = {
    "family.FamilyGroup": Inside("which children it was about together"),
    "family.GroupChild": Inside("which children it was about together"),
    **dict.fromkeys(
        [
            "family.Relative",
            "family.Ability",
            "family.Viability",
            "family.HelpGiven",
            "family.Invitation",
        ],
        THEIRS,
    ),
}
