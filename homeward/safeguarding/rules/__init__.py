"""What holds of a child by law on a day, and who leads and speaks for them."""

from homeward.safeguarding.rules.advocacy import (
    ANSWERS,
    Answered,
    may_have_begun,
    may_have_offered,
)
from homeward.safeguarding.rules.leading import (
    is_social_worker,
    may_begin_to_lead,
    may_lead,
    may_name_lead,
    why_social_worker,
)
from homeward.safeguarding.rules.statuses import (
    CATEGORIES,
    Category,
    Held,
    may_add_to_plan,
    may_be_taken_out,
    may_categorise,
    may_end,
    may_end_with,
    may_have_been,
    may_have_read,
    may_hold,
    may_record,
    may_still_end,
    next_review,
)


__all__ = [
    "ANSWERS",
    "Answered",
    "may_have_begun",
    "may_have_offered",
    "is_social_worker",
    "may_begin_to_lead",
    "may_lead",
    "may_name_lead",
    "why_social_worker",
    "CATEGORIES",
    "Category",
    "Held",
    "may_add_to_plan",
    "may_be_taken_out",
    "may_categorise",
    "may_end",
    "may_end_with",
    "may_have_been",
    "may_have_read",
    "may_hold",
    "may_record",
    "may_still_end",
    "next_review",
]
