"""What the pages of the service read: counts, never one child and never one worker."""

from homeward.insight.queries.asked import asked, fields_of, not_described
from homeward.insight.queries.cohort import cohort, period_of_referrals
from homeward.insight.queries.recording import Recording, recording


__all__ = [
    "Recording",
    "asked",
    "cohort",
    "fields_of",
    "not_described",
    "period_of_referrals",
    "recording",
]
