"""What of being looked after stands in the copy of a child's file: codes in words, and no place where others live."""

from homeward.care.models import (
    CareReview,
    LegalStatus,
    MissingEpisode,
    Need,
    PeriodOfCare,
    Placement,
    StatedDetails,
    Unaccompanied,
)
from homeward.copies.parts import Part
from homeward.partnership.rules import DataGroup
from homeward.ssda903 import codes


OTHERS_HOME = "where other people live"
RETURN = "how it began in the national return"
PARTS = [
    Part(
        PeriodOfCare,
        "You were looked after by the council",
        of="child",
        says={"period": "", "reason_ceased": "How it ended"},
        on="period",
        leaves={"begins_with": RETURN},
        means={"reason_ceased": codes.REC},
    ),
    Part(
        LegalStatus,
        "By which law you were looked after",
        of="child",
        says={"code": "", "period": "When"},
        on="period",
        leaves={"begins": RETURN},
        means={"code": codes.LS},
        group=DataGroup.LEGAL,
    ),
    Part(
        Placement,
        "Where you lived",
        of="child",
        says={
            "place": "",
            "provider": "Provided by",
            "period": "When",
            "reason_changed": "Why it changed",
        },
        on="period",
        leaves={
            "urn": "the number of a home at the inspectorate",
            "placement_postcode": OTHERS_HOME,
            "home_postcode": OTHERS_HOME,
            "begins": RETURN,
        },
        means={
            "place": codes.PLACE,
            "provider": codes.PLACE_PROVIDER,
            "reason_changed": codes.REASON_PLACE_CHANGE,
        },
    ),
    Part(
        Need,
        "Why help was needed, in the words of the national return",
        of="child",
        says={"code": "", "period": "When"},
        on="period",
        means={"code": codes.CIN},
    ),
    Part(
        CareReview,
        "A review of your care",
        of="child",
        says={"took_part": "How you took part"},
        on="on",
        means={"took_part": codes.REVIEW_CODE},
        group=DataGroup.LEGAL,
    ),
    Part(
        MissingEpisode,
        "You were missing, or away",
        of="child",
        says={"kind": "", "ended_on": "Until"},
        on="started_on",
        group=DataGroup.SAFETY,
    ),
    Part(
        Unaccompanied,
        "You came here without your parents",
        of="child",
        says={"ceases_on": "Counted so until"},
        group=DataGroup.LEGAL,
    ),
    Part(
        StatedDetails,
        "What else the national return says of you",
        of="child",
        says={"mother": "", "mothers_child_born": "Your child was born"},
        leaves={"no_upn_because": "why there was no pupil number"},
        means={"mother": codes.MOTHER},
    ),
]
LEFT_OUT: dict[str, str] = {}
