"""Entering an adult around a child, saying anew what they are to the child, and how adults belong to each other.

Nobody decides who belongs to a family: whoever sees the child writes down what they were told.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from homeward.access.guard import present, require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people import rules
from homeward.people.models import Adult, Child, FamilyTie, Relationship
from homeward.people.rules import How, Kin, Over, Parentage, TieKind
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@dataclass(frozen=True)
class Said:
    """What is said of an adult and of what they are to a child. None is not known."""

    name: str
    kind: str
    sex: str = "U"
    born: date | None = None
    died: date | None = None
    parental_responsibility: bool | None = None
    at_home: bool | None = None


@unlocked()
def add_relative(
    child: Child, said: Said, *, adult: Adult | None = None, by: Worker
) -> Relationship:
    """`adult`: one who is in the record already, of a brother or sister."""
    child, because = _locked(child, by)
    _require_days(said, [child], adult)
    if adult is None:
        adult = Adult(partnership_id=child.partnership_id)
    there = child.relationships.filter(adult=adult.pk, period__contains=localdate())
    require(rules.may_be_added(adult.pk is not None and there.exists()))
    anew = _write(adult, said)
    relationship = Relationship.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        adult=adult,
        kind=said.kind,
        parental_responsibility=said.parental_responsibility,
        at_home=said.at_home,
        period=DateRange(localdate(), None),
    )
    _tell("entered somebody of the family", relationship, said, because, by)
    if anew:
        _tell_the_others(relationship, said, because, by)
    return relationship


@unlocked()
def change_relative(relationship: Relationship, said: Said, *, by: Worker) -> Relationship:
    """Who the adult is, and what they are to the child."""
    child, because = _locked(relationship.child, by)
    relationship = _relationship(relationship)
    _require_days(said, [child], relationship.adult)
    if _write(relationship.adult, said):
        _tell_the_others(relationship, said, because, by)
    relationship.kind = said.kind
    relationship.parental_responsibility = said.parental_responsibility
    relationship.at_home = said.at_home
    relationship.save(update_fields=["kind", "parental_responsibility", "at_home"])
    _tell("wrote about somebody of the family", relationship, said, because, by)
    return relationship


@unlocked()
def end_relative(relationship: Relationship, *, on: date, by: Worker) -> Relationship:
    """They are no longer around the child. That they were stays; a parent stays in the drawing."""
    child, because = _locked(relationship.child, by)
    relationship = _relationship(relationship)
    require(rules.may_end(relationship.start, on, localdate()))
    relationship.period = DateRange(relationship.start, on + timedelta(days=1))
    relationship.save(update_fields=["period"])
    trail.record(
        "wrote that somebody is no longer around the child",
        relationship,
        by=by,
        children=[child.pk],
        because=because,
        changed={"what": relationship.adult.name, "until": on},
        on=on,
    )
    return relationship


@unlocked()
def tie(
    child: Child,
    kind: TieKind,
    one: Adult,
    other: Adult,
    *,
    how: How = How.UNKNOWN,
    over: Over = Over.NO,
    since: date | None = None,
    over_since: date | None = None,
    by: Worker,
) -> FamilyTie:
    """Two adults around this child. Of a parent, `one` is the parent of `other`."""
    child, because = _locked(child, by)
    around = Adult.objects.filter(pk__in=child.relationships.values("adult"))
    require(rules.are_around(around.filter(pk__in=[one.pk, other.pk]).count() == len({one, other})))
    # Whoever ties the same two at once waits, so that the second is told.
    held = Adult.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    adults = {adult.pk: adult for adult in held}
    kin = [Kin(pk, adults[pk].name, adults[pk].born) for pk in (one.pk, other.pk)]
    _require_tie(kind, kin, over, since, over_since, FamilyTie.objects.filter(_of(child)))
    made = FamilyTie.objects.create(
        partnership_id=child.partnership_id,
        kind=kind,
        one=one,
        other=other,
        recorded_by=by,
        **_of_partners(kind, how, over, since, over_since),
    )
    _tell_tie("entered how two of the family belong together", made, child, because, by)
    return made


@unlocked()
def change_tie(
    child: Child,
    made: FamilyTie,
    *,
    how: How,
    over: Over,
    since: date | None,
    over_since: date | None,
    by: Worker,
) -> FamilyTie:
    """Of partners: how, since when, and whether it is over."""
    child, because = _locked(child, by)
    made = _tie(made, child)
    kin = [Kin(a.pk, a.name, a.born) for a in (made.one, made.other)]
    others = FamilyTie.objects.filter(_of(child)).exclude(pk=made.pk)
    _require_tie(TieKind(made.kind), kin, over, since, over_since, others)
    for name, value in _of_partners(TieKind(made.kind), how, over, since, over_since).items():
        setattr(made, name, value)
    made.save(update_fields=["how", "over", "since", "over_since"])
    _tell_tie("wrote anew how two of the family belong together", made, child, because, by)
    return made


@unlocked()
def untie(child: Child, made: FamilyTie, *, by: Worker) -> None:
    """It was wrong. What is over is no mistake, and is said with `change_tie`."""
    child, because = _locked(child, by)
    made = _tie(made, child)
    _tell_tie("took out how two of the family belong together", made, child, because, by)
    made.delete()


def _locked(child: Child, by: Worker) -> tuple[Child, str]:
    child = Child.objects.select_for_update().get(pk=child.pk)
    today = localdate()
    return child, require(entitled(by.on(today), child, today).may_see()).reason


def _relationship(relationship: Relationship) -> Relationship:
    held = Relationship.objects.select_for_update(of=("self", "adult"))
    return held.select_related("adult").get(pk=relationship.pk)


def _tie(made: FamilyTie, child: Child) -> FamilyTie:
    held = FamilyTie.objects.select_for_update(of=("self",)).filter(_of(child))
    return present(held.select_related("one", "other").filter(pk=made.pk).first(), "this")


def _of(child: Child) -> Q:
    around = child.relationships.values("adult")
    return Q(one__in=around, other__in=around)


def _require_days(said: Said, children: list[Child], adult: Adult | None) -> None:
    born = [child.born for child in children]
    if adult is not None and adult.pk:
        others = Relationship.objects.filter(adult=adult).exclude(child__in=children)
        kinds = others.select_related("child")
        born += [r.child.born for r in kinds if rules.parentage(r.kind) == Parentage.BIRTH]
    require(rules.may_be_written(said.born, said.died, born, localdate(), said.kind))


def _write(adult: Adult, said: Said) -> bool:
    """Whether it says anything new of who they are."""
    before = (adult.name, adult.sex, adult.born, adult.died)
    adult.name, adult.sex, adult.born, adult.died = said.name, said.sex, said.born, said.died
    adult.save()  # with it the words by which they are found
    return before != (adult.name, adult.sex, adult.born, adult.died)


def _require_tie(
    kind: TieKind,
    kin: list[Kin],
    over: Over,
    since: date | None,
    over_since: date | None,
    others: QuerySet[FamilyTie],
) -> None:
    one, other = kin
    require(
        rules.may_be_tied(
            kind,
            one,
            other,
            since=since,
            over_since=over_since,
            over=over,
            ties=[tied.as_tied() for tied in others],
            today=localdate(),
        )
    )


def _of_partners(
    kind: TieKind, how: How, over: Over, since: date | None, over_since: date | None
) -> dict[str, Any]:
    """Parents have none of it."""
    if kind == TieKind.PARENT:
        return {"how": "", "over": "", "since": None, "over_since": None}
    return {"how": how, "over": over, "since": since, "over_since": over_since}


def _tell(what: str, made: Relationship, said: Said, because: str, by: Worker) -> None:
    trail.record(
        what,
        made,
        by=by,
        children=[made.child_id],
        because=because,
        changed={
            "what": f"{said.name}: {said.kind}",
            "born": said.born or "",
            "died": said.died or "",
        },
    )


def _tell_the_others(made: Relationship, said: Said, because: str, by: Worker) -> None:
    """An adult is entered once: what is said anew stands in the records of brothers and sisters too."""
    today = localdate()
    others = Relationship.objects.filter(adult=made.adult_id).exclude(child=made.child_id)
    theirs = Child.objects.visible_to(by.on(today), today).filter(pk__in=others.values("child"))
    if ids := list(theirs.values_list("pk", flat=True)):
        trail.record(
            "wrote about somebody of the family",
            made.adult,
            by=by,
            children=ids,
            because=because,
            changed={"what": said.name, "born": said.born or "", "died": said.died or ""},
        )


def _tell_tie(what: str, made: FamilyTie, child: Child, because: str, by: Worker) -> None:
    trail.record(
        what, made, by=by, children=[child.pk], because=because, changed={"what": made.said}
    )
