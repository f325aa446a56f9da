"""The family around one child, as far as the reader sees it: for the drawing, and for the table beside it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Adult, Child, FamilyTie, Relationship
from homeward.people.queries.finding import siblings
from homeward.people.rules import (
    HOW,
    OVER,
    Drawing,
    How,
    Over,
    ParentLine,
    PartnerLine,
    Person,
    TieKind,
    drawn,
    parentage,
    row_of,
    sex_by_words,
)


@dataclass
class Row:
    """Somebody in the table: what the drawing says of them, in words."""

    name: str
    is_to: str  # what they are to the child
    born: date | None
    died: date | None
    said: list[str] = field(default_factory=list)  # parents, partners
    at_home: bool | None = None
    relationship: Relationship | None = None  # to the child today; None for a brother or sister
    until: date | None = None  # the day from which they were no longer around the child
    child: Child | None = None


@dataclass(frozen=True)
class Family:
    drawing: Drawing
    rows: list[Row]
    ties: list[FamilyTie]
    children: list[Child]  # whom it shows


def ties_among(adults: QuerySet[Adult]) -> QuerySet[FamilyTie]:
    found = FamilyTie.objects.filter(one__in=adults.values("pk"), other__in=adults.values("pk"))
    return found.select_related("one", "other")


def family_of(child: Child, worker: WorkerOnDay, day: date) -> Family:
    """Brothers and sisters whom the reader sees as well, and the adults around any of them: those of today, and
    parents whoever they live with. Six queries, whatever the family."""
    children = [child, *siblings(child, worker, day).order_by("born", "pk")]
    every = Relationship.objects.filter(child__in=children).select_related("adult").order_by("pk")
    related = [r for r in every if r.holds_on(day) or parentage(r.kind)]
    adults = {r.adult_id: r.adult for r in related}
    ties = list(ties_among(Adult.objects.filter(pk__in=adults)))
    parents = [
        ParentLine(_adult(r.adult_id), _child(r.child_id), how)
        for r in related
        if (how := parentage(r.kind))
    ]
    parents += [
        ParentLine(_adult(t.one_id), _adult(t.other_id)) for t in ties if t.kind == TieKind.PARENT
    ]
    partners = [
        PartnerLine(_adult(t.one_id), _adult(t.other_id), How(t.how), Over(t.over))
        for t in ties
        if t.kind == TieKind.PARTNERS
    ]
    kinds = {r.adult_id: r.kind for r in reversed(related)}
    kinds |= {r.adult_id: r.kind for r in related if r.child_id == child.pk}
    people = [_of_child(one, child) for one in children]
    people += [_of_adult(adult, kinds[pk]) for pk, adult in adults.items()]
    rows = {_adult(pk): row for pk, kind in kinds.items() if (row := row_of(kind)) is not None}
    return Family(
        drawing=drawn(people, parents, partners, rows, day),
        rows=_table(child, children, related, ties, day),
        ties=ties,
        children=children,
    )


def _adult(pk: int) -> str:
    return f"adult-{pk}"


def _child(pk: int) -> str:
    return f"child-{pk}"


def _of_child(one: Child, child: Child) -> Person:
    return Person(_child(one.pk), one.name, one.sex, one.born, is_index=one == child)


def _of_adult(adult: Adult, kind: str) -> Person:
    sex = adult.sex if adult.sex != "U" else sex_by_words(kind)
    return Person(_adult(adult.pk), adult.name, sex, adult.born, adult.died)


def _table(
    child: Child,
    children: list[Child],
    related: list[Relationship],
    ties: list[FamilyTie],
    day: date,
) -> list[Row]:
    """Everybody who is drawn, and everybody who is not: the table is the whole of it."""
    names = {one.pk: one.first_name for one in children}
    rows = [
        Row(
            name=one.name,
            is_to="The child" if one == child else "Brother or sister",
            born=one.born,
            died=None,
            said=[
                f"{r.adult.name}: {r.kind}"
                for r in related
                if r.child_id == one.pk and parentage(r.kind)
            ],
            child=one,
        )
        for one in children
    ]
    said: dict[int, list[str]] = {}
    for tie in ties:
        for who, whom in ((tie.one, tie.other), (tie.other, tie.one)):
            said.setdefault(who.pk, []).append(_tied(tie, whom, first=who == tie.one))
    seen: set[int] = set()
    for r in [*(r for r in related if r.child_id == child.pk), *related]:
        if r.adult_id in seen:
            continue
        seen.add(r.adult_id)
        own = r.child_id == child.pk
        rows.append(
            Row(
                name=r.adult.name,
                is_to=r.kind.capitalize() if own else f"{names[r.child_id]}’s {r.kind}",
                born=r.adult.born,
                died=r.adult.died,
                said=said.get(r.adult_id, []),
                at_home=r.at_home if own and r.holds_on(day) else None,
                relationship=r if own and r.holds_on(day) else None,
                until=r.end if own and not r.holds_on(day) else None,
            )
        )
    return rows


def _tied(tie: FamilyTie, whom: Adult, *, first: bool) -> str:
    if tie.kind == TieKind.PARENT:
        return f"{'Parent' if first else 'Child'} of {whom.name}"
    how, over = HOW[How(tie.how)], Over(tie.over)
    since = f", since {_day(tie.since)}" if tie.since else ""
    ended = f", on {_day(tie.over_since)}" if tie.over_since else ""
    return f"With {whom.name}: {how.lower()}{since}" + (
        f". {OVER[over]}{ended}" if over != Over.NO else ""
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
