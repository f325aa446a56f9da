"""Writing measures down, putting them right, and keeping the licence."""

from homeward.measures.actions.correcting import (
    correct_attendance,
    correct_sdq,
    correct_tool_score,
    take_out,
)
from homeward.measures.actions.licences import end_licence, write_licence
from homeward.measures.actions.recording import (
    AnsweredSdq,
    AttendanceFacts,
    SdqFacts,
    ToolScoreFacts,
    record_attendance,
    record_sdq,
    record_tool_score,
)


__all__ = [
    "AnsweredSdq",
    "AttendanceFacts",
    "SdqFacts",
    "ToolScoreFacts",
    "correct_attendance",
    "correct_sdq",
    "correct_tool_score",
    "end_licence",
    "record_attendance",
    "record_sdq",
    "record_tool_score",
    "take_out",
    "write_licence",
]
