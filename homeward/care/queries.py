"""Reads of being looked after: what is known of some children, and the history for one child's page.

Each takes the same number of queries however many children or facts there are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, QuerySet

from homeward import ssda903
from homeward.care.models import (
    CareReview,
    LegalStatus,
    MissingEpisode,
    Need,
    OfChild,
    PeriodOfCare,
    Placement,
    StatedDetails,
    Unaccompanied,
)
from homeward.care.rules import StatedEpisode, with_days
from homeward.people.models import Child
from homeward.people.queries import kept_of
from homeward.ssda903 import codes


@dataclass
class KnownCare:
    """All that the record holds of one child's care."""

    periods: list[PeriodOfCare] = field(default_factory=list)
    legal_statuses: list[LegalStatus] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    reviews: list[CareReview] = field(default_factory=list)
    missing: list[MissingEpisode] = field(default_factory=list)
    unaccompanied: list[Unaccompanied] = field(default_factory=list)
    details: list[StatedDetails] = field(default_factory=list)

    @property
    def facts(self) -> ssda903.Facts:
        return ssda903.Facts(
            periods=tuple(fact.as_fact() for fact in self.periods),
            legal_statuses=tuple(fact.as_fact() for fact in self.legal_statuses),
            placements=tuple(fact.as_fact() for fact in self.placements),
            needs=tuple(fact.as_fact() for fact in self.needs),
        )

    @property
    def episodes(self) -> tuple[ssda903.Episode, ...]:
        return ssda903.episodes_of(self.facts)

    @property
    def stated_episodes(self) -> tuple[StatedEpisode, ...]:
        facts = [*self.periods, *self.legal_statuses, *self.placements, *self.needs]
        return with_days(self.episodes, facts)


FACTS: Mapping[str, type[OfChild]] = {
    "periods": PeriodOfCare,
    "legal_statuses": LegalStatus,
    "placements": Placement,
    "needs": Need,
}
EVENTS: Mapping[str, type[OfChild]] = {
    "reviews": CareReview,
    "missing": MissingEpisode,
    "unaccompanied": Unaccompanied,
    "details": StatedDetails,
}


TABLES: tuple[type[OfChild], ...] = (*FACTS.values(), *EVENTS.values())


def known_care(
    child_ids: Collection[int], kept: Collection[type[Model]] | None = None
) -> dict[int, KnownCare]:
    """What is known of each of these children: one query, and one for each kind of fact that is known of any. `kept`:
    which of the tables hold anything of them, where that was asked already."""
    known = {child_id: KnownCare() for child_id in child_ids}
    kinds = {**FACTS, **EVENTS}
    if kept is None:
        kept = kept_of(known, kinds.values())
    _fill(known, {name: model for name, model in kinds.items() if model in kept})
    return known


def _fill(known: dict[int, KnownCare], kinds: Mapping[str, type[OfChild]]) -> None:
    for name, model in kinds.items():
        # Ordered by id, so that the same facts are always compared in the same order.
        for fact in model.objects.filter(child_id__in=known).order_by("pk"):
            getattr(known[fact.child_id], name).append(fact)


def episodes_of_child(child: Child) -> tuple[ssda903.Episode, ...]:
    """The 903 episodes of one child, derived from the facts."""
    known = {child.pk: KnownCare()}
    _fill(known, FACTS)
    return known[child.pk].episodes


@dataclass(frozen=True)
class Now:
    """What holds today, in words, and since when."""

    code: str
    meaning: str
    since: date


@dataclass(frozen=True)
class Spell:
    """One episode in words, for the child's page."""

    start: date
    end: date | None
    legal_status: str
    placement: str
    need: str
    ended_because: str


@dataclass(frozen=True)
class Review:
    on: date
    took_part: str


@dataclass(frozen=True)
class Missing:
    kind: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class CareHistory:
    """Being looked after, as the child's page shows it. Newest first. Falsy when there is nothing."""

    since: date | None  # looked after now, since this day; None when not looked after
    begun: Now | None
    legal_status: Now | None
    placement: Now | None
    need: Now | None
    spells: tuple[Spell, ...]
    episodes: tuple[ssda903.Episode, ...]
    reviews: tuple[Review, ...]
    missing: tuple[Missing, ...]
    unaccompanied: bool
    unaccompanied_until: date | None
    stated_as_of: date | None  # the newest return that says any of this

    def __bool__(self) -> bool:
        return bool(self.spells or self.reviews or self.missing or self.unaccompanied)

    @property
    def is_looked_after(self) -> bool:
        return self.since is not None

    @property
    def ended_on(self) -> date | None:
        """When being looked after last ended; None while it goes on, or when it never was."""
        if self.is_looked_after or not self.spells:
            return None
        return self.spells[0].end


def care_history(
    child: Child, day: date | None = None, kept: Collection[type[Model]] | None = None
) -> CareHistory:
    """Nine queries at most, whatever the length of the history. Without a day: what is open."""
    known = known_care([child.pk], kept)[child.pk]
    period = _holding(known.periods, day)
    legal_status = _holding(known.legal_statuses, day)
    placement = _holding(known.placements, day)
    need = _holding(known.needs, day)
    unaccompanied = known.unaccompanied[0] if known.unaccompanied else None
    everything: list[OfChild] = [*known.periods, *known.placements, *known.reviews, *known.missing]
    return CareHistory(
        since=period.start if period else None,
        begun=_now(codes.RNE, period.begins_with, period.start) if period else None,
        legal_status=_now(codes.LS, legal_status.code, legal_status.start)
        if legal_status
        else None,
        placement=_now(codes.PLACE, placement.place, placement.start) if placement else None,
        need=_now(codes.CIN, need.code, need.start) if need else None,
        spells=tuple(_spell(episode) for episode in reversed(known.episodes)),
        episodes=known.episodes,
        reviews=tuple(
            Review(review.on, codes.REVIEW_CODE.get(review.took_part, review.took_part))
            for review in sorted(known.reviews, key=lambda review: review.on, reverse=True)
        ),
        missing=tuple(
            Missing(codes.MISSING[away.kind], away.started_on, away.ended_on)
            for away in sorted(known.missing, key=lambda away: away.started_on, reverse=True)
        ),
        unaccompanied=unaccompanied is not None,
        unaccompanied_until=unaccompanied.ceases_on if unaccompanied else None,
        stated_as_of=max(
            (fact.stated_as_of for fact in everything if fact.stated_as_of), default=None
        ),
    )


def _holding(facts, day: date | None):
    """The fact in force on the day; without a day, the one with no end."""
    for fact in facts:
        if fact.end is None if day is None else fact.holds_on(day):
            return fact
    return None


def _now(meanings: Mapping[str, str], code: str, since: date) -> Now:
    return Now(code, meanings.get(code, code), since)


def _spell(episode: ssda903.Episode) -> Spell:
    return Spell(
        start=episode.decom,
        end=episode.dec,
        legal_status=codes.LS.get(episode.ls, episode.ls),
        placement=codes.PLACE.get(episode.place, episode.place),
        need=codes.CIN.get(episode.cin, episode.cin),
        ended_because=codes.REC.get(episode.rec, episode.rec) if episode.dec else "",
    )


def in_care_now(child_ids: Iterable[int], day: date) -> QuerySet[Child]:
    """Those of these children who are looked after on a day and whose period of care is open."""
    looked_after = PeriodOfCare.objects.filter(
        child_id__in=child_ids, period__contains=day, period__upper_inf=True
    )
    return Child.objects.filter(pk__in=looked_after.values("child_id"))
