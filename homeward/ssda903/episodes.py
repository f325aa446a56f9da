"""Care episodes of a 903 return and dated facts about a child: each derived from the other.

A 903 return cuts a child's time in care into episodes. The record keeps facts instead: periods of
care, legal statuses, placements, needs. `facts_of` and `episodes_of` are exact inverses for any
valid episodes of one child that do not overlap, so a return read in can be written out unchanged.

- A period of care is a run of episodes that touch, with REC X1 before and no RNE S after the join.
  A gap, another REC or RNE S begins a new period.
- Inside a run RNE says what changed: L, B and U the legal status; P and B the placement and carer;
  T and U the placement but not the carer. Details that differ undeclared are a restatement.
- A fact that goes on over an episode boundary is one fact. The reason for a placement change is
  given by the episode that the change ends, so it does not by itself divide a placement.

Source: Department for Education, SSDA903 guide, on DECOM, RNE, DEC, REC and REASON_PLACE_CHANGE.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from homeward.ssda903.facts import (
    Begins,
    Episode,
    Facts,
    LegalStatus,
    Need,
    PeriodOfCare,
    Placement,
)


class Dated(Protocol):
    @property
    def decom(self) -> date: ...

    @property
    def dec(self) -> date | None: ...


class Lasting(Protocol):
    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date | None: ...


D = TypeVar("D", bound=Dated)
L = TypeVar("L", bound=Lasting)

GOES_ON = "X1"
_LEGAL = {"L": Begins.CHANGE, "B": Begins.CHANGE, "U": Begins.CHANGE}
_PLACED = {
    "P": Begins.CHANGE,
    "B": Begins.CHANGE,
    "T": Begins.SAME_CARER,
    "U": Begins.SAME_CARER,
}
_RNE = {
    (Begins.CHANGE, None): "L",
    (None, Begins.CHANGE): "P",
    (None, Begins.SAME_CARER): "T",
    (Begins.CHANGE, Begins.CHANGE): "B",
    (Begins.CHANGE, Begins.SAME_CARER): "U",
}


def overlapping(episodes: Iterable[D]) -> tuple[tuple[D, D], ...]:
    """Pairs (later, earlier) of one child's episodes where the later begins inside the earlier.

    The earlier is kept and the later refused; an open episode overlaps everything after it.
    """
    kept: D | None = None
    pairs: list[tuple[D, D]] = []
    for episode in sorted(episodes, key=lambda episode: episode.decom):
        # Those kept follow one another, so only the last of them can reach this one.
        if kept is not None and (kept.dec is None or episode.decom < kept.dec):
            pairs.append((episode, kept))
        else:
            kept = episode
    return tuple(pairs)


def merge(known: Iterable[Episode], stated: Iterable[Episode]) -> tuple[Episode, ...]:
    """Known episodes with stated ones laid over them: the same DECOM is the same episode."""
    by_decom = {episode.decom: episode for episode in known}
    by_decom |= {episode.decom: episode for episode in stated}
    return tuple(by_decom[decom] for decom in sorted(by_decom))


def facts_of(episodes: Iterable[Episode]) -> Facts:
    """The facts that one child's episodes state. Raises ValueError when episodes overlap."""
    ordered = sorted(episodes, key=lambda episode: episode.decom)
    if overlapping(ordered) or any(e.dec is not None and e.dec <= e.decom for e in ordered):
        raise ValueError(
            "Episodes overlap or end before they begin, so they state no one history."
            " Take out those that overlapping() names first."
        )
    runs = _runs(ordered)
    return Facts(
        periods=tuple(_period(run) for run in runs),
        legal_statuses=tuple(fact for run in runs for fact in _legal_statuses(run)),
        placements=tuple(fact for run in runs for fact in _placements(run)),
        needs=tuple(fact for run in runs for fact in _needs(run)),
    )


def episodes_of(facts: Facts) -> tuple[Episode, ...]:
    """The episodes that a return states for these facts.

    What the facts do not say for a day is left empty, for the check of the return to find.
    """
    periods = sorted(facts.periods, key=lambda period: period.start)
    next_starts: list[date | None] = [period.start for period in periods[1:]]
    return tuple(
        episode
        for period, before in zip(periods, [*next_starts, None], strict=False)
        for episode in _episodes_of_period(period, before, facts)
    )


def _runs(ordered: Sequence[Episode]) -> list[list[Episode]]:
    runs: list[list[Episode]] = []
    for episode in ordered:
        last = runs[-1][-1] if runs else None
        if last and last.dec == episode.decom and last.rec == GOES_ON and episode.rne != "S":
            runs[-1].append(episode)
        else:
            runs.append([episode])
    return runs


