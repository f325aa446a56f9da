"""The tables of going home: the plan and its judgements, the way, and what came after."""

from homeward.reunification.models.after import LookBack, ReturnCheck
from homeward.reunification.models.plans import (
    Assessment,
    Classification,
    ClassWords,
    Factor,
    Override,
    ReturnDecision,
    ReturnPlan,
)
from homeward.reunification.models.working import (
    AgreementSigned,
    CrisisPlan,
    FamilyAgreement,
    LightShown,
    MustChange,
    StepHome,
)


__all__ = [
    "AgreementSigned",
    "Assessment",
    "ClassWords",
    "Classification",
    "CrisisPlan",
    "Factor",
    "FamilyAgreement",
    "LightShown",
    "LookBack",
    "MustChange",
    "Override",
    "ReturnCheck",
    "ReturnDecision",
    "ReturnPlan",
    "StepHome",
]
