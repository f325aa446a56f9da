"""A family of the county whose genogram is drawn: three generations, parents who parted, a new partner, and days of
birth as far as anybody knows them."""

from datetime import date
from random import Random

from django.utils.timezone import localdate

from homeward.county import names
from homeward.county.journey import Journey
from homeward.people import actions
from homeward.people.actions import Said
from homeward.people.models import Adult, Child
from homeward.people.rules import How, Over, TieKind


def written_down(j: Journey, ago: int) -> None:
    """The key worker draws it with the eldest and the mother, at the kitchen table."""
    eldest, *younger = j.episode.children.order_by("born", "pk")
    rng = Random(f"{j.number} belongs")  # of its own, so that nothing else is drawn anew
    with j.ago(ago):
        mother = eldest.relationships.select_related("adult").get(kind="mother")
        born = date(eldest.born.year - 27, 3, 9)
        actions.change_relative(
            mother,
            Said(mother.adult.name, "mother", "F", born, None, True, True),
            by=j.key_worker,
        )
        father = _father(j, rng, eldest)
        for child in younger:
            if not _birth_father(child):
                known = Said(father.name, "father", "M", father.born, at_home=False)
                actions.add_relative(child, known, adult=father, by=j.key_worker)
        partner = _enters(j, rng, eldest, "partner of a parent", "M")
        over = _enters(j, rng, eldest, "grandmother", "F", date(born.year - 24, 11, 2))
        dead = _enters(
            j, rng, eldest, "grandfather", "M", date(born.year - 26, 1, 30), date(2019, 2, 17)
        )
        for parent in (over, dead):
            actions.tie(eldest, TieKind.PARENT, parent, mother.adult, by=j.key_worker)
        actions.tie(
            eldest,
            TieKind.PARTNERS,
            mother.adult,
            father,
            how=How.MARRIED,
            over=Over.SEPARATED,
            since=date(eldest.born.year - 2, 6, 21),
            over_since=date(localdate().year - 2, 4, 1),
            by=j.key_worker,
        )
        actions.tie(
            eldest, TieKind.PARTNERS, mother.adult, partner, how=How.TOGETHER, by=j.key_worker
        )
        actions.tie(eldest, TieKind.PARTNERS, over, dead, how=How.MARRIED, by=j.key_worker)


def _birth_father(child: Child) -> Adult | None:
    there = child.relationships.select_related("adult").filter(kind="father").first()
    return there.adult if there else None


def _father(j: Journey, rng: Random, eldest: Child) -> Adult:
    return _birth_father(eldest) or _enters(
        j, rng, eldest, "father", "M", date(eldest.born.year - 29, 8, 14)
    )


def _enters(
    j: Journey,
    rng: Random,
    child: Child,
    kind: str,
    sex: str,
    born: date | None = None,
    died: date | None = None,
) -> Adult:
    there = child.relationships.select_related("adult").filter(kind=kind).first()
    if there:
        known = Said(there.adult.name, kind, sex, born, died, there.parental_responsibility)
        return actions.change_relative(there, known, by=j.key_worker).adult
    said = Said(_name(rng, child), kind, sex, born, died, False, False)
    return actions.add_relative(child, said, by=j.key_worker).adult


def _name(rng: Random, child: Child) -> str:
    """One that nobody around the child has."""
    taken = set(child.relationships.values_list("adult__name", flat=True))
    while (name := names.adult_name(rng, child.family_name)) in taken:
        pass
    return name
