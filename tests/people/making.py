"""Small makers for the tests of a family: Dee, mother of Ash and Wren; Ray, father of Wren alone; Nan over Dee."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from homeward.people import actions
from homeward.people.models import Adult, Child, FamilyTie, Relationship
from homeward.people.rules import How, Over, TieKind
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind


@dataclass
class Sampletons:
    ash: Child
    wren: Child
    dee: Relationship  # to Ash
    ray: Relationship  # to Wren
    nan: Relationship  # to Ash
    over_dee: FamilyTie


def said(name="Ray Fakerley", kind="father", **more) -> actions.Said:
    return actions.Said(name, kind, **more)


def sampletons(cast) -> Sampletons:
    children = cast.episode().children
    ash, wren = children.get(preferred_name="Ash"), children.get(given_name="Wren")
    nan = actions.add_relative(ash, said("Nan Sampleton", "grandmother"), by=cast.robin)
    dee = ash.relationships.get(adult__name="Dee Sampleton")
    return Sampletons(
        ash,
        wren,
        dee,
        actions.add_relative(wren, said(), by=cast.robin),
        nan,
        actions.tie(ash, TieKind.PARENT, nan.adult, dee.adult, by=cast.robin),
    )


def partners(cast, child: Child, one: Adult, other: Adult, **more) -> FamilyTie:
    given = {"how": How.MARRIED, "over": Over.NO, "since": date(2015, 6, 6)} | more
    return actions.tie(child, TieKind.PARTNERS, one, other, **given, by=cast.robin)


def closed_to_robin(cast, child: Child) -> None:
    sharing.close_record(
        child,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.kit],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )
