"""The collaboration agreement: what the two organisations want together, what each owes the other, and how it
ends; the steps on the way to it; and when a version may hold.

What it covers follows the usual content of a formal partnership agreement: period, roles, contributions,
reporting, notice and exit (Cheshire West and Chester, partnership toolkit; Audit Commission, Governing
Partnerships, 2005). No Act sets its form. It delegates nothing and shares nothing: the register of functions
and the sharing agreement do. A step that happened is recorded as it was; only whether a version may hold is
decided here.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import OrganisationKind


class StepKind(StrEnum):
    APPROACH = "approach"
    TALKS = "talks"
    AGREED = "agreed"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        return STEPS[self]


STEPS = {
    StepKind.APPROACH: "A first approach",
    StepKind.TALKS: "Talks",
    StepKind.AGREED: "A committee agreed",
    StepKind.DECLINED: "Declined",
}
OF_A_COMMITTEE = frozenset({StepKind.AGREED, StepKind.DECLINED})


@dataclass(frozen=True)
class Offer:
    """Something given in kind, with what it is worth a year, in pounds, if somebody has estimated it."""

    what: str
    worth: int | None = None

    def __str__(self) -> str:
        return self.what if self.worth is None else f"{self.what} (about £{self.worth:,} a year)"


@dataclass(frozen=True)
class Wording:
    """What a version says."""

    aims: tuple[str, ...]
    duties: Mapping[OrganisationKind, tuple[str, ...]]
    offers: Mapping[OrganisationKind, tuple[Offer, ...]]
    notice_months: int
    exit_families: str
    exit_records: str


@dataclass(frozen=True)
class Step:
    """What happened on a day. `side` is None where it was both, or nobody's in particular."""

    kind: StepKind
    on: date
    side: OrganisationKind | None = None


WORTH = re.compile(r"[\s,;(]*£\s?([\d,]+)\s*\)?\.?\s*$")


def lines_of(typed: str) -> tuple[str, ...]:
    return tuple(
        line for typed_line in typed.splitlines() if (line := " ".join(typed_line.split()))
    )


def offers_of(typed: str) -> tuple[Offer, ...]:
    """One a line; "Two rooms, £9,500" is worth 9500 a year."""
    return tuple(_offer(line) for line in lines_of(typed))


def _offer(line: str) -> Offer:
    found = WORTH.search(line)
    digits = found[1].replace(",", "") if found else ""
    what = line[: found.start()] if found else line
    return Offer(what, int(digits)) if digits and what else Offer(line)


def as_typed(offers: Iterable[Offer]) -> str:
    """As `offers_of` reads them."""
    return "\n".join(o.what if o.worth is None else f"{o.what}, £{o.worth:,}" for o in offers)


MOST_WORTH = 1_000_000_000


def may_be_worded(
    wording: Wording, *, from_day: date, to_day: date | None, reviews: Sequence[date]
) -> Answer:
    if to_day is not None and to_day <= from_day:
        return refuse("it ends before it begins", "Choose an end that is later than its beginning.")
    if not wording.aims:
        return refuse("it says no aim", "Write at least one aim that both organisations share.")
    for side in OrganisationKind:
        if not wording.duties.get(side):
            return refuse(
                f"it says no duty of {side.label}, and an agreement binds both sides",
                f"Write at least one thing that {side.label} owes the other.",
            )
        for offer in wording.offers.get(side, ()):
            if offer.worth is not None and offer.worth > MOST_WORTH:
                return refuse(
                    f"“{offer.what}” would be worth more than a thousand million pounds a year",
                    "Check the figure, in pounds a year.",
                )
    if not reviews:
        return refuse("it says no day on which both look at it", "Enter the day of a first review.")
    if len(set(reviews)) < len(reviews):
        return refuse(
            "two of its reviews are on the same day", "Choose another day for one of them."
        )
    for day in sorted(reviews):
        if day < from_day or (to_day is not None and day > to_day):
            return refuse(
                f"the review on {day:%-d %B %Y} is not between its beginning and its end",
                "Choose a day while the agreement holds.",
            )
    return allow("it says what both want, what each owes, and how it ends")


def may_be_proposed(waiting: int | None) -> Answer:
    """One text at a time: two committees that look at two texts agree to nothing."""
    if waiting is not None:
        return refuse(
            f"version {waiting} is proposed already and waits for an answer",
            "Agree to it, or take it back, before you propose another.",
        )
    return allow("no other version waits for an answer")


