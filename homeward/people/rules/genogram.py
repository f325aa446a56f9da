"""Where everybody stands in the drawing of a family: generations in rows, partners beside each other.

The symbols are those of McGoldrick, Gerson and Petry, Genograms: Assessment and Intervention: a square is male, a
circle female, a diamond not known; a double line is the child whom the drawing is about; a cross means that somebody
has died. A line between two is a marriage, a broken one that they live or lived together or are a couple, a dotted
one that nothing is known; one stroke through it is a separation, two a divorce. A broken line to a child is adoption,
fostering or a step-parent.

Everything is worked out here from plain facts, so that the page draws without script.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from homeward.clocks.rules import age_on
from homeward.people.rules.family import How, Over, Parentage


SIZE = 44  # of a symbol
COLUMN = 124  # from one symbol to the next
ROW = 164  # from one generation to the next
MARGIN = 66
ABOVE = 30  # room over the oldest
BELOW = 62  # room for the names under the youngest


@dataclass(frozen=True)
class Person:
    """`born` and `died`: None is not known, or not so."""

    key: str
    name: str
    sex: str = "U"
    born: date | None = None
    died: date | None = None
    is_index: bool = False


@dataclass(frozen=True)
class ParentLine:
    parent: str
    child: str
    how: Parentage = Parentage.BIRTH


@dataclass(frozen=True)
class PartnerLine:
    one: str
    other: str
    how: How = How.UNKNOWN
    over: Over = Over.NO


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
    levels = _levels(people, parents, partners, rows)
    if not levels:
        return Drawing(undrawn=tuple(people))
    # Whoever is reached is reached with all that they are tied to: of the others nothing is drawn.
    unions = _unions(
        [line for line in parents if line.child in levels],
        [line for line in partners if line.one in levels],
    )
    orders = _orders(levels, parents, unions, known)
    xs = _columns(orders, unions)
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


@dataclass
class _Union:
    """Two partners, or the parents of some children; and those children."""

    adults: tuple[str, ...]
    partner: PartnerLine | None = None
    children: list[ParentLine] = field(default_factory=list)


def _unions(parents: Collection[ParentLine], partners: Collection[PartnerLine]) -> list[_Union]:
    """A child stands under its parents by birth or adoption together; under anybody else alone."""
    found: dict[frozenset[str], _Union] = {}
    for line in partners:
        pair = frozenset((line.one, line.other))
        found.setdefault(pair, _Union((line.one, line.other))).partner = line
    together: dict[tuple[str, Parentage], list[str]] = {}
    for parent in parents:
        together.setdefault((parent.child, parent.how), []).append(parent.parent)
    for (child, how), adults in together.items():
        of_two = len(adults) == 2
        for group in [adults] if of_two else [[adult] for adult in adults]:
            union = found.setdefault(frozenset(group), _Union(tuple(group)))
            union.children.append(ParentLine(group[0], child, how))
    return list(found.values())


def _levels(
    people: Sequence[Person],
    parents: Collection[ParentLine],
    partners: Collection[PartnerLine],
    rows: Mapping[str, int],
) -> dict[str, int]:
    """How many generations above the child each stands, by the lines; else as `rows` says."""
    levels: dict[str, int] = {}
    begin = [(person.key, 0) for person in people if person.is_index]
    begin += [(key, row) for key, row in rows.items() if any(p.key == key for p in people)]
    for key, row in begin:
        if key in levels:
            continue
        levels[key] = row
        waiting = [key]
        while waiting:
            now = waiting.pop(0)
            near = [(line.parent, 1) for line in parents if line.child == now]
            near += [(line.child, -1) for line in parents if line.parent == now]
            near += [(line.other, 0) for line in partners if line.one == now]
            near += [(line.one, 0) for line in partners if line.other == now]
            for other, step in near:
                if other not in levels:
                    levels[other] = levels[now] + step
                    waiting.append(other)
    return levels


def _orders(
    levels: Mapping[str, int],
    parents: Collection[ParentLine],
    unions: Collection[_Union],
    known: Mapping[str, Person],
) -> dict[int, list[str]]:
    """From the oldest generation to the youngest: who stands left of whom."""
    orders: dict[int, list[str]] = {}
    places: dict[str, int] = {}

    def place(group: list[str]) -> tuple[float, date]:
        above = [places[p.parent] for p in parents if p.child in group and p.parent in places]
        born = [b for key in group if (b := known[key].born)]
        middle = sum(above) / len(above) if above else float("inf")
        return middle, min(born, default=date.max)

    for level in sorted(set(levels.values()), reverse=True):
        row = [key for key in levels if levels[key] == level]
        groups = _beside(row, unions, known)
        orders[level] = [key for group in sorted(groups, key=place) for key in group]
        places |= {key: number for number, key in enumerate(orders[level])}
    return orders


def _beside(
    row: Sequence[str], unions: Collection[_Union], known: Mapping[str, Person]
) -> list[list[str]]:
    """Those of a row who belong beside each other, in chains: an earlier partner, somebody, a later one."""
    near: dict[str, list[str]] = {key: [] for key in row}
    for union in unions:
        if len(union.adults) == 2 and all(adult in near for adult in union.adults):
            one, other = union.adults
            near[one].append(other)
            near[other].append(one)
    groups, seen = [], set()
    # From the ends of chains first; of two, the man is on the left, as is the custom.
    for start in sorted(row, key=lambda key: (len(near[key]), known[key].sex != "M")):
        if start in seen:
            continue
        chain, waiting = [], [start]
        while waiting:
            now = waiting.pop()
            if now in seen:
                continue
            seen.add(now)
            chain.append(now)
            waiting += [key for key in reversed(near[now]) if key not in seen]
        groups.append(chain)
    return groups


def _columns(orders: Mapping[int, list[str]], unions: Collection[_Union]) -> dict[str, float]:
    """Children under the middle of their parents, parents over the middle of their children, nobody on another."""
    xs: dict[str, float] = {
        key: number * COLUMN for order in orders.values() for number, key in enumerate(order)
    }
    over = {child.child: union for union in unions for child in union.children}
    for level in sorted(orders):  # the youngest first
        wanted: dict[str, float] = {}
        for union in unions:
            below = [xs[child.child] for child in union.children]
            here = [adult for adult in union.adults if adult in orders[level]]
            for number, adult in enumerate(sorted(here, key=orders[level].index)):
                if below:
                    aside = (number - (len(here) - 1) / 2) * COLUMN
                    wanted.setdefault(adult, (min(below) + max(below)) / 2 + aside)
        _settle(orders[level], wanted, xs)
    for level in sorted(orders, reverse=True):  # and from the oldest down again
        wanted = {}
        for key in orders[level]:
            if key in over:
                above = [xs[adult] for adult in over[key].adults if adult in xs]
                mates = [c.child for c in over[key].children if c.child in orders[level]]
                middle = sum(xs[mate] for mate in mates) / len(mates)
                wanted[key] = xs[key] + sum(above) / len(above) - middle
        _settle(orders[level], wanted, xs)
    least = min(xs.values())
    return {key: round(x - least + MARGIN, 1) for key, x in xs.items()}


def _settle(order: Sequence[str], wanted: Mapping[str, float], xs: dict[str, float]) -> None:
    """As near to what is wanted as the order and the room between two allow."""
    if not wanted:
        return
    placed: list[float] = []
    for key in order:
        least = placed[-1] + COLUMN if placed else float("-inf")
        placed.append(max(wanted.get(key, least if placed else xs[key]), least))
    moved = [wanted[key] - x for key, x in zip(order, placed, strict=True) if key in wanted]
    shift = sum(moved) / len(moved)
    xs |= {key: x + shift for key, x in zip(order, placed, strict=True)}


LINES = {How.MARRIED: "whole", How.TOGETHER: "broken", How.COUPLE: "broken", How.UNKNOWN: "dotted"}


def _strokes(
    unions: Iterable[_Union],
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
    start: tuple[float, float], union: _Union, symbols: Mapping[str, Symbol], number: int
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
