"""A limit in hours, days, working days, weeks or months, and how it stands: due, in time, late, or stopped.

Hours are counted by the clock on the wall as time passes, so that 72 hours are 72 hours also when the clocks change.
Weeks and months are of the calendar: a month ends on the same day of the month, or on its last day. Of days, the
day on which it began counts none, and the whole of the last day is in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from homeward.clocks.rules.days import (
    Clock,
    Stop,
    months_after,
    working_days_after,
)


class Unit(StrEnum):
    HOURS = "hour"
    DAYS = "day"
    WORKING_DAYS = "working day"
    WEEKS = "week"
    MONTHS = "month"


@dataclass(frozen=True)
class Due:
    """The last day, and of a limit in hours the moment."""

    day: date
    moment: datetime | None = None

    def is_met_by(self, done: datetime) -> bool:
        return done <= self.moment if self.moment else done.date() <= self.day


@dataclass(frozen=True)
class Limit:
    """Where a `cut_off` is agreed, what comes at that hour or later, or on a day off, counts as the next working
    day's; only of working days. The law gives no such grace: of what began on a Saturday, Monday is the first
    working day."""

    count: int
    unit: Unit
    cut_off: time | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"A limit of {self.count} {self.unit}s is over before it begins.")
        if self.cut_off and self.unit != Unit.WORKING_DAYS:
            raise ValueError("Only a limit in working days has an hour after which a day counts.")

    def due(self, began: datetime, stops: Sequence[Stop] = ()) -> Due | None:
        """When it ends that began then, in local time; None while it stands still. Only working days can be
        stopped: no limit of the law is."""
        if self.cut_off or stops:
            day = self._clock.due(began, stops)
            return Due(day) if day else None
        if self.unit == Unit.WORKING_DAYS:
            return Due(working_days_after(began.date(), self.count))
        if self.unit == Unit.HOURS:
            moment = _later(began, timedelta(hours=self.count))
            return Due(moment.date(), moment)
        if self.unit == Unit.MONTHS:
            return Due(months_after(began.date(), self.count))
        days = self.count * (7 if self.unit == Unit.WEEKS else 1)
        return Due(began.date() + timedelta(days=days))

    @property
    def _clock(self) -> Clock:
        if self.unit != Unit.WORKING_DAYS:
            raise ValueError(f"A limit in {self.unit}s is not stopped.")
        return Clock(self.count, self.cut_off)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def _later(began: datetime, by: timedelta) -> datetime:
    """As much time later, whatever the clocks do meanwhile. A time without a zone has no such change."""
    return (began.astimezone(UTC) + by).astimezone(began.tzinfo) if began.tzinfo else began + by


class Standing(StrEnum):
    RUNNING = "running"
    STOPPED = "stopped"
    LATE = "late"
    IN_TIME = "done in time"
    DONE_LATE = "done late"


def standing(due: Due | None, now: datetime, done: datetime | None = None) -> Standing:
    """How a limit stands now. `due` is None while it is stopped; what is done is done, stopped or not."""
    if done is not None:
        return Standing.IN_TIME if due is None or due.is_met_by(done) else Standing.DONE_LATE
    if due is None:
        return Standing.STOPPED
    return Standing.RUNNING if due.is_met_by(now) else Standing.LATE
