"""The Header: which child of the record each row is about, and what it changes.

A child is known by the number that the council's return gives it, and by nothing else: two children are
never joined because details agree. A cell left empty says nothing, so what is known stays.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from homeward.care.models import StatedDetails
from homeward.care.queries import KnownCare, known_care
from homeward.care.rules import Verdict, is_later, latest, verdict
from homeward.people.models import Child, Identifier
from homeward.returns.tally import Tally
from homeward.ssda903 import HeaderRow


LONGEST_NUMBER = 40
UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")
NO_UPN = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5"})
SYSTEM = Identifier.System


@dataclass
class Changed:
    """One child, and what is told of it in the trail: field -> value, with what was there before."""

    child: Child
    told: dict[str, str] = field(default_factory=dict)


@dataclass
class Children:
    """The children of one chunk of a return, by the number the return gives them."""

    partnership_id: int
    as_of: date | None
    tally: Tally
    by_number: dict[str, Child] = field(default_factory=dict)
    care: dict[int, KnownCare] = field(default_factory=dict)
    changed: dict[int, Changed] = field(default_factory=dict)
    upns: dict[int, Identifier] = field(default_factory=dict)
    upn_owners: dict[str, int] = field(default_factory=dict)

    def tell(self, child: Child, what: str, value: object) -> None:
        self.changed.setdefault(child.pk, Changed(child)).told[what] = str(value)


def take_headers(
    rows: list[HeaderRow],
    numbers: set[str],
    *,
    partnership_id: int,
    as_of: date | None,
    tally: Tally,
) -> Children:
    """Find or make the children; write what their Header rows change. Locks those that are known."""
    chunk = Children(partnership_id, as_of, tally)
    chunk.by_number = {
        identifier.value: identifier.child
        for identifier in Identifier.objects.filter(
            partnership_id=partnership_id, system=SYSTEM.SSDA903, value__in=numbers
        )
        .select_related("child")
        .select_for_update(of=("child",), no_key=True)
    }
    chunk.care = known_care([child.pk for child in chunk.by_number.values()])
    _known_upns(chunk, rows)

    fitting = [row for row in rows if _fits(row, tally)]
    _make_children([row for row in fitting if row.child not in chunk.by_number], chunk)
    changes = _Changes()
    for row in fitting:
        _take_header(row, chunk.by_number[row.child], chunk, changes)
    _write(changes, as_of)
    return chunk


def _fits(row: HeaderRow, tally: Tally) -> bool:
    if len(row.child) <= LONGEST_NUMBER:
        return True
    tally.refuse(
        row,
        "CHILD",
        row.child,
        f"CHILD is longer than {LONGEST_NUMBER} characters, which no child’s number is.",
        "Check that the value stands in the right column.",
    )
    return False


def _known_upns(chunk: Children, rows: list[HeaderRow]) -> None:
    upns = Identifier.objects.filter(partnership_id=chunk.partnership_id, system=SYSTEM.UPN)
    for upn in upns.filter(child_id__in=chunk.care).order_by("pk"):
        chunk.upns[upn.child_id] = upn
    chunk.upn_owners = dict(
        upns.filter(value__in=[row.upn for row in rows if row.upn]).values_list("value", "child_id")
    )


def _make_children(rows: list[HeaderRow], chunk: Children) -> None:
    """Names are not in a return: the child has a number until somebody who works with them gives one."""
    made = Child.objects.bulk_create(
        Child(partnership_id=chunk.partnership_id, born=row.dob, sex=row.sex, ethnicity=row.ethnic)
        for row in rows
    )
    for row, child in zip(rows, made, strict=True):
        chunk.by_number[row.child] = child
        chunk.care[child.pk] = KnownCare()
        for name, value in (("born", row.dob), ("sex", row.sex), ("ethnicity", row.ethnic)):
            chunk.tell(child, name, value)
        chunk.tell(child, "SSDA903 child identifier", row.child)
    Identifier.objects.bulk_create(
        Identifier(
            partnership_id=chunk.partnership_id, child=child, system=SYSTEM.SSDA903, value=row.child
        )
        for row, child in zip(rows, made, strict=True)
    )


@dataclass
class _Changes:
    """What the Header rows of a chunk change: the objects, with the new values set on them."""

    children: list[Child] = field(default_factory=list)
    details: list[StatedDetails] = field(default_factory=list)
    restated: list[StatedDetails] = field(default_factory=list)
    upns: list[Identifier] = field(default_factory=list)


def _take_header(row: HeaderRow, child: Child, chunk: Children, changes: _Changes) -> None:
    held = chunk.care[child.pk].details
    details = held[0] if held else StatedDetails(partnership_id=chunk.partnership_id, child=child)
    of_child = _different(child, born=row.dob, sex=row.sex, ethnicity=row.ethnic)
    of_details = _different(details, mother=row.mother, mothers_child_born=row.mc_dob)
    upn = _real_upn(row, child, chunk)
    no_upn = row.upn if row.upn in NO_UPN else "" if upn else details.no_upn_because
    if no_upn != details.no_upn_because:
        of_details["no_upn_because"] = no_upn
    identifier = chunk.upns.get(child.pk) or Identifier(
        partnership_id=chunk.partnership_id, child=child, system=SYSTEM.UPN
    )
    of_upn = _different(identifier, value=upn)

    what = verdict(
        known=child.pk not in chunk.changed,  # so far only those just made are there
        same=not (of_child or of_details or of_upn),
        known_as_of=details.stated_as_of,
        as_of=chunk.as_of,
    )
    chunk.tally.took(row, what)
    if what is Verdict.SUPERSEDED:
        return
    if of_child:
        changes.children.append(_set(child, of_child, child, chunk))
    if of_details or details.pk is None:
        details.stated_as_of = latest([details.stated_as_of, chunk.as_of])
        changes.details.append(_set(details, of_details, child, chunk))
    elif is_later(chunk.as_of, details.stated_as_of):
        changes.restated.append(details)
    if of_upn:
        changes.upns.append(_set(identifier, of_upn, child, chunk, "unique pupil number"))


def _different(held, **stated) -> dict:
    """The stated values that differ; what was left empty states nothing."""
    return {name: value for name, value in stated.items() if value and getattr(held, name) != value}


def _set(held, values: dict, child: Child, chunk: Children, called: str = ""):
    for name, value in values.items():
        before = getattr(held, name)
        setattr(held, name, value)
        chunk.tell(child, called or name, f"{value} (before: {before})" if before else value)
    return held


def _real_upn(row: HeaderRow, child: Child, chunk: Children) -> str:
    """The unique pupil number of the row, if it is one and is not another child's."""
    if not row.upn or row.upn in NO_UPN:
        return ""
    if not UPN.fullmatch(row.upn):
        chunk.tally.notice(
            row,
            "the UPN is not a unique pupil number, so it was not kept; the rest of the row was taken."
            " Correct it in the next return.",
        )
        return ""
    if chunk.upn_owners.setdefault(row.upn, child.pk) != child.pk:
        chunk.tally.notice(
            row,
            "the UPN already belongs to another child of the record, so it was not kept; the rest of the"
            " row was taken. Find out whether the two are one child, or which of them has this number.",
        )
        return ""
    return row.upn


def _write(changes: _Changes, as_of: date | None) -> None:
    Child.objects.bulk_update(changes.children, ["born", "sex", "ethnicity"])
    StatedDetails.objects.bulk_create([held for held in changes.details if held.pk is None])
    StatedDetails.objects.bulk_update(
        [held for held in changes.details if held.pk is not None],
        ["stated_as_of", "mother", "mothers_child_born", "no_upn_because"],
    )
    StatedDetails.objects.filter(pk__in=[held.pk for held in changes.restated]).update(
        stated_as_of=as_of
    )
    Identifier.objects.bulk_create([held for held in changes.upns if held.pk is None])
    Identifier.objects.bulk_update(
        [held for held in changes.upns if held.pk is not None], ["value"]
    )
