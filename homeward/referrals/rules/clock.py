"""The screening clock: when screening is due, whether asking for more stops it, and what is said of it.

The numbers are the partnership's own, agreed and dated (`ScreeningStandard`); no law sets them. A family is
screened when the first outcome is saved that is not a question.
"""

from dataclasses import dataclass
from datetime import date, time

from homeward.clocks.rules import Clock, working_days_between


@dataclass(frozen=True)
class ScreeningTerms:
    days: int
    cut_off: time | None
    asking_stops: bool
    answer_days: int

    @property
    def clock(self) -> Clock:
        return Clock(self.days, self.cut_off)

    @property
    def in_words(self) -> str:
        late = (
            f", and what comes at {said_time(self.cut_off)} or later counts as the next working day"
            if self.cut_off
            else ""
        )
        asking = "stops the clock until it is answered" if self.asking_stops else "does not stop it"
        return (
            f"Screened within {working_days(self.days)}{late}. Asking for more {asking}; "
            f"an answer is due within {working_days(self.answer_days)}."
        )


# What a partnership begins with, until it has agreed something of its own.
FIRST_SCREENING = ScreeningTerms(days=2, cut_off=time(16), asking_stops=True, answer_days=2)


@dataclass(frozen=True)
class ScreeningFacts:
    """What the clock knows of one referral. `asked_on`: a question that has no answer yet."""

    due: date
    asking_stops: bool
    asked_on: date | None = None
    screened_on: date | None = None

    @property
    def stopped_since(self) -> date | None:
        """As `Clock.due` counts: what is asked on the last day, or after it, stops nothing any more."""
        asked = self.asked_on if self.asking_stops and not self.screened_on else None
        return asked if asked and asked < self.due else None


def screening_in_words(facts: ScreeningFacts, today: date) -> str:
    """Due, late, stopped since, or done in time or late: one sentence."""
    due = _day(facts.due)
    if facts.screened_on:
        kept = "in time"
        if facts.screened_on > facts.due:
            late = working_days_between(facts.due, facts.screened_on)
            kept = f"{working_days(late)} late" if late else "late, on a day off"
        return f"Screened on {_day(facts.screened_on)}, {kept}: it was due by {due}."
    if facts.stopped_since:
        return f"The screening clock is stopped since {_day(facts.stopped_since)}, when more was asked for."
    if facts.due < today:
        late = working_days_between(facts.due, today)
        by = f", {working_days(late)} ago" if late else ""
        return f"Screening is late: it was due by {due}{by}."
    if not facts.asked_on:
        return f"Screening is due by {due}."
    last_day = " on the last day" if facts.asking_stops else ""
    return f"Screening is due by {due}. Asking for more{last_day} does not stop the clock."


def said_time(moment: time) -> str:
    hour, half = (moment.hour - 1) % 12 + 1, "am" if moment.hour < 12 else "pm"
    return f"{hour}.{moment.minute:02}{half}" if moment.minute else f"{hour}{half}"


def working_days(count: int) -> str:
    return f"{count} working day{'s' if count != 1 else ''}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
