"""What a partnership may agree about time limits: shorter than the law, never longer; free where no law sets one.

Source of the limits themselves: `homeward/clocks/limits.toml`.
"""

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import Duty, Limit, Sure, TimeLimit, Unit


# By these Homeward opens tasks and says what is late. The others are here to be read.
WATCHED = frozenset(
    {
        Duty.RETURN_INTERVIEW,
        Duty.LOOK_BACK,
        Duty.DECISION_TOLD,
        Duty.HOME_VISIT_FIRST,
        Duty.HOME_VISIT_NEXT,
        Duty.HOME_VISIT_LATER,
    }
)


def may_be_watched(duty: Duty) -> Answer:
    if duty in WATCHED:
        return allow("Homeward runs by it")
    return refuse(
        "Homeward does not run by this limit yet",
        "What you agreed about it would change nothing here. Keep to it as you do now.",
    )


def may_be_agreed(law: TimeLimit | None, limit: Limit) -> Answer:
    """Whether this limit never ends later than the law's, whenever it begins. `law`: what is in force on the day.

    An hour after which a day counts as the next gives a working day more, so it needs one less.
    """
    if law is None:
        return refuse("nothing is to be done in time on that day", "Choose another day.")
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
