"""What a partnership agrees in numbers, as time limits and the panel's quorum: who says so, and from which day.

A line holds from its day until another follows. What is over stays as it was, so that what held on a day can be told.
"""

from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import LEADING
from homeward.partnership.rules.workers import WorkerOnDay, may_by_role


def may_agree_numbers(worker: WorkerOnDay, partnership_id: int) -> Answer:
    """Those who answer for the service."""
    return may_by_role(
        worker,
        partnership_id,
        LEADING,
        otherwise=refuse(
            "the head of service changes what was agreed",
            "Ask them; say from which day, and where it was agreed.",
        ),
    )


def may_follow_on(from_day: date, latest_start: date | None, today: date) -> Answer:
    """From today or later, and after the line before it began."""
    if from_day < today:
        return refuse("what was agreed cannot change for days that are over", "Choose a later day.")
    if latest_start is not None and from_day <= latest_start:
        return refuse(
            f"another line begins on {latest_start:%-d %B %Y}", "Choose a day after that one."
        )
    return allow("it holds from a day to come")