def may_be_recorded(step: Step, today: date, *, names_text: bool, minute: str, why: str) -> Answer:
    """Its shape alone: whether it should have happened is nobody's to refuse."""
    if step.on > today:
        return refuse("that day is still to come", "Record it when it has happened.")
    if step.kind in OF_A_COMMITTEE:
        if step.side is None:
            return refuse(
                "it does not say whose committee it was", "Choose the council’s or the charity’s."
            )
        if not minute:
            return refuse(
                "it does not say where it was decided", "Enter the committee, and the minute."
            )
    if step.kind == StepKind.AGREED and not names_text:
        return refuse(
            "there is no proposed version to which a committee could have agreed",
            "Write the version first; what was agreed in principle is recorded as talks.",
        )
    if step.kind == StepKind.DECLINED and not why:
        return refuse("it does not say why", "Write the reason that was given.")
    return allow("it happened")


def standing(steps: Iterable[Step]) -> dict[OrganisationKind, Step]:
    """The last answer of each side's committee to one version, in the order in which they were given. Of two on
    one day the later recorded stands."""
    answers = [step for step in steps if step.kind in OF_A_COMMITTEE and step.side is not None]
    return {step.side: step for step in sorted(answers, key=lambda s: s.on) if step.side}


def may_be_agreed(steps: Iterable[Step]) -> Answer:
    """Both committees' agreement to this very version stands recorded. Who signs for an organisation does not
    bind it further than its committee has gone."""
    stands = standing(steps)
    for side in OrganisationKind:
        last = stands.get(side)
        if last is None:
            return refuse(
                f"no agreement of {side.label}’s committee to this version is recorded",
                "Record it as a step when the committee has decided, with its minute.",
            )
        if last.kind == StepKind.DECLINED:
            return refuse(
                f"{side.label}’s committee declined this version on {last.on:%-d %B %Y}",
                "Take it back, and propose one to which both can agree.",
            )
    return allow("the committees of both organisations agreed to it")


def may_begin(
    from_day: date,
    to_day: date | None,
    today: date,
    *,
    agreed_on: date,
    last_from: date | None,
) -> Answer:
    """A first agreement may be written down after it began, but not have begun before both had agreed. One that
    follows another begins today at the earliest: what both owed until now stays as it was."""
    if last_from is None:
        if from_day < agreed_on:
            return refuse(
                f"it would begin before both committees had agreed, on {agreed_on:%-d %B %Y}",
                "Take it back, and propose it from a later day.",
            )
        return allow("it is the first, and both had agreed")
    if from_day < today:
        return refuse(
            "it would begin in the past, and what both owed until now stays as it was",
            "Take it back, and propose it from today or a later day.",
        )
    if from_day <= last_from:
        return refuse(
            f"the version before begins on {last_from:%-d %B %Y}",
            "Take it back, and propose it from a later day than that.",
        )
    if to_day is not None and to_day <= today:
        return refuse("it has ended already", "Take it back, and propose one that holds.")
    return allow("it follows the version before")


def may_record_review(
    *,
    agreed: bool,
    done: bool,
    held_on: date,
    today: date,
    next_on: date | None,
    others: Collection[date],
    end: date | None,
) -> Answer:
    if not agreed:
        return refuse("this version is only proposed", "Review it when both have agreed to it.")
    if done:
        return refuse(
            "this review is recorded already", "Open the agreement to see what was found."
        )
    if held_on > today:
        return refuse("that day is still to come", "Record the review when it has been held.")
    if next_on is None:
        return allow("it was held")
    if next_on <= today:
        return refuse("the next review would not be later than today", "Choose a later day for it.")
    if next_on in others:
        return refuse(
            f"a review on {next_on:%-d %B %Y} is agreed already",
            "Choose another day, or leave it empty.",
        )
    if end is not None and next_on > end:
        return refuse(
            f"the agreement ends on {end:%-d %B %Y}, before that", "Choose a day while it holds."
        )
    return allow("it was held")


@dataclass(frozen=True)
class Change:
    """One part of the agreement that two versions say differently."""

    part: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(before: Wording, after: Wording) -> list[Change]:
    """What changed from one version to another, part by part, in the order of the page."""
    pairs = [
        ("Aims", before.aims, after.aims),
        *(
            (f"What {side.label} owes", before.duties.get(side, ()), after.duties.get(side, ()))
            for side in OrganisationKind
        ),
        *(
            (
                f"What {side.label} gives in kind",
                tuple(map(str, before.offers.get(side, ()))),
                tuple(map(str, after.offers.get(side, ()))),
            )
            for side in OrganisationKind
        ),
        ("Notice", (notice(before),), (notice(after),)),
        ("Families, when it ends", (before.exit_families,), (after.exit_families,)),
        ("Records, when it ends", (before.exit_records,), (after.exit_records,)),
    ]
    found = [
        Change(
            part,
            tuple(line for line in old if line not in new),
            tuple(line for line in new if line not in old),
        )
        for part, old, new in pairs
    ]
    return [change for change in found if change.gone or change.new]


def notice(wording: Wording) -> str:
    months = wording.notice_months
    return f"{months} month" if months == 1 else f"{months} months"
