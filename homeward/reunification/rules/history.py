"""Where a child was when, as far as it bears on going home: at home since, back in care since, and earlier returns.

All of it is worked out from what happened and from the council's own record of care, by the day on which it was,
however late somebody wrote it down. Nothing here is a judgement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from homeward.access.rules import Answer, allow, refuse


# How being looked after ended, in the SSDA903: at home with parents, planned and not (DOMAIN 6.1).
CEASED_HOME = {"E4A": True, "E4B": False}
WITH_PARENTS = "P1"
SAME_RETURN = 7  # days within which two sources tell of one return


@dataclass(frozen=True)
class Move:
    """A child came home, or came into care, on that day; told at that moment."""

    home: bool
    on: date
    told_at: datetime


@dataclass(frozen=True)
class Spell:
    """At home from a day on; back in care from another, if it ended so. `back_told_at`: when that was told."""

    home_on: date
    back_on: date | None = None
    back_told_at: datetime | None = None


def spells(moves: Iterable[Move]) -> list[Spell]:
    """In order. Who is home comes home no second time; who is in care goes there no second time."""
    found: list[Spell] = []
    home_on: date | None = None
    for move in sorted(moves, key=attrgetter("on", "told_at", "home")):
        if move.home and home_on is None:
            home_on = move.on
        elif not move.home and home_on is not None:
            found.append(Spell(home_on, move.on, move.told_at))
            home_on = None
    if home_on is not None:
        found.append(Spell(home_on))
    return found


def spell_of_plan(
    moves: Iterable[Move], begun_at: datetime, begun_on: date, ended_on: date | None = None
) -> Spell | None:
    """The last time at home that falls into a plan's own time. A plan that is begun after a child is back in care
    has nothing to do with the time before; one that is begun for a child who is home already has."""
    mine = [
        spell
        for spell in spells(moves)
        if (ended_on is None or spell.home_on <= ended_on) and not _over(spell, begun_at, begun_on)
    ]
    return mine[-1] if mine else None


def back_before(moves: Iterable[Move], home: Spell | None) -> date | None:
    """When the child last came back into care before coming home as now: what was decided before that is used up."""
    if home is None:
        return None
    earlier = [spell.back_on for spell in spells(moves) if spell.home_on < home.home_on]
    return earlier[-1] if earlier else None


def _over(spell: Spell, begun_at: datetime, begun_on: date) -> bool:
    if spell.back_on is None or spell.back_told_at is None:
        return False
    same_day = spell.back_on == begun_on and spell.back_told_at < begun_at
    return spell.back_on < begun_on or same_day


@dataclass(frozen=True)
class Earlier:
    """A return home that the record knows of, and how it came out. `planned` is None where nobody wrote it."""

    home_on: date
    planned: bool | None
    back_on: date | None
    source: str

    @property
    def in_words(self) -> str:
        how = {True: "planned", False: "not planned", None: ""}[self.planned]
        came = f"Came home{f', {how}' if how else ''}"
        if self.back_on is None:
            return f"{came}. The record knows of no coming back into care after it"
        days = (self.back_on - self.home_on).days
        return f"{came}; back in care after {_long(days)}"


def without(found: Iterable[Earlier], running: Spell | None) -> list[Earlier]:
    """Without the return that goes on, which two sources may tell a week apart."""
    return [
        one
        for one in found
        if running is None
        or one.back_on is not None
        or abs((one.home_on - running.home_on).days) > SAME_RETURN
    ]


def _long(days: int) -> str:
    if days < 61:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{round(days / 30.44)} months"


@dataclass(frozen=True)
class Looked:
    """A period of being looked after, as the council states it."""

    start: date
    end: date | None
    ceased: str  # the code of why


@dataclass(frozen=True)
class Lived:
    """A placement within it."""

    start: date
    end: date | None
    place: str


def earlier_returns(
    periods: Sequence[Looked], lived: Sequence[Lived], happened: Sequence[Spell]
) -> list[Earlier]:
    """Each once, the oldest first: from care ended, from living with parents under an order, and from what was
    recorded as it happened. What two sources tell within a week is one return."""
    starts = sorted(period.start for period in periods)
    found = [
        Earlier(
            period.end,
            CEASED_HOME[period.ceased],
            next((start for start in starts if period.end and start >= period.end), None),
            "the council’s record of care",
        )
        for period in periods
        if period.end and period.ceased in CEASED_HOME
    ]
    moved = sorted(lived, key=attrgetter("start"))
    found += [
        Earlier(
            place.start,
            None,
            next(
                (
                    after.start
                    for after in moved
                    if place.end and after.start >= place.end and after.place != WITH_PARENTS
                ),
                None,
            ),
            "living with parents under an order",
        )
        for place in moved
        if place.place == WITH_PARENTS
    ]
    found += [Earlier(spell.home_on, None, spell.back_on, "what happened") for spell in happened]
    return _once(found)


def _once(found: Iterable[Earlier]) -> list[Earlier]:
    kept: list[Earlier] = []
    for one in sorted(found, key=attrgetter("home_on", "source")):
        last = kept[-1] if kept else None
        if last is None or (one.home_on - last.home_on).days > SAME_RETURN:
            kept.append(one)
        elif last.back_on is None and one.back_on is not None:
            kept[-1] = Earlier(last.home_on, last.planned, one.back_on, last.source)
    return kept


def may_have_been(on: date, born: date, today: date) -> Answer:
    """Of what is told, the only thing that is asked is whether it can have been at all."""
    if on > today:
        return refuse("that day is still to come", "Write down what happened when it has.")
    if on < born:
        return refuse("the child was not born yet on that day", "Look at the year.")
    return allow("what happened is recorded by whoever knows it")
