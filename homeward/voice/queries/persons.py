"""The people of a family's help: its children, and the adults around them today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from homeward.people.models import Adult, Child, Relationship
from homeward.support.models import EpisodeOfHelp
from homeward.voice.models import FamilyLink, IssuedPlan, SafeWay
from homeward.voice.rules.telling import Person


def key_of(person: Child | Adult) -> Person:
    return ("child" if isinstance(person, Child) else "adult", person.pk)


def adults_of(children: Iterable[Child], day: date) -> list[tuple[Adult, str]]:
    """Each once, with what they are to the children: as it was written first."""
    related = Relationship.objects.filter(child__in=list(children), period__contains=day)
    found: dict[int, tuple[Adult, str]] = {}
    for one in related.select_related("adult").order_by("pk"):
        found.setdefault(one.adult_id, (one.adult, one.kind))
    return list(found.values())


def theirs(episode: EpisodeOfHelp, person: Child | Adult, day: date) -> list[Child]:
    """The children of this help who are this person's today: of a child, the child alone."""
    children = episode.children.order_by("born", "pk")
    if isinstance(person, Child):
        return list(children.filter(pk=person.pk))
    related = Relationship.objects.filter(adult=person, period__contains=day)
    return list(children.filter(pk__in=related.values("child")))


def children_ever(person: Child | Adult) -> list[int]:
    """In whose record it stands what is done about this person."""
    if isinstance(person, Child):
        return [person.pk]
    related = Relationship.objects.filter(adult=person)
    return sorted(set(related.values_list("child_id", flat=True)))


def safe_ways(persons: Iterable[Child | Adult]) -> dict[Person, SafeWay]:
    """What was written down last for each: one query."""
    keys = [key_of(person) for person in persons]
    ways = SafeWay.objects.filter(child__in=[pk for kind, pk in keys if kind == "child"])
    ways |= SafeWay.objects.filter(adult__in=[pk for kind, pk in keys if kind == "adult"])
    found: dict[Person, SafeWay] = {}
    for way in ways.select_related("recorded_by"):
        found.setdefault(way.key, way)
    return found


def safe_line(person: Child | Adult, ways: Mapping[Person, SafeWay]) -> str:
    """Of an adult the one line of their own, which every page shows and the family's page may change: what the
    referral said holds until somebody asks them."""
    if isinstance(person, Adult):
        return person.safe_contact
    way = ways.get(key_of(person))
    return way.line if way else ""


@dataclass(frozen=True)
class InFamily:
    """One person as the page about the family's own pages shows them."""

    person: Child | Adult
    kind: str  # what they are to the children
    safe: str
    plan: IssuedPlan | None
    link: FamilyLink | None

    @property
    def what(self) -> str:
        return key_of(self.person)[0]

    @property
    def name(self) -> str:
        return self.person.first_name if isinstance(self.person, Child) else self.person.name


def family_of(episode: EpisodeOfHelp, day: date) -> list[InFamily]:
    """Everybody in it, the children first; five queries, however many."""
    children = list(episode.children.order_by("born", "pk"))
    adults = adults_of(children, day)
    persons: list[tuple[Child | Adult, str]] = [(child, "child") for child in children]
    persons += adults
    ways = safe_ways(person for person, _ in persons)
    plans: dict[Person, IssuedPlan] = {}
    for plan in IssuedPlan.objects.filter(episode=episode, withdrawn_at=None).select_related(
        "issued_by"
    ):
        plans.setdefault(plan.key, plan)
    links: dict[Person, FamilyLink] = {}
    for link in FamilyLink.objects.filter(episode=episode).select_related("made_by"):
        links.setdefault(link.key, link)
    return [
        InFamily(
            person,
            kind,
            safe_line(person, ways),
            plans.get(key_of(person)),
            links.get(key_of(person)),
        )
        for person, kind in persons
    ]


def newest_plan(episode: EpisodeOfHelp, person: Child | Adult) -> IssuedPlan | None:
    kind, pk = key_of(person)
    return IssuedPlan.objects.filter(episode=episode, withdrawn_at=None, **{kind: pk}).first()