def _period(run: list[Episode]) -> PeriodOfCare:
    return PeriodOfCare(run[0].decom, run[-1].dec, run[0].rne, run[-1].rec)


def _stretches(run: list[Episode], starts: set[date]) -> list[tuple[Episode, Episode]]:
    """First and last episode of each stretch, where a new stretch begins on each of `starts`."""
    stretches: list[tuple[Episode, Episode]] = []
    for episode in run:
        if not stretches or episode.decom in starts:
            stretches.append((episode, episode))
        else:
            stretches[-1] = (stretches[-1][0], episode)
    return stretches


def _legal_statuses(run: list[Episode]) -> list[LegalStatus]:
    begins = {run[0].decom: Begins.START}
    for before, after in pairwise(run):
        if after.rne in _LEGAL:
            begins[after.decom] = _LEGAL[after.rne]
        elif after.ls != before.ls:
            begins[after.decom] = Begins.RESTATED
    return [
        LegalStatus(first.ls, first.decom, last.dec, begins[first.decom])
        for first, last in _stretches(run, set(begins))
    ]


def _placements(run: list[Episode]) -> list[Placement]:
    begins = {run[0].decom: Begins.START}
    for before, after in pairwise(run):
        if after.rne in _PLACED:
            begins[after.decom] = _PLACED[after.rne]
        elif _details(after) != _details(before) or before.reason_place_change:
            # A reason given where no change follows is kept by ending the placement there.
            begins[after.decom] = Begins.RESTATED
    return [
        Placement(
            *_details(first), last.reason_place_change, first.decom, last.dec, begins[first.decom]
        )
        for first, last in _stretches(run, set(begins))
    ]


def _details(episode: Episode) -> tuple[str, str, str, str, str]:
    e = episode
    return (e.place, e.place_provider, e.urn, e.pl_post, e.home_post)


def _needs(run: list[Episode]) -> list[Need]:
    starts = {after.decom for before, after in pairwise(run) if after.cin != before.cin}
    return [Need(first.cin, first.decom, last.dec) for first, last in _stretches(run, starts)]


def _episodes_of_period(
    period: PeriodOfCare, before: date | None, facts: Facts
) -> Iterable[Episode]:
    legal_statuses = _within(facts.legal_statuses, period, before)
    placements = _within(facts.placements, period, before)
    needs = _within(facts.needs, period, before)
    legal_begins = {fact.start: fact.begins for fact in legal_statuses}
    placement_begins = {fact.start: fact.begins for fact in placements}
    rnes = {period.start: period.begins_with}
    for day in sorted(legal_begins.keys() | placement_begins.keys()):
        rne = _rne(legal_begins.get(day), placement_begins.get(day))
        if rne and day > period.start:
            rnes[day] = rne

    days = list(rnes)
    for number, day in enumerate(days):
        next_day = days[number + 1] if number + 1 < len(days) else None
        legal_status, need = _on(legal_statuses, day), _on(needs, day)
        placement = _on(placements, day)
        ends_placement = next_day is None or _on(placements, next_day) != placement
        yield Episode(
            decom=day,
            rne=rnes[day],
            ls=legal_status.code if legal_status else "",
            cin=need.code if need else "",
            place=placement.place if placement else "",
            place_provider=placement.provider if placement else "",
            dec=next_day or period.end,
            rec=GOES_ON if next_day else period.reason_ceased,
            reason_place_change=(
                placement.reason_place_change if placement and ends_placement else ""
            ),
            home_post=placement.home_post if placement else "",
            pl_post=placement.pl_post if placement else "",
            urn=placement.urn if placement else "",
        )


def _rne(legal: Begins | None, placed: Begins | None) -> str:
    """The RNE that declares these beginnings, or nothing where neither is a change.

    A first fact recorded later than the period's start counts as a change from nothing known.
    """
    changes = [Begins.CHANGE if begins is Begins.START else begins for begins in (legal, placed)]
    declared = [None if begins is Begins.RESTATED else begins for begins in changes]
    return _RNE.get((declared[0], declared[1]), "")


def _within(facts: Iterable[L], period: PeriodOfCare, before: date | None) -> list[L]:
    """Facts that began in this period, in order. Periods may touch, so the next start bounds it."""
    ends = [day for day in (before, period.end) if day is not None]
    within = [f for f in facts if f.start >= period.start and all(f.start < day for day in ends)]
    return sorted(within, key=lambda fact: fact.start)


def _on(facts: list[L], day: date) -> L | None:
    """The fact in force on a day; a fact ends on the day that the next may begin."""
    in_force = [f for f in facts if f.start <= day and (f.end is None or day < f.end)]
    return in_force[-1] if in_force else None
