"""A child's life by date, as a drawing and as a table: what is known, where each thing stands, and its number.

Each fact has one number, by which the row of the table and the mark in the drawing are the same thing: neither can
hold what the other does not. Nothing here is a judgement, and what nobody recorded is not guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from homeward.clocks.rules import age_on, months_after


class Lane(StrEnum):
    """What a fact is about: in the drawing each has a band of its own, in this order."""

    CARE = "In care"
    LEGAL = "Legal status"
    PLACE = "Where the child lived in care"
    HOME = "At home again after care"
    MISSING = "Missing or away"
    HELP = "Help for the family"
    PLAN = "Return plans"
    HAPPENED = "What happened"
    DECIDED = "Decisions"


LANES = tuple(Lane)


@dataclass(frozen=True)
class Fact:
    """What was from a day on. `lasts`: up to another day, or until now; what does not last was on the one day."""

    lane: Lane
    on: date
    what: str
    source: str
    words: str = ""
    lasts: bool = False
    until: date | None = None
    begins: str = ""  # in a list of days: what is said of the first
    ends: str = ""  # and of the last
    because: str = ""  # why it ended
    derived: bool = False  # it follows from others, which are there themselves

    @property
    def goes_on(self) -> bool:
        return self.lasts and self.until is None


@dataclass(frozen=True)
class Line:
    """One thing that was, on a day, and where the record has it from."""

    on: date
    what: str
    source: str
    words: str = ""


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """The oldest first."""
    return sorted(
        facts, key=lambda fact: (fact.on, LANES.index(fact.lane), fact.what, fact.until or date.max)
    )


def lines_of(facts: Iterable[Fact]) -> list[Line]:
    """The same as a list of days: what lasts is in it when it began, and again when it ended if that is told; what
    only follows from others is not."""
    lines = []
    for fact in facts:
        if fact.derived:
            continue
        lines.append(Line(fact.on, fact.begins or fact.what, fact.source, fact.words))
        if fact.until and fact.ends:
            lines.append(Line(fact.until, fact.ends, fact.source, fact.because))
    return sorted(lines, key=attrgetter("on", "source", "what", "words"))


WIDTH = 920
LEFT, RIGHT = 12, 56  # on the right there is room for the number of what is today
HEAD = 26  # of the name of a lane
BAR = 18
STEP = 24  # from one row of marks to the next
TOP = 52  # room for the years
DIGIT = 8  # the width of one, as it is drawn at most
RADIUS = 6  # of the dot of a single day
LEAST = 6  # of what lasted a day, so that it is seen


@dataclass(frozen=True)
class Mark:
    """A fact in the drawing. `left` and `right` hold all of it, its number included."""

    number: int
    fact: Fact
    left: float
    y: float
    width: float  # of the bar; 0 for a single day

    @property
    def label_width(self) -> float:
        return DIGIT * len(str(self.number)) + 6

    @property
    def inside(self) -> bool:
        """Whether the number stands in the bar."""
        return self.width >= self.label_width

    @property
    def right(self) -> float:
        if self.inside:
            return self.left + self.width
        return self.left + (self.width or 2 * RADIUS) + self.label_width

    @property
    def label_x(self) -> float:
        if self.inside:
            return self.left + 4
        return self.left + (self.width or 2 * RADIUS) + 4

    @property
    def label_y(self) -> float:
        return self.y + 14

    @property
    def middle(self) -> float:
        """Of the dot of a single day."""
        return self.left + RADIUS

    @property
    def middle_y(self) -> float:
        return self.y + BAR / 2

    @property
    def points(self) -> str:
        """What goes on has a point, what ended is straight."""
        left, right, top, bottom = self.left, self.left + self.width, self.y, self.y + BAR
        tip = min(7.0, self.width) if self.fact.goes_on else 0.0
        corners = [(left, top), (right - tip, top)]
        corners += [(right, self.middle_y)] if tip else []
        corners += [(right - tip, bottom), (left, bottom)]
        return " ".join(f"{x:g},{y:g}" for x, y in corners)


@dataclass(frozen=True)
class Band:
    """A lane that holds something."""

    lane: Lane
    y: float

    @property
    def name_y(self) -> float:
        return self.y + 17


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    aged: str = ""


@dataclass(frozen=True)
class Chart:
    width: float = WIDTH
    height: float = 0
    marks: tuple[Mark, ...] = ()  # by their numbers
    bands: tuple[Band, ...] = ()
    ticks: tuple[Tick, ...] = ()
    today_x: float = 0

    @property
    def bottom(self) -> float:
        return self.height - 6


def charted(facts: Sequence[Fact], today: date, born: date, first_number: int = 1) -> Chart:
    """Each of these facts once, in the order in which they come."""
    if not facts:
        return Chart()
    first = min(fact.on for fact in facts)
    last = max(today, *(fact.until or fact.on for fact in facts))
    if first == last:
        first -= timedelta(days=30)
    scale = (WIDTH - LEFT - RIGHT) / (last - first).days

    def at(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    marks: list[Mark] = []
    bands: list[Band] = []
    y: float = TOP
    numbered = list(enumerate(facts, start=first_number))
    for lane in LANES:
        mine = [(number, fact) for number, fact in numbered if fact.lane == lane]
        if not mine:
            continue
        bands.append(Band(lane, y))
        y += HEAD
        ends: list[float] = []  # how far each row of marks is taken
        for number, fact in sorted(mine, key=lambda one: (one[1].on, one[0])):
            left = at(fact.on)
            width = max(at(fact.until or last) - left, LEAST) if fact.lasts else 0
            mark = Mark(number, fact, left, 0, round(width, 1))
            row = next((n for n, end in enumerate(ends) if end + 2 <= left), len(ends))
            ends[row:] = [mark.right, *ends[row + 1 :]]
            marks.append(Mark(number, fact, left, y + row * STEP, mark.width))
        y += len(ends) * STEP + 6
    return Chart(
        height=y + 8,
        marks=tuple(sorted(marks, key=attrgetter("number"))),
        bands=tuple(bands),
        ticks=tuple(Tick(at(day), *said) for day, *said in _ticks(first, last, born)),
        today_x=at(today),
    )


MOST_TICKS = 9
# From one to the next: days, or months; how it is said.
STEPS = ((1, 0), (7, 0), (14, 0), (0, 1), (0, 2), (0, 3), (0, 6), (0, 12), (0, 24), (0, 60))


def _ticks(first: date, last: date, born: date) -> list[tuple[date, str, str]]:
    days = next(
        (
            found
            for every, months in STEPS
            if len(found := _days(first, last, every, months)) <= MOST_TICKS
        ),
        [],
    )
    yearly = all((day.month, day.day) == (1, 1) for day in days)
    by_day = any(day.day != 1 for day in days)
    said = "%-d %b" if by_day else "%Y" if yearly else "%b %Y"
    return [
        (day, f"{day:{said}}", "" if by_day or day < born else f"aged {age_on(day, born)}")
        for day in days
    ]


def _days(first: date, last: date, every: int, months: int) -> list[date]:
    if every:
        return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, every)]
    # Months are counted from January, so that what is said once a year is said of its first day.
    day = date(first.year - first.year % max(months // 12, 1), 1, 1)
    found = []
    while day <= last:
        if day >= first:
            found.append(day)
        day = months_after(day, months)
    return found
