"""Recording what holds of a child by law."""

from homeward.safeguarding.actions.advocacy import begin_advocacy, offer_advocate
from homeward.safeguarding.actions.leading import end_lead, name_lead
from homeward.safeguarding.actions.reading import read_changes
from homeward.safeguarding.actions.statuses import (
    change_category,
    end_status,
    record_need,
    record_plan,
    record_review,
    take_out,
)


__all__ = [
    "begin_advocacy",
    "offer_advocate",
    "end_lead",
    "name_lead",
    "change_category",
    "end_status",
    "read_changes",
    "record_need",
    "record_plan",
    "record_review",
    "take_out",
]
