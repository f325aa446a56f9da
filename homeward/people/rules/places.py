"""Where everybody of a family stands in its drawing: generations in rows, partners beside each other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from homeward.people.rules.family import How, Over, Parentage


COLUMN = 124  # from one symbol to the next


MARGIN = 66


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


@dataclass
class Union:
    """Two partners, or the parents of some children; and those children."""

    adults: tuple[str, ...]
    partner: PartnerLine | None = None
    children: list[ParentLine] = field(default_factory=list)


def unions_of(parents: Collection[ParentLine], partners: Collection[PartnerLine]) -> list[Union]:
    """A child stands under its parents by birth or adoption together; under anybody else alone."""
    found: dict[frozenset[str], Union] = {}
    for line in partners:
        pair = frozenset((line.one, line.other))
        found.setdefault(pair, Union((line.one, line.other))).partner = line
    together: dict[tuple[str, Parentage], list[str]] = {}
    for parent in parents:
        together.setdefault((parent.child, parent.how), []).append(parent.parent)
    for (child, how), adults in together.items():
        of_two = len(adults) == 2
        for group in [adults] if of_two else [[adult] for adult in adults]:
            union = found.setdefault(frozenset(group), Union(tuple(group)))
            union.children.append(ParentLine(group[0], child, how))
    return list(found.values())


def levels_of(
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


def orders_of(
    levels: Mapping[str, int],
    parents: Collection[ParentLine],
    unions: Collection[Union],
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
    row: Sequence[str], unions: Collection[Union], known: Mapping[str, Person]
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


def columns_of(orders: Mapping[int, list[str]], unions: Collection[Union]) -> dict[str, float]:
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
