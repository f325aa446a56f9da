"""A family drawn: the symbols and the lines between them.

The symbols are those of McGoldrick, Gerson and Petry, Genograms: Assessment and Intervention: a square is male, a
circle female, a diamond not known; a double line is the child whom the drawing is about; a cross means that somebody
has died. A line between two is a marriage, a broken one that they live or lived together or are a couple, a dotted
one that nothing is known; one stroke through it is a separation, two a divorce. A broken line to a child is adoption,
fostering or a step-parent.

Everything is worked out here from plain facts, so that the page draws without script.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from homeward.clocks.rules import age_on
from homeward.people.rules.family import How, Over, Parentage
from homeward.people.rules.places import (
    COLUMN,
    MARGIN,
    ParentLine,
    PartnerLine,
    Person,
    Union,
    columns_of,
    levels_of,
    orders_of,
    unions_of,
)


SIZE = 44  # of a symbol
ROW = 164  # from one generation to the next
ABOVE = 30  # room over the oldest
BELOW = 62  # room for the names under the youngest


@dataclass(frozen=True)
class Symbol:
    """Somebody in the drawing. `x` and `y` are the middle."""

    person: Person
    x: float
    y: float
    age: str

    @property
    def left(self) -> float:
        return self.x - SIZE / 2

    @property
    def right(self) -> float:
        return self.x + SIZE / 2

    @property
    def top(self) -> float:
        return self.y - SIZE / 2

    @property
    def bottom(self) -> float:
        return self.y + SIZE / 2

    @property
    def age_y(self) -> float:
        """Of the age, which stands in the symbol."""
        return self.y + 5

    @property
    def inner_left(self) -> float:
        return self.left + 5

    @property
    def inner_top(self) -> float:
        return self.top + 5

    @property
    def diamond(self) -> str:
        half = SIZE / 2
        return (
            f"{self.x},{self.y - half} {self.x + half},{self.y} "
            f"{self.x},{self.y + half} {self.x - half},{self.y}"
        )

    @property
    def name_lines(self) -> list[tuple[float, str]]:
        """The name on at most three lines, with where each stands."""
        return [
            (self.bottom + 17 + 15 * number, line)
            for number, line in enumerate(in_lines(self.person.name))
        ]


@dataclass(frozen=True)
class Stroke:
    """A line: through which points, and whether it is whole, broken or dotted."""

    points: tuple[tuple[float, float], ...]
    kind: str = "whole"

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True)
class Drawing:
    width: float = 0
    height: float = 0
    symbols: tuple[Symbol, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    undrawn: tuple[Person, ...] = ()  # nobody knows where they belong


def in_lines(name: str, width: int = 15, most: int = 3) -> list[str]:
    """Cut at spaces where it can be; what is longer is cut, and the table has it whole."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    cut = [line if len(line) <= width else f"{line[: width - 1]}…" for line in lines]
    return cut if len(cut) <= most else [*cut[: most - 1], f"{cut[most - 1][: width - 1]}…"]


def drawn(
    people: Sequence[Person],
    parents: Collection[ParentLine],
    partners: Collection[PartnerLine],
    rows: Mapping[str, int],
    today: date,
) -> Drawing:
    """`rows`: how many generations above the child those stand whom no line leads to."""
    known = {person.key: person for person in people}
    parents = [line for line in parents if line.parent in known and line.child in known]
    partners = [line for line in partners if line.one in known and line.other in known]
    levels = levels_of(people, parents, partners, rows)
    if not levels:
        return Drawing(undrawn=tuple(people))
    # Whoever is reached is reached with all that they are tied to: of the others nothing is drawn.
    unions = unions_of(
        [line for line in parents if line.child in levels],
        [line for line in partners if line.one in levels],
    )
    orders = orders_of(levels, parents, unions, known)
    xs = columns_of(orders, unions)
    oldest = max(levels.values())
    symbols = {
        key: Symbol(
            person=known[key],
            x=xs[key],
            y=ABOVE + SIZE / 2 + (oldest - levels[key]) * ROW,
            age=_age(known[key], today),
        )
        for key in levels
    }
    return Drawing(
        width=max(xs.values()) + MARGIN,
        height=ABOVE + SIZE + (oldest - min(levels.values())) * ROW + BELOW,
        symbols=tuple(symbols[key] for order in orders.values() for key in order),
        strokes=tuple(_strokes(unions, orders, levels, symbols)),
        undrawn=tuple(person for person in people if person.key not in levels),
    )


