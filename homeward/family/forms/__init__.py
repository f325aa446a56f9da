"""What is asked about a family."""

from homeward.family.forms.court import (
    AskGatewayForm,
    CourtTimeForm,
    DecideGatewayForm,
    EndProceedingsForm,
    ExplainForm,
    IssueForm,
    PreMeetingForm,
    SendLetterForm,
)
from homeward.family.forms.groups import (
    AddRelativeForm,
    AssessForm,
    ChangeReachForm,
    GiveHelpForm,
    SayCouldForm,
    StartForm,
    TakeInForm,
    TellForm,
)
from homeward.family.forms.meetings import (
    AnswerForm,
    DutyForm,
    FamilyPlanForm,
    HoldForm,
    InviteForm,
    OfferForm,
    ReviewForm,
    as_typed,
)


__all__ = [
    "AddRelativeForm",
    "AnswerForm",
    "AskGatewayForm",
    "AssessForm",
    "ChangeReachForm",
    "CourtTimeForm",
    "DecideGatewayForm",
    "DutyForm",
    "EndProceedingsForm",
    "ExplainForm",
    "FamilyPlanForm",
    "GiveHelpForm",
    "HoldForm",
    "InviteForm",
    "IssueForm",
    "OfferForm",
    "PreMeetingForm",
    "ReviewForm",
    "SayCouldForm",
    "SendLetterForm",
    "StartForm",
    "TakeInForm",
    "TellForm",
    "as_typed",
]
