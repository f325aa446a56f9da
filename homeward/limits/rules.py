"""What a partnership may agree about time limits: shorter than the law, never longer; free where no law sets one.

Source of the limits themselves: `homeward/clocks/limits.toml`.
"""

from datetime import date
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import Limit, Sure, TimeLimit, Unit
from homeward.partnership.rules import Role


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

AGREE_LIMITS_ROLES = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)


def may_agree_limits(worker: "WorkerOnDay", partnership_id: int) -> Answer:
    for post in worker.posts:
        if post.partnership_id == partnership_id and post.role in AGREE_LIMITS_ROLES:
            return allow(f"you are {post.role}, {post.employer_name}")
    return refuse(
        "the head of service says what was agreed",
        "Ask them; say from which day, and where it was agreed.",
    )


def may_be_agreed(law: TimeLimit, limit: Limit) -> Answer:
    """Whether this limit never ends later than the law's, whenever it begins.

    An hour after which a day counts as the next gives a working day more, so it needs one less.
    """
    if limit.count < 1:
        return refuse("a limit is one day or longer", "Write how many.")
    if law.sure == Sure.PRACTICE:
        return allow("no law sets it")
    count, unit = _in_days(limit)
    most, of = _in_days(law.limit)
    if unit != of:
        return refuse(
            f"{law.source} counts in {of}s, and {unit}s cannot be compared with those",
            f"Count it in {law.limit.unit}s too.",
        )
    if count + bool(limit.cut_off) > most:
        grace = (
            ", and the hour after which a day counts as the next gives one more"
            if limit.cut_off and count <= most
            else ""
        )
        return refuse(f"{law.source} gives {law.limit} at most{grace}", "Agree less, or nothing.")
    return allow(f"it is no longer than {law.limit}")


def _in_days(limit: Limit) -> tuple[int, Unit]:
    if limit.unit == Unit.WEEKS:
        return limit.count * 7, Unit.DAYS
    return limit.count, limit.unit


def may_hold_from(from_day: date, latest_start: date | None, today: date) -> Answer:
    """A line holds from today or later, and after the line before it began: the past stays as it was."""
    if from_day < today:
        return refuse("what was agreed cannot change for days that are over", "Choose a later day.")
    if latest_start is not None and from_day <= latest_start:
        return refuse(
            f"another line begins on {latest_start:%-d %B %Y}", "Choose a day after that one."
        )
    return allow("it holds from a day to come")
