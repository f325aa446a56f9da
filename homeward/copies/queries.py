"""The copy of a child's file: everything that the areas say is the child's, in the order of their life.

What is about several children is here only where whoever makes the copy may read it of every one of them, as
everywhere in the record, and its sentences are parted (`rules.parting`). What is this child's alone stands as it was
written.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate, localtime

from homeward.copies.parts import Part, parts
from homeward.copies.rules import Others, names_of, parted
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child, Relationship
from homeward.sharing.models import entitled
from homeward.trail.models import Entry


MADE = "made a copy of the child’s file"


@dataclass(frozen=True)
class Paragraph:
    label: str
    text: str


@dataclass(frozen=True)
class Told:
    """One thing in the copy."""

    heading: str
    on: date | None
    paragraphs: tuple[Paragraph, ...]
    by: str
    written: date | None
    moment: datetime | None = None  # of the day, when it is known
    apart: str = ""
    picture: bytes | None = None


@dataclass(frozen=True)
class Year:
    year: int
    age: int
    told: tuple[Told, ...]


@dataclass(frozen=True)
class ChildsFile:
    child: Child
    about: tuple[Told, ...]  # without a day
    years: tuple[Year, ...]
    apart: tuple[tuple[str, tuple[Told, ...]], ...] = ()  # sections at the end

    @property
    def everything(self) -> tuple[Told, ...]:
        in_order = (told for year in self.years for told in year.told)
        return (*self.about, *in_order, *(told for _, rows in self.apart for told in rows))


def childs_file(child: Child, worker: WorkerOnDay, day: date) -> ChildsFile:
    """The number of statements grows with the tables, never with the rows."""
    sight = entitled(worker, child, day)
    every = [part for part in parts() if sight.may_see(part.group)]
    others = _others(child, every)
    seen = set(
        Child.objects.visible_to(worker, day)
        .filter(pk__in=[other.pk for other in others])
        .values_list("pk", flat=True)
    )
    mask = _mask(child, others)
    told = [
        one for part in every for one in _told(part, child, seen | {child.pk}, mask, worker, day)
    ]
    told.sort(key=_when)
    years, apart = defaultdict(list), defaultdict(list)
    for one in told:
        if one.apart:
            apart[one.apart].append(one)
        elif one.on:
            years[one.on.year].append(one)
    return ChildsFile(
        child,
        tuple(one for one in told if one.on is None and not one.apart),
        tuple(
            Year(year, year - child.born.year, tuple(rows)) for year, rows in sorted(years.items())
        ),
        tuple((heading, tuple(rows)) for heading, rows in apart.items()),
    )


def _when(told: Told) -> tuple[date, float]:
    """By its day; within the day by the moment at which it was written, what has none first."""
    return told.on or date.min, told.moment.timestamp() if told.moment else 0.0


def _others(child: Child, every: Iterable[Part]) -> list[Child]:
    """Every child who was ever around the same adult or in the same text: their names are covered, whether or not
    the maker of the copy may see them."""
    with unlocked():
        adults = Relationship.objects.filter(child=child).values("adult")
        ids = set(Relationship.objects.filter(adult__in=adults).values_list("child_id", flat=True))
        for part in every:
            if part.several:
                rows = part.table._default_manager.filter(**{part.of: child.pk}).order_by()
                about = part.table._default_manager.filter(pk__in=rows.values("pk")).order_by()
                ids |= set(about.values_list(part.of, flat=True).distinct())
        return list(
            Child.objects.filter(pk__in=ids).exclude(pk=child.pk).prefetch_related("other_names")
        )


@dataclass(frozen=True)
class Mask:
    others: Others
    first_names: frozenset[str]

    def over(self, text: str) -> str:
        return parted(text, self.others, self.first_names)


def _mask(child: Child, others: Iterable[Child]) -> Mask:
    """The name of the family, and those of the adults around the child, say nothing of a brother or sister alone."""
    with unlocked():
        other = [one.name for one in child.other_names.all()]
        adults = Relationship.objects.filter(child=child).values_list("adult__name", flat=True)
        around = [name.split()[-1] for name in adults if name.strip()]
    theirs = [one.all_names(name.name for name in one.other_names.all()) for one in others]
    families = names_of(child.family_name, *around)
    first = names_of(child.given_name, child.preferred_name, *other)
    return Mask(
        Others(own=first | families, theirs=names_of(*theirs)),
        frozenset(first - names_of(child.family_name)),
    )


def _told(
    part: Part, child: Child, seen: set[int], mask: Mask, worker: WorkerOnDay, day: date
) -> list[Told]:
    rows = part.table._default_manager.filter(**{part.of: child.pk})
    if part.only:
        rows = rows.filter(part.only(child.pk))
    if part.visible:
        rows = rows.filter(
            pk__in=part.visible(part.table._default_manager.all(), worker, day).values("pk")
        )
    found = list(rows.select_related(*_steps(part)).order_by("pk").distinct("pk"))
    about = _children_of(part, found)
    told = [
        _one(part, row, mask if len(about[row.pk]) > 1 else None, mask)
        for row in found
        if part.parted or about[row.pk] <= seen
    ]
    return [one for one in told if one.paragraphs or one.picture]


def _children_of(part: Part, rows: list[Any]) -> dict[int, set[int]]:
    """Whom each row is about. Asked with every eye, so that a child who is hidden still counts."""
    about: dict[int, set[int]] = defaultdict(set)
    if part.several and rows:
        with unlocked():
            table = part.table._default_manager.filter(pk__in=[row.pk for row in rows]).order_by()
            for pk, child_id in table.values_list("pk", part.of):
                about[pk].add(child_id)
    if part.together and rows:
        first = {row.pk: getattr(row, f"{part.together}_id") or row.pk for row in rows}
        same = Q(pk__in=first.values()) | Q(**{f"{part.together}__in": first.values()})
        whose = defaultdict(set)
        with unlocked():
            table = part.table._default_manager.filter(same).order_by()
            for pk, root, child_id in table.values_list("pk", part.together, part.of):
                whose[root or pk].add(child_id)
        about |= {pk: whose[root] for pk, root in first.items()}
    return about


def _steps(part: Part) -> set[str]:
    """What is fetched with each row: the tables on the way to what is printed."""
    steps = set()
    for path in [*part.says, part.on, part.by, part.at]:
        model: Any = part.table
        way: list[str] = []
        for name in path.split("__"):
            try:
                held = model._meta.get_field(name) if model and name else None
            except FieldDoesNotExist:
                break
            if held is None or not (held.many_to_one or held.one_to_one):
                break
            way.append(name)
            model = held.related_model
        if way:
            steps.add("__".join(way))
    return steps


def _one(part: Part, row: Model, shared: Mask | None, mask: Mask) -> Told:
    paragraphs = []
    for path, label in part.says.items():
        text = in_words(row, path, part.means.get(path))
        # What is fetched from beyond this row may be about several, though the row is not.
        over = shared or (mask if "__" in path else None)
        text = over.over(text) if over else text
        if text.strip():
            paragraphs.append(Paragraph(label, text))
    picture = None
    if part.picture:
        try:
            picture = part.picture(row)
        except (
            OSError
        ):  # one picture that is gone must not keep a file of twenty years from its child
            paragraphs.append(
                Paragraph("", "There was a picture here. It cannot be opened any more.")
            )
    at = _value(row, part.at or part.on) if part.at or part.on else None
    written = _day(at) if part.at else None
    on = _day(_value(row, part.on)) if part.on else None
    return Told(
        heading=part.heading,
        on=(on or written) if part.on else None,
        paragraphs=tuple(paragraphs),
        by=in_words(row, part.by) if part.by else "",
        written=written,
        moment=at if isinstance(at, datetime) else None,
        apart=part.apart,
        picture=picture,
    )


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        if row is None:
            return None
        row = getattr(row, name)
    return row


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return localdate(value)
    if isinstance(value, DateRange):
        return value.lower
    return value


def in_words(row: Any, path: str, means: Any = None) -> str:
    """What a field holds, as somebody reads it."""
    *way, last = path.split("__")
    if way:
        row = _value(row, "__".join(way))
    if row is None:
        return ""
    value = getattr(row, last)
    if means is not None and value:
        return means.get(value, str(value))
    try:
        held = row._meta.get_field(last)
    except FieldDoesNotExist:  # a property
        return _said(value)
    if getattr(held, "choices", None):
        return str(getattr(row, f"get_{last}_display")() or "")
    if isinstance(held, ArrayField) and held.base_field.choices:
        labels = dict(held.base_field.choices)
        return ", ".join(str(labels.get(one, one)) for one in value or ())
    return _said(value)


def _said(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{localtime(value):%-d %B %Y}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, DateRange):
        until = f" until {value.upper:%-d %B %Y}" if value.upper else ""
        return f"From {value.lower:%-d %B %Y}{until}" if value.lower else ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        return "\n".join(filter(None, (_said(one) for one in value.values())))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_said(one) for one in value)))
    return str(value)


def copies_made(child: Child) -> QuerySet[Entry]:
    """The newest first."""
    about = Entry.objects.filter(child_ids__contains=[child.pk])
    return about.filter(kind=Entry.Kind.CHANGE, what=MADE).select_related("worker").order_by("-pk")
