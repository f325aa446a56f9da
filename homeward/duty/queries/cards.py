"""A child's card: what somebody needs at night who has never met the child, on one screen.

Made of what the record holds already, and of the few words that it does not hold and those who work with the child
write for the night. For one child or for all, in the same number of queries. Read while unlocked: the rule says first
who reads it, and `hidden` of which children nothing may be told.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from homeward.care.models import Placement
from homeward.duty.models import NightCard, NightNote
from homeward.locks import unlocked
from homeward.people.models import Child, Relationship
from homeward.reunification.models import CrisisPlan
from homeward.ssda903 import codes
from homeward.support import rules as support
from homeward.support.models import (
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    Happening,
    Plan,
    SafetyPlan,
)
from homeward.support.rules import MISSING_KINDS, Event
from homeward.voice.models import SafeWay
from homeward.voice.queries.persons import safe_ways


NIGHTS_SHOWN = 3
NIGHTS_BACK = timedelta(days=14)


@dataclass(frozen=True)
class CardPerson:
    """An adult around the child, and the safe way to reach them."""

    relationship: Relationship
    keep_away: bool

    @property
    def responsibility(self) -> str:
        held = self.relationship.parental_responsibility
        if held is None:
            return "Parental responsibility not known"
        return "Parental responsibility" if held else "No parental responsibility"


@dataclass(frozen=True)
class Help:
    """One open episode of help: its plan, its key worker, and who referred the family."""

    episode: EpisodeOfHelp
    plan: Plan | None
    safety: SafetyPlan | None
    key_worker: Allocation | None

    @property
    def safety_holds(self) -> str:
        """Until when, or that nobody looked at it again in time; of a plan whose reviews were fetched with it."""
        if self.safety is None:
            return ""
        return support.validity_in_words(self.safety.valid_until, localdate())


@dataclass(frozen=True)
class Card:
    child: Child
    age: int
    made_at: datetime
    missing: Event | None = None
    words: NightCard | None = None
    placement: str = ""
    placed_on: date | None = None
    helps: list[Help] = field(default_factory=list)
    people: list[CardPerson] = field(default_factory=list)
    nights: list[NightNote] = field(default_factory=list)
    going_home: CrisisPlan | None = None
    safe_way: SafeWay | None = None  # to the child
    plan_hidden: bool = False  # it is about somebody else too, whose record is closed to the reader

    @property
    def at_home_with(self) -> list[Relationship]:
        return [one.relationship for one in self.people if one.relationship.at_home]

    @property
    def keep_away(self) -> list[CardPerson]:
        return [one for one in self.people if one.keep_away]

    @property
    def to_reach(self) -> list[CardPerson]:
        return [one for one in self.people if not one.keep_away]

    @property
    def plans(self) -> list[Plan]:
        return [one.plan for one in self.helps if one.plan]

    @property
    def safety_plans(self) -> list[Help]:
        return [one for one in self.helps if one.safety]

    @property
    def tonight_known(self) -> bool:
        return bool(
            (self.words and self.words.tonight)
            or self.going_home
            or any(one.safety.places.all() for one in self.helps if one.safety)
        )

    @property
    def moved_since(self) -> bool:
        """Whether what was written for the night is older than where the child lives now."""
        return bool(
            self.words and self.placed_on and localdate(self.words.written_at) < self.placed_on
        )


Hidden = Callable[[Collection[int]], Collection[int]]


def card_of(child: Child, made_at: datetime, hidden: Hidden) -> Card:
    return cards_of([child], made_at, hidden)[0]


def cards_of(children: Iterable[Child], made_at: datetime, hidden: Hidden) -> list[Card]:
    """`made_at` in local time. `hidden`: of these children, those of whom the reader may not be told anything."""
    wanted = {child.pk: child for child in children}
    today = made_at.date()
    with unlocked():
        missing, words = _missing(wanted), _words(wanted)
        placed, people = _placements(wanted, today), _people(wanted, words, today)
        helps, closed = _helps(wanted, today, hidden)
        nights, homes = _nights(wanted, made_at), _going_home(wanted)
        ways = safe_ways(wanted.values())
    return [
        Card(
            child=child,
            age=child.age_on(today),
            made_at=made_at,
            missing=missing.get(pk),
            words=words.get(pk),
            placement=codes.PLACE.get(placed[pk].place, placed[pk].place) if pk in placed else "",
            placed_on=placed[pk].start if pk in placed else None,
            helps=helps[pk],
            people=people[pk],
            nights=nights[pk],
            going_home=homes.get(pk),
            safe_way=ways.get(("child", pk)),
            plan_hidden=pk in closed,
        )
        for pk, child in wanted.items()
    ]


def words_in_force(child: Child) -> NightCard | None:
    return NightCard.objects.filter(child=child).select_related("written_by").first()


def _words(wanted: Collection[int]) -> dict[int, NightCard]:
    newest = NightCard.objects.filter(child_id__in=wanted).order_by("child_id", "-version")
    rows = newest.distinct("child_id").select_related("written_by").prefetch_related("keep_away")
    return {one.child_id: one for one in rows}


def _missing(wanted: Collection[int]) -> dict[int, Event]:
    held: dict[int, list[Event]] = defaultdict(list)
    rows = Happening.objects.filter(child_id__in=wanted, kind__in=MISSING_KINDS).order_by(
        "on", "pk"
    )
    for child_id, kind, on, at, pk in rows.values_list("child_id", "kind", "on", "at", "pk"):
        held[child_id].append(Event(kind, on, at, pk))
    since = {pk: support.missing_since(events) for pk, events in held.items()}
    return {pk: event for pk, event in since.items() if event}


def _placements(wanted: Collection[int], today: date) -> dict[int, Placement]:
    rows = Placement.objects.filter(child_id__in=wanted, period__contains=today)
    return {one.child_id: one for one in rows}


def _people(
    wanted: Collection[int], words: dict[int, NightCard], today: date
) -> dict[int, list[CardPerson]]:
    found: dict[int, list[CardPerson]] = defaultdict(list)
    away = {pk: {adult.pk for adult in one.keep_away.all()} for pk, one in words.items()}
    rows = Relationship.objects.filter(child_id__in=wanted, period__contains=today)
    for one in rows.select_related("adult").order_by("pk"):
        found[one.child_id].append(CardPerson(one, one.adult_id in away.get(one.child_id, ())))
    return found


def _helps(
    wanted: Collection[int], today: date, hidden: Hidden
) -> tuple[dict[int, list[Help]], set[int]]:
    """Of each child the open episodes; and those whose plan is not shown, because it is about a hidden child too."""
    open_ = EpisodeOfHelp.objects.filter(about__child_id__in=wanted, closed_on=None).distinct()
    episodes = {
        one.pk: one
        for one in open_.select_related(
            "team", "referral__referred_by", "referral__from_team"
        ).order_by("-started_on", "-pk")
    }
    about: dict[int, set[int]] = defaultdict(set)
    pairs = EpisodeChild.objects.filter(episode_id__in=episodes)
    for episode_id, child_id in pairs.values_list("episode_id", "child_id"):
        about[episode_id].add(child_id)
    unseen = set(hidden({pk for ids in about.values() for pk in ids}))
    plans = {
        plan.episode_id: plan
        for plan in Plan.objects.filter(episode_id__in=episodes)
        .order_by("episode_id", "-version")
        .distinct("episode_id")
        .select_related("written_by")
    }
    safety = {
        plan.episode_id: plan
        for plan in SafetyPlan.objects.filter(episode_id__in=episodes)
        .order_by("episode_id", "-version")
        .distinct("episode_id")
        .select_related("written_by")
        .prefetch_related("steps", "places", "reviews")
    }
    keys = {
        one.episode_id: one
        for one in Allocation.objects.held_on(today)
        .filter(episode_id__in=episodes)
        .select_related("worker")
    }
    found: dict[int, list[Help]] = defaultdict(list)
    closed: set[int] = set()
    for pk, episode in episodes.items():
        hides = bool(about[pk] & unseen)
        plan, safe = (None, None) if hides else (plans.get(pk), safety.get(pk))
        for child_id in about[pk] & set(wanted):
            found[child_id].append(Help(episode, plan, safe, keys.get(pk)))
            if hides and (pk in plans or pk in safety):
                closed.add(child_id)
    return found, closed


def _going_home(wanted: Collection[int]) -> dict[int, CrisisPlan]:
    """The crisis plan of a return home that is worked on or watched over."""
    newest = CrisisPlan.objects.filter(plan__child__in=wanted, plan__ended_at=None)
    rows = newest.order_by("plan__child_id", "-pk").distinct("plan__child_id")
    return {one.plan.child_id: one for one in rows.select_related("plan", "written_by")}


def _nights(wanted: Collection[int], made_at: datetime) -> dict[int, list[NightNote]]:
    found: dict[int, list[NightNote]] = defaultdict(list)
    rows = NightNote.objects.filter(child_id__in=wanted, written_at__gte=made_at - NIGHTS_BACK)
    for note in rows.select_related("written_by"):
        if len(found[note.child_id]) < NIGHTS_SHOWN:
            found[note.child_id].append(note)
    return found
