"""Laying what a return states over what the record knows of one child, decided without a database.

A statement as of a later day stands; the same DECOM is the same episode; two episodes of a child never
overlap. Source: Department for Education, SSDA903 guide, episode table. That an older return never
overrides a later one is ours (ADR: the record is the newest statement, never the last file read).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from homeward.ssda903 import Episode, EpisodeRow, overlapping


class Verdict(StrEnum):
    """What became of a row that was taken."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # a later return said otherwise, and stands


class StatedFact(Protocol):
    """A dated fact with the day as of which it was stated; None when no return stated it."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date | None: ...

    @property
    def stated_as_of(self) -> date | None: ...


class Lasting(Protocol):
    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date | None: ...


@dataclass(frozen=True)
class StatedEpisode:
    episode: Episode
    as_of: date | None

    @property
    def decom(self) -> date:
        return self.episode.decom

    @property
    def dec(self) -> date | None:
        return self.episode.dec


@dataclass(frozen=True)
class Clash:
    """A stated row that was not taken, because it overlaps another episode of the child."""

    row: EpisodeRow
    other: Episode
    other_row: EpisodeRow | None  # None when the other is known from before


@dataclass(frozen=True)
class LaidOver:
    """A child's episodes after a return, what became of each row, and the rows that clash."""

    episodes: tuple[StatedEpisode, ...]
    verdicts: tuple[tuple[EpisodeRow, Verdict], ...]
    clashes: tuple[Clash, ...]


def verdict(*, known: bool, same: bool, known_as_of: date | None, as_of: date | None) -> Verdict:
    """One row against what is known under the same key."""
    if not known:
        return Verdict.NEW
    if same:
        return Verdict.UNCHANGED
    if is_later(known_as_of, as_of):
        return Verdict.SUPERSEDED
    return Verdict.CHANGED


def is_later(one: date | None, other: date | None) -> bool:
    return one is not None and (other is None or one > other)


def latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def with_days(
    episodes: Iterable[Episode], facts: Sequence[StatedFact]
) -> tuple[StatedEpisode, ...]:
    """Each episode with the day as of which it was stated: the earliest of the facts it is made of.

    A status that goes on may have been stated again by a later return that says nothing of this
    episode; the fact that ended with the episode still carries the day of the return that told it.
    """
    return tuple(StatedEpisode(episode, _stated(episode, facts)) for episode in episodes)


def _stated(episode: Episode, facts: Sequence[StatedFact]) -> date | None:
    days = [fact.stated_as_of for fact in facts if _covers(fact, episode.decom)]
    told = [day for day in days if day is not None]
    return min(told) if told and len(told) == len(days) else None


def day_of_fact(fact: Lasting, episodes: Iterable[StatedEpisode]) -> date | None:
    """The day as of which a fact was stated: the latest of the episodes that it covers."""
    return latest(episode.as_of for episode in episodes if _covers(fact, episode.decom))


def _covers(fact: Lasting, day: date) -> bool:
    return fact.start <= day and (fact.end is None or day < fact.end)


def lay_over(
    known: Iterable[StatedEpisode], rows: Iterable[EpisodeRow], as_of: date | None
) -> LaidOver:
    """A child's known episodes with the rows of a return over them. Each row has a DECOM of its own."""
    known_by = {episode.decom: episode for episode in known}
    judged: dict[date, tuple[EpisodeRow, Verdict]] = {}
    for row in sorted(rows, key=lambda row: row.decom):
        before = known_by.get(row.decom)
        judged[row.decom] = (
            row,
            verdict(
                known=before is not None,
                same=before is not None and before.episode == row.episode,
                known_as_of=before.as_of if before else None,
                as_of=as_of,
            ),
        )

    moving = {
        decom: row
        for decom, (row, what) in judged.items()
        if what in (Verdict.NEW, Verdict.CHANGED)
    }
    clashes: list[Clash] = []
    while found := _clashes(known_by, moving):
        clashes += found
        for clash in found:
            del moving[clash.row.decom], judged[clash.row.decom]

    episodes = dict(known_by)
    for decom, (row, what) in judged.items():
        if what is not Verdict.SUPERSEDED:
            before = known_by.get(decom) if what is Verdict.UNCHANGED else None
            episodes[decom] = StatedEpisode(
                row.episode, latest([as_of, before.as_of if before else None])
            )
    return LaidOver(
        episodes=tuple(episodes[decom] for decom in sorted(episodes)),
        verdicts=tuple(judged.values()),
        clashes=tuple(clashes),
    )


def _clashes(known: dict[date, StatedEpisode], moving: dict[date, EpisodeRow]) -> list[Clash]:
    """Rows to refuse so that nothing overlaps, as far as they can be told in one look.

    Of two episodes the later goes, unless the record knows an episode that begins on its day: that one
    would stay there, so the earlier row goes, alone, because without it others may fit.
    """
    laid: dict[date, StatedEpisode | EpisodeRow] = {**known, **moving}
    found: list[Clash] = []
    for later, earlier in overlapping(laid.values()):
        if isinstance(later, EpisodeRow) and later.decom not in known:
            found.append(Clash(later, earlier.episode, _row(earlier)))
        elif isinstance(earlier, EpisodeRow):
            return [Clash(earlier, later.episode, _row(later))]
        else:
            raise ValueError("Two known episodes of a child overlap, which the record cannot hold.")
    return found


def _row(laid: StatedEpisode | EpisodeRow) -> EpisodeRow | None:
    return laid if isinstance(laid, EpisodeRow) else None
