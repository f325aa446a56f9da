"""Time limits: how they are counted, which there are, and how one stands."""

from homeward.clocks.rules.days import (
    Clock,
    Stop,
    age_on,
    bank_holidays,
    is_working_day,
    last_quarters,
    months_after,
    quarter_of,
    working_days_after,
    working_days_between,
)
from homeward.clocks.rules.limits import Due, Limit, Standing, Unit, standing
from homeward.clocks.rules.register import LIMITS, Duty, Example, Sure, TimeLimit, in_force


__all__ = [
    "LIMITS",
    "Clock",
    "Due",
    "Duty",
    "Example",
    "Limit",
    "Standing",
    "Stop",
    "Sure",
    "TimeLimit",
    "Unit",
    "age_on",
    "bank_holidays",
    "in_force",
    "is_working_day",
    "last_quarters",
    "months_after",
    "quarter_of",
    "standing",
    "working_days_after",
    "working_days_between",
]
