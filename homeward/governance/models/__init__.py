"""What information governance keeps: breaches, and data protection impact assessments."""

from homeward.governance.models.assessments import (
    Advice,
    Assessment,
    AssessmentVersion,
    Risk,
    Signature,
    Subject,
    View,
)
from homeward.governance.models.breaches import (
    Breach,
    BreachChild,
    BreachWorker,
    Confirmation,
    Finding,
)


__all__ = [
    "Advice",
    "Assessment",
    "AssessmentVersion",
    "Breach",
    "BreachChild",
    "BreachWorker",
    "Confirmation",
    "Finding",
    "Risk",
    "Signature",
    "Subject",
    "View",
]
