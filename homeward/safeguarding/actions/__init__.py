"""Recording what holds of a child by law."""

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
    "change_category",
    "end_status",
    "read_changes",
    "record_need",
    "record_plan",
    "record_review",
    "take_out",
]
