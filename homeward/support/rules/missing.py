"""Whether a child is missing, and the interview that each return has to be followed by.

Source: Statutory guidance on children who run away or go missing from home or care (DfE 2014). Whoever is found
or comes back is offered a talk by somebody independent, within 72 hours (the limit and what a partnership agreed
beside it: `clocks` and `limits`). The talk is to find out about harm, to understand why the child went, to help
them feel safe and know what else they can do, and to tell them how to stay safe; in a place of their choosing,
with who is not involved in caring for them. Where the child does not want it, parents and carers are asked
what they know.

What happened is never refused, so who was not independent, or too late, is recorded as such. Only what cannot
have been is: before the child was found, or in time to come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import Due, Standing, standing, working_days_after
from homeward.support.rules.happenings import Happened


@dataclass(frozen=True)
class Event:
    """Something that happened to one child, as being missing follows from it. `at` is None where nobody knows."""

    kind: str
    on: date
    at: time | None
    number: int

    def follows(self, other: "Event") -> bool:
        """By the day, then by the time where both have one, then by which was written down later."""
        if self.on != other.on:
            return self.on > other.on
        if self.at and other.at and self.at != other.at:
            return self.at > other.at
        return self.number > other.number


MISSING_KINDS = (Happened.WENT_MISSING, Happened.FOUND, Happened.DIED)


def missing_since(events: Iterable[Event]) -> Event | None:
    """The first "went missing" that no "found" follows: who is reported twice has been missing since the first.
    Nobody looks any more for a child who is known to have died."""
    held = list(events)
    if any(event.kind == Happened.DIED for event in held):
        return None
    found = [event for event in held if event.kind == Happened.FOUND]
    open_ = [
        event
        for event in held
        if event.kind == Happened.WENT_MISSING and not any(one.follows(event) for one in found)
    ]
    return min(open_, key=lambda event: (event.on, event.at or time(), event.number), default=None)


def away(events: Iterable[Event]) -> list[tuple[Event, Event | None]]:
    """Each time of being missing: who went, and by which event it ended; None while it goes on. Reported twice it
    is one time, from the first."""
    held = sorted(events, key=lambda event: (event.on, event.at or time(), event.number))
    ends: dict[int, Event] = {}  # by the number of the event that ended it
    began: dict[int | None, Event] = {}
    for event in held:
        if event.kind != Happened.WENT_MISSING:
            continue
        over = [one for one in held if one.kind == Happened.FOUND and one.follows(event)]
        over += [one for one in held if one.kind == Happened.DIED]
        ended = over[0] if over else None
        if ended:
            ends[ended.number] = ended
        began.setdefault(ended.number if ended else None, event)
    return [(event, None if number is None else ends[number]) for number, event in began.items()]


class Said(StrEnum):
    """What the child said when the interview was offered."""

    ACCEPTS = "accepts"
    LATER = "later"
    DECLINES = "declines"


SAID = {
    Said.ACCEPTS: "Yes",
    Said.LATER: "Yes, but later",
    Said.DECLINES: "No",
}


class Why(StrEnum):
    """What an interview was about: what a child went away from, or towards.

    The guidance asks what children run from and what draws or forces them away, and lists nothing. These are the
    push and pull factors as the protocols of safeguarding partnerships name them (Croydon, Knowsley), in our words.
    """

    ROWS = "rows"
    HARM = "harm"
    ADULTS = "adults"
    UNHAPPY_THERE = "unhappy there"
    SCHOOL = "school"
    LOW = "low"
    PEOPLE = "people"
    LOVE = "love"
    OUT = "out"
    DRUGS = "drugs"
    SEXUAL = "sexual"
    CRIMINAL = "criminal"
    MADE_TO = "made to"
    OTHER = "other"
    NOT_TOLD = "not told"

    @property
    def label(self) -> str:
        return WHYS[self]


WHYS = {
    Why.ROWS: "Away from rows at home",
    Why.HARM: "Away from being hurt, neglected or frightened",
    Why.ADULTS: "Away from an adult’s drinking, drugs or violence",
    Why.UNHAPPY_THERE: "Away from where they were placed",
    Why.SCHOOL: "Away from bullying or trouble at school",
    Why.LOW: "Feeling low, alone, or that it was too much",
    Why.PEOPLE: "To be with family or friends",
    Why.LOVE: "To be with a boyfriend or girlfriend",
    Why.OUT: "To be out: a party, or past the time agreed",
    Why.DRUGS: "To drink or take drugs",
    Why.SEXUAL: "Somebody may be using them sexually",
    Why.CRIMINAL: "Somebody may be using them for crime",
    Why.MADE_TO: "Made, lured or threatened to go",
    Why.OTHER: "Something else",
    Why.NOT_TOLD: "They did not say",
}


class State(StrEnum):
    """How far the interview after one return has come."""

    TO_OFFER = "Not offered yet"
    TO_HOLD = "To be held"
    DECLINED = "The child said no"
    NOT_HELD = "Not held"
    HELD = "Held"


AFTER = {Said.ACCEPTS: State.TO_HOLD, Said.LATER: State.TO_HOLD, Said.DECLINES: State.DECLINED}


def state(written: Sequence[State], *, died: bool = False) -> State:
    """`written`: what each offer and each note led to, in the order in which they were written down. With a child
    who died nobody talks any more."""
    if State.HELD in written:
        return State.HELD
    last = written[-1] if written else State.TO_OFFER
    return State.NOT_HELD if died and last in (State.TO_OFFER, State.TO_HOLD) else last


def how_it_stands(due: Due | None, now: datetime, offered: datetime | None) -> str:
    """Whether it was offered in time, in words."""
    if due is None:
        return ""
    match standing(due, now, offered):
        case Standing.IN_TIME:
            return "Offered in time"
        case Standing.DONE_LATE:
            return f"Offered {_late(due, offered or now)} late"
        case Standing.LATE:
            return f"{_late(due, now)} late"
    return "To be offered in time"


def _late(due: Due, moment: datetime) -> str:
    """Of a limit in hours by hours, up to two days; of any other by days."""
    if due.moment is None:
        return _said((moment.date() - due.day).days, "day")
    hours = int((moment - due.moment).total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    return _said(hours, "hour") if hours < 48 else _said(hours // 24, "day")


def _said(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def hold_by(said: Said, offer_due: Due | None, today: date) -> date:
    """The guidance wants the talk within the same 72 hours. Where they are over: the next working day. Who wants
    it later is asked again after a week, which no law sets."""
    if said == Said.LATER:
        return working_days_after(today, 5)
    if offer_due is None or offer_due.day < today:
        return working_days_after(today, 1)
    return offer_due.day


NOT_FOUND = "First write down that the child was found: under “Something happened” on their page."
THEN_FOUND = "Look at the day: an offer comes after the child was found."
THEN = "Look at the time: an offer comes after the child was found."


def may_have_been_offered(
    kind: str, found_on: date, found_at: time | None, at: datetime, now: datetime
) -> Answer:
    """`at` and `now` in local time."""
    if kind != Happened.FOUND:
        return refuse("a return interview is offered after a child was found", NOT_FOUND)
    if at > now:
        return refuse("this moment is still to come", "Write down the offer when it was made.")
    if at.date() < found_on:
        return refuse(f"the child was found on {found_on:%-d %B %Y}, later than that", THEN_FOUND)
    if at.date() == found_on and found_at and at.time() < found_at:
        return refuse(f"the child was found at {found_at:%H:%M} that day, later than that", THEN)
    return allow("what was offered is recorded by whoever knows it")


def may_have_been_held(
    kind: str, found_on: date, on: date, today: date, held_on: date | None
) -> Answer:
    if kind != Happened.FOUND:
        return refuse("a return interview is held after a child was found", NOT_FOUND)
    if on > today:
        return refuse("this day is still to come", "Write down the interview when it was held.")
    if on < found_on:
        return refuse(
            f"the child was found on {found_on:%-d %B %Y}, later than that",
            "Look at the day: an interview comes after the child was found.",
        )
    if held_on is not None:
        return _held_already(held_on)
    return allow("what was held is recorded by whoever knows it")


def may_not_have_been_held(kind: str, held_on: date | None) -> Answer:
    if kind != Happened.FOUND:
        return refuse("a return interview is held after a child was found", NOT_FOUND)
    if held_on is not None:
        return _held_already(held_on)
    return allow("what was not held is recorded by whoever knows it")


def _held_already(held_on: date) -> Answer:
    return refuse(
        f"the interview of this return was held on {held_on:%-d %B %Y} and is in the record",
        "Read it first. What the child said since goes into a visit.",
    )