def _age(person: Person, today: date) -> str:
    if person.born is None:
        return "?"
    return str(age_on(person.died or today, person.born))


LINES = {How.MARRIED: "whole", How.TOGETHER: "broken", How.COUPLE: "broken", How.UNKNOWN: "dotted"}


def _strokes(
    unions: Iterable[Union],
    orders: Mapping[int, list[str]],
    levels: Mapping[str, int],
    symbols: Mapping[str, Symbol],
) -> Iterable[Stroke]:
    for number, union in enumerate(unions):
        adults = sorted((symbols[adult] for adult in union.adults), key=lambda symbol: symbol.x)
        if len(adults) == 1 or levels[union.adults[0]] != levels[union.adults[1]]:
            start = (adults[0].x, adults[0].bottom)
        else:
            order = orders[levels[union.adults[0]]]
            yield from _between(adults[0], adults[1], union.partner)
            start = _descent(adults, [symbols[key].x for key in order])
        yield from _to_children(start, union, symbols, number)


def _between(left: Symbol, right: Symbol, line: PartnerLine | None) -> Iterable[Stroke]:
    """Between two who stand beside each other; over the heads of those between them."""
    kind = LINES[line.how] if line else "dotted"
    points: tuple[tuple[float, float], ...]
    if right.x - left.x < COLUMN * 1.5:
        points = ((left.right, left.y), (right.left, right.y))
    else:
        points = (
            (left.x, left.top),
            (left.x, left.top - 14),
            (right.x, right.top - 14),
            (right.x, right.top),
        )
    yield Stroke(points, kind)
    middle, y = (left.x + right.x) / 2, points[1][1]
    strokes = {Over.NO: (), Over.SEPARATED: (-14,), Over.DIVORCED: (-17, -11)}
    for aside in strokes[line.over if line else Over.NO]:
        yield Stroke(((middle + aside - 4, y + 9), (middle + aside + 4, y - 9)))


def _descent(adults: Sequence[Symbol], row: Sequence[float]) -> tuple[float, float]:
    """Where the line to their children leaves the line between two: in the gap nearest to the middle."""
    left, right = adults[0], adults[1]
    between = [x for x in row if left.x <= x <= right.x]
    middle = (left.x + right.x) / 2
    gaps = [(one + other) / 2 for one, other in zip(between, between[1:], strict=False)]
    x = min(gaps, key=lambda gap: abs(gap - middle))
    y = left.y if right.x - left.x < COLUMN * 1.5 else left.top - 14
    return x, y


def _to_children(
    start: tuple[float, float], union: Union, symbols: Mapping[str, Symbol], number: int
) -> Iterable[Stroke]:
    if not union.children:
        return
    children = [(symbols[line.child], line) for line in union.children]
    highest = min(child.top for child, _ in children)
    bar = highest - 18 - 6 * (number % 4)  # so that two families of one row can be told apart
    xs = [child.x for child, _ in children]
    yield Stroke((start, (start[0], bar)))
    if min(*xs, start[0]) != max(*xs, start[0]):
        yield Stroke(((min(*xs, start[0]), bar), (max(*xs, start[0]), bar)))
    for child, line in children:
        kind = "whole" if line.how == Parentage.BIRTH else "broken"
        yield Stroke(((child.x, bar), (child.x, child.top)), kind)
