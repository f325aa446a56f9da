"""How long the forms take, from two moments of each: it was opened, and it was taken. Never from keystrokes.

What is counted is a form, a month and how many minutes it took, in coarse steps. No worker and no child stand beside
it, so it cannot be asked how long somebody takes. Two kinds are counted and not timed: a form that lay open for longer
than `LONGEST`, because nobody writes for so long without a break, and one that was left and come back to, because the
break between cannot be told from the work. The numbers here are ours; no guidance sets them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


EDGES = (0, 1, 2, 3, 5, 8, 12, 20, 30, 45)  # minutes at which each step begins
LONGEST = 60  # minutes
FEWEST = 20  # timed completions before a median is shown
MONTHS_BACK = 12
LEFT_OPEN = "open"
SEVERAL_SITTINGS = "sittings"
STEPS = {
    str(least): (least, most) for least, most in zip(EDGES, (*EDGES[1:], LONGEST), strict=True)
}
TAKEN = (*STEPS, LEFT_OPEN, SEVERAL_SITTINGS)


def taken_in(seconds: float, *, sittings: bool) -> str:
    """The step in which a completion is counted. `sittings`: it was left, and begun again from a draft."""
    if sittings:
        return SEVERAL_SITTINGS
    minutes = max(seconds, 0) / 60
    if minutes >= LONGEST:
        return LEFT_OPEN
    return str(max(least for least in EDGES if least <= minutes))


@dataclass(frozen=True)
class FormTimes:
    """How often a form was taken, by the step of how long it took."""

    counts: Mapping[str, int]

    @property
    def completions(self) -> int:
        return sum(self.counts.values())

    @property
    def timed(self) -> int:
        return sum(count for step, count in self.counts.items() if step in STEPS)

    @property
    def left_open(self) -> int:
        return self.counts.get(LEFT_OPEN, 0)

    @property
    def sittings(self) -> int:
        return self.counts.get(SEVERAL_SITTINGS, 0)

    @property
    def median(self) -> tuple[int, int] | None:
        """Between how many minutes the middle one took; None while too few were timed."""
        if self.timed < FEWEST:
            return None
        lower, upper = self._step_of((self.timed - 1) // 2), self._step_of(self.timed // 2)
        return STEPS[lower][0], STEPS[upper][1]

    def _step_of(self, place: int) -> str:
        """The step of the completion at this place, the quickest being at 0."""
        for step in STEPS:
            place -= self.counts.get(step, 0)
            if place < 0:
                return step
        raise IndexError(place)


@dataclass(frozen=True)
class Spent:
    """Minutes of recording, at least and at most, and how many forms are not in them."""

    least: int
    most: int
    not_known: int


def spent(forms: Iterable[FormTimes]) -> Spent:
    """Each form's median times how often it was taken, those that lay open and were left included."""
    least = most = not_known = 0
    for form in forms:
        if form.median is None:
            not_known += form.completions
        else:
            least += form.median[0] * form.completions
            most += form.median[1] * form.completions
    return Spent(least, most, not_known)


def measured_from(first: date | None, today: date) -> date | None:
    """The first day of the first whole month that was measured, at most `MONTHS_BACK` before this one; None while
    there is none. Visits are counted from the same day, so that neither side has days that the other has not."""
    if first is None:
        return None
    begins = month_after(first, 1)
    earliest = month_after(today, -(MONTHS_BACK - 1))
    start = max(begins, earliest)
    return start if start <= today else None


def month_after(day: date, months: int) -> date:
    """The first day of the month that is so many after the month of a day."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def in_words(median: tuple[int, int] | None) -> str:
    if median is None:
        return "Too few to say"
    least, most = median
    if not least:
        return "Under 1 minute" if most == 1 else f"Under {most} minutes"
    return f"{least} to {most} minutes"
