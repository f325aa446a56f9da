"""What follows after something happened."""

from homeward.clocks.rules import LIMITS
from homeward.support.rules import AFTER_HAPPENING, FOLLOW_UP_MONTHS
from tools.reference.pages import page, table


def after_happening() -> str:
    rows = []
    for kind, tasks in AFTER_HAPPENING.items():
        for follows in tasks:
            whose = (
                "the council's team that referred" if follows.for_council else "the helping team"
            )
            urgent = "yes" if follows.urgent else "no"
            within = _days(follows.working_days)
            if follows.duty:
                law = next(one for one in LIMITS if one.duty == follows.duty and one.end is None)
                within = f"{law.limit} from the event, or what was agreed"
            rows.append((kind.value.capitalize(), follows.what, within, whose, urgent))
        if not tasks:
            rows.append((kind.value.capitalize(), "Nothing: it is recorded", "", "", ""))
    months = ", ".join(str(month) for month in FOLLOW_UP_MONTHS)
    return page(
        "After something happened",
        "What happened is always recorded, by whoever knows it. These are the tasks that recording "
        "it opens. When the child has no episode of help, all of them go to the council's duty team. A return "
        "interview is offered to each child apart. "
        "Source: `AFTER_HAPPENING` in `homeward/support/rules/happenings.py`.",
        table(("What happened", "Task", "Within", "For", "Urgent"), rows),
        f"When support ends, follow-ups are made for each child after {months} months.",
    )


def _days(count: int) -> str:
    return {0: "the same day", 1: "1 working day"}.get(count, f"{count} working days")
