"""What of referrals, screening, waiting, crises and the panel stands in the copy of a child's file."""

from homeward.copies.parts import Inside, Part
from homeward.referrals.models import (
    AgendaItem,
    Condition,
    Crisis,
    CriterionAnswer,
    Dissent,
    EligibilityCheck,
    Referral,
    ReferralChild,
    Reply,
    Screening,
    Waiting,
    WaitingReview,
)


OF = "referral__about__child"
ITEM = "item__referral__about__child"
PARTS = [
    Part(
        Referral,
        "Help was asked for",
        of="about__child",
        says={
            "reasons": "Because of",
            "why_now": "Why now",
            "tried": "What had been tried",
            "going_well": "What was going well",
            "family_says": "What the family said",
            "danger": "Danger",
            "urgency": "How urgent it was",
            "from_team": "Asked by",
            "to_team": "Asked of",
        },
        on="sent_at",
        by="referred_by",
        at="sent_at",
        leaves={"reference": "a number by which to speak of it on the phone"},
    ),
    Part(
        ReferralChild,
        "What you said when help was asked for",
        of="child",
        says={"says": "", "not_asked_because": "You were not asked, because"},
        on="referral__sent_at",
        by="referral__referred_by",
        at="referral__sent_at",
        # As the lock in the database has it: of a referral of which one sees some children, one reads nothing.
        visible=lambda rows, worker, day: rows.filter(
            referral__in=Referral.objects.visible_to(worker, day)
        ),
    ),
    Part(
        Screening,
        "Whether we could help",
        of=OF,
        says={
            "outcome": "",
            "reasons": "Why",
            "redirected_to": "Who could help instead",
            "taken_back_by": "Who took it back",
        },
        on="at",
        by="by",
        at="at",
    ),
    Part(
        Reply,
        "What was answered when we asked for more",
        of="screening__referral__about__child",
        says={"words": ""},
        on="at",
        by="by",
        at="at",
    ),
    Part(
        EligibilityCheck,
        "Whether the help was meant for you",
        of=OF,
        says={
            "in_words": "",
            "advice": "It came to",
            "against_because": "Decided otherwise, because",
        },
        on="screening__at",
        by="screening__by",
    ),
    Part(
        CriterionAnswer,
        "Whom the help is for, line by line",
        of="of__referral__about__child",
        says={"criterion__words": "The line", "judgement": "Met", "told": "How it is known"},
        on="of__screening__at",
        by="of__screening__by",
    ),
    Part(
        Crisis,
        "Help was needed on the same day",
        of=OF,
        says={
            "told_by": "Who told us",
            "needed": "What was needed",
            "night": "Where you were to be that night",
            "answer": "What we answered",
            "who_goes": "Who went",
            "goes_at": "At",
            "instead": "What was done instead",
        },
        on="asked_at",
        by="asked_by",
        at="asked_at",
    ),
    Part(
        Waiting,
        "Waiting for help",
        of=OF,
        says={
            "need": "How needed it was",
            "interim_what": "Help meanwhile",
            "interim_who": "From whom",
            "left_at": "Until",
        },
        on="since",
        by="put_by",
        at="put_at",
    ),
    Part(
        WaitingReview,
        "Somebody looked again while you waited",
        of="waiting__referral__about__child",
        says={"words": "", "need": "How needed it was", "why_moved": "Why that changed"},
        on="at",
        by="by",
        at="at",
    ),
    Part(
        AgendaItem,
        "The panel talked about your family",
        of=OF,
        says={"sitting__held_on": "On", "alternative": "What would have been done otherwise"},
        on="sitting__held_on",
        by="sitting__chair",
        leaves={"papers": "the referral as it stood, which is here"},
    ),
    Part(
        Condition,
        "What the panel wanted done",
        of=ITEM,
        says={"what": "", "owner": "By", "by_day": "By when", "met_how": "How it was done"},
        on="item__sitting__held_on",
        by="met_by",
        at="met_at",
    ),
    Part(
        Dissent,
        "Somebody on the panel saw it differently",
        of=ITEM,
        says={"words": ""},
        on="written_at",
        by="worker",
        at="written_at",
    ),
]
LEFT_OUT = {
    "referrals.ReferralDraft": "What a worker typed and never sent: it was never part of your file",
    "referrals.ReferralAdult": Inside("adults as a referral named them: who is around you is here"),
    "referrals.Interest": "What members of the panel said about themselves",
    "referrals.Expectation": "What members of the panel expected, each for themselves: it is sealed, so that "
    "they learn from it",
    "referrals.Minute": "The minutes of the panel: what they were made from is here",
}
