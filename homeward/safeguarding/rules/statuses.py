"""Child in need, and child protection plan: from when to when, recorded by the council's workers.

What happened is recorded whatever anybody thinks of it; asked is only whether it can have been. That the council
holds these statuses is its function under the Children Act 1989 (sections 17 and 47; Working Together to Safeguard
Children, 2023). The four categories of a plan are recalled from Working Together and were not read there again. When
a review conference is due says the register of time limits (`clocks`): three months after the first conference, then
six months after the last review, or sooner where that was agreed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import Duty
from homeward.partnership.rules import WorkerOnDay


class Category(StrEnum):
    NEGLECT = "neglect"
    PHYSICAL = "physical"
    SEXUAL = "sexual"
    EMOTIONAL = "emotional"

    @property
    def label(self) -> str:
        return CATEGORIES[self]


CATEGORIES = {
    Category.NEGLECT: "Neglect",
    Category.PHYSICAL: "Physical abuse",
    Category.SEXUAL: "Sexual abuse",
    Category.EMOTIONAL: "Emotional abuse",
}


@dataclass(frozen=True)
class Held:
    """A period that is in the record already."""

    start: date
    end: date | None


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def may_record(worker: WorkerOnDay, partnership_id: int) -> Answer:
    if worker.is_council_officer(partnership_id):
        return allow("you work for the council, whose status it is")
    return refuse(
        "the council’s workers record this: it is the council that decides it",
        "Tell the child’s social worker. What happened you can record yourself, on the child’s page.",
    )


def may_have_been(on: date, born: date, today: date) -> Answer:
    if on > today:
        return refuse("that day is still to come", "Record it when it has happened.")
    if on < born:
        return refuse(
            f"the child was not born yet: {_day(born)} is in the record",
            "Look at the year. Or the date of birth is wrong: tell who looks after the record.",
        )
    return allow("it is a day in the child’s life")


def may_hold(
    start: date, end: date | None, born: date, today: date, others: Iterable[Held]
) -> Answer:
    """Whether it can have held from a day up to another. `others`: what is in the record of the same kind."""
    for day in (start, end):
        if day is not None and not (answer := may_have_been(day, born, today)):
            return answer
    if end is not None and end <= start:
        return refuse("it ended on or before the day on which it began", "Look at both days again.")
    for other in others:
        if (end is None or other.start < end) and (other.end is None or start < other.end):
            until = f" to {_day(other.end)}" if other.end else " and still going on"
            return refuse(
                f"another one is in the record, from {_day(other.start)}{until}, and a child has one at a time",
                "End that one first, or look at the days again.",
            )
    return allow("it can have been")


def may_still_end(end: date | None) -> Answer:
    if end is not None:
        return refuse(f"it ended on {_day(end)}, and that is in the record already")
    return allow("it is going on")


def may_end(start: date, end: date | None, on: date, today: date, last: date | None) -> Answer:
    """`last`: the last day on which something was written down of it, which it cannot have ended before."""
    if not (answer := may_still_end(end)):
        return answer
    if on > today:
        return refuse("that day is still to come", "Record it when it has happened.")
    if on <= start:
        return refuse(
            f"it began on {_day(start)}, and cannot have ended by then",
            "Look at the day again. What was never so can be taken out.",
        )
    if last is not None and on < last:
        return refuse(
            f"something of it is in the record on {_day(last)}, after that day",
            "Look at both days again.",
        )
    return answer


def may_add_to_plan(
    start: date, end: date | None, on: date, today: date, known: Iterable[date]
) -> Answer:
    """A review conference, or another category, of a plan. `known`: the days on which there was one."""
    if on > today:
        return refuse("that day is still to come", "Record it when it has happened.")
    if on <= start:
        return refuse(f"the plan began on {_day(start)}", "Choose a later day.")
    if end is not None and on > end:
        return refuse(f"the plan ended on {_day(end)}", "Choose that day or an earlier one.")
    if on in known:
        return refuse(f"one of {_day(on)} is in the record already", "Look at the day again.")
    return allow("the plan held on that day")


def may_end_with(because: str) -> Answer:
    if because.strip():
        return allow("it is said how it ended")
    return refuse("it has an end, and it is not said how it ended", "Write how it ended.")


def may_categorise(kinds: Collection[Category]) -> Answer:
    if kinds:
        return allow("it is said why there is a plan")
    return refuse("no category was chosen", "Choose why there is a plan.")


def may_have_read(waiting: int) -> Answer:
    if waiting:
        return allow("it was opened for you")
    return refuse("nothing new waits for you to read about this child")


def may_be_taken_out(taken_out: date | None) -> Answer:
    if taken_out is not None:
        return refuse(f"it was taken out on {_day(taken_out)}")
    return allow("what was never so does not stay as if it had been")


def next_review(start: date, held: Iterable[date]) -> tuple[Duty, date]:
    """Which limit the next review conference has, and since when it runs. The plan begins with the conference."""
    last = max(held, default=None)
    return (Duty.PROTECTION_REVIEW_FIRST, start) if last is None else (Duty.PROTECTION_REVIEW, last)
