"""What was measured of a child, and under which licence."""

from homeward.measures.models.attendance import Attendance
from homeward.measures.models.licences import SdqLicence
from homeward.measures.models.scores import TYPED, Sdq, ToolScore
from homeward.measures.models.shared import Measure


__all__ = ["TYPED", "Attendance", "Measure", "Sdq", "SdqLicence", "ToolScore"]
