"""Family group decision making: the offer, who was invited, the meeting, the family's plan, what came of it.

Source: Children Act 1989, section 31ZA, inserted by the Children's Wellbeing and Schools Act 2026 (c. 21), section 1:
before a council applies for an order under Part 4 it offers the parents, and others with parental
responsibility, a family group decision-making meeting; a meeting that was accepted is held first; unless it is not in
the child's best interests. It begins by regulations, whose day was not found when this was written: the partnership
sets it as a dated line (`duty`), and until then an offer is good practice.

That each of them is offered it, and not one for all, is our reading of these words, the careful one; and so is that
a meeting is held after the last of those who accepted did so.

That a council officer says what the council agrees to is our reading: no source was found for it. What happened is
never refused, only what cannot have been.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


LAW = "Children Act 1989, section 31ZA"
PASSED = date(2026, 4, 29)  # Royal Assent: nothing of the Act of 2026 begins before
EXPECTED = 300  # days before a birth in which a family may have been met because of it
HOLD_WITHIN = 20  # working days after somebody accepted; no law says so
WRITE_WITHIN = 2  # working days after the meeting, as are the next two
ANSWER_WITHIN = 5
TELL_WITHIN = 1


class Said(StrEnum):
    """What somebody said to the offer."""

    ACCEPTS = "accepts"
    LATER = "later"
    DECLINES = "declines"
    NO_ANSWER = "no answer"


SAID = {
    Said.ACCEPTS: "Yes",
    Said.LATER: "They want time to think",
    Said.DECLINES: "No",
    Said.NO_ANSWER: "No answer",
}


class Comes(StrEnum):
    """What somebody who was invited said."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


COMES = {
    Comes.YES: "They come",
    Comes.NO: "They do not come",
    Comes.NOT_KNOWN: "Not known yet",
}


class Agrees(StrEnum):
    """What the council agrees to of the family's plan."""

    ALL = "all"
    PART = "part"
    NOTHING = "nothing"


AGREES = {
    Agrees.ALL: "The council agrees to the whole plan",
    Agrees.PART: "The council agrees to a part of it",
    Agrees.NOTHING: "The council does not agree",
}


class Came(StrEnum):
    """What came of a plan, when everybody looked at it again."""

    HOLDS = "holds"
    CHANGED = "changed"
    DID_IT = "did it"
    BROKEN = "broken"


CAME = {
    Came.HOLDS: "It holds, and goes on",
    Came.CHANGED: "The family changes it: the next version follows",
    Came.DID_IT: "It did what it was for, and ends",
    Came.BROKEN: "It did not hold",
}

# A parent is owed the offer with parental responsibility or without: how the record calls one, as in "birth
# mother" and "Father, not at home"; and who is called so and is none, as in "foster mother" and "mother’s mother".
PARENTS = frozenset(
    {"mother", "father", "parent", "parents", "mum", "mummy", "mam", "dad", "daddy"}
)
NO_PARENTS = frozenset({"step", "foster", "grand", "great", "god", "half", "former"})


def is_owed_offer(kind: str, parental_responsibility: bool | None) -> bool:
    """Whether the law means this person: a parent, or somebody with parental responsibility."""
    if parental_responsibility is True:
        return True
    called, *_ = re.split(r"[,;(/]|\b(?:of|to|and)\b", kind.casefold(), maxsplit=1)
    *before, last = re.findall(r"[\w’']+", called) or [""]
    whose = any(word.endswith(("’s", "'s")) for word in before)
    return last in PARENTS and not whose and not NO_PARENTS.intersection(before)


@dataclass(frozen=True)
class Duty:
    """Since when the offer is a duty here; None while that is not known."""

    since: date | None

    def holds_on(self, day: date) -> bool:
        return self.since is not None and self.since <= day

    def in_words(self, day: date) -> str:
        if self.holds_on(day):
            return f"The offer is a duty since {self.since:%-d %B %Y} ({LAW})."
        if self.since:
            return f"Good practice, not yet a duty: it begins on {self.since:%-d %B %Y} ({LAW})."
        return f"Good practice, not yet a duty: {LAW}, is not in force on a day known here."


@dataclass(frozen=True)
class Offered:
    """An offer to somebody whom the law means, and what they said."""

    on: date
    said: Said


def accepted_on(offers: Iterable[Offered]) -> date | None:
    """When somebody last said yes, and not no since. `offers`: all to one person, in order. Who gives no answer to
    another offer, or wants time, has not taken their yes back."""
    yes: date | None = None
    for one in offers:
        if one.said == Said.ACCEPTS:
            yes = one.on
        elif one.said == Said.DECLINES:
            yes = None
    return yes


def may_apply(
    duty: Duty,
    day: date,
    offers: Sequence[Sequence[Offered]],
    held: Sequence[date],
    because: str,
) -> Answer:
    """Whether the council may decide to apply to the court that day, as far as the offer goes. `offers`: to each of
    those whom the law means, in order; `because`: why a meeting is not in the children's best interests."""
    without = sum(not one for one in offers)
    said_yes = [on for on in map(accepted_on, offers) if on is not None]
    waits = bool(said_yes) and not any(on >= max(said_yes) for on in held)
    if offers and not without and not waits:
        return allow("a family group meeting was offered")
    if without == len(offers):
        missing = "no family group meeting was offered to anybody with parental responsibility"
    elif without:
        missing = (
            f"a family group meeting was not offered to {without} of the {len(offers)} parents and others "
            "with parental responsibility"
        )
    else:
        missing = "a family group meeting was accepted and is not held"
    if because.strip():
        return allow("it is recorded why a family group meeting is not in the best interests")
    if not duty.holds_on(day):
        return allow(f"{missing}; that is good practice, not yet a duty")
    return refuse(
        f"{missing} ({LAW})",
        "Offer and hold it first. Or write why it would not be in the children’s best interests, the one reason "
        "that the law allows.",
    )


def may_have_been(on: date, today: date, after: date | None = None, what: str = "") -> Answer:
    """Anything that happened. `after`: what it came after, in words and with its day."""
    if on > today:
        return refuse("this day is still to come", "Write it down when it has happened.")
    if after is not None and on < after:
        return refuse(f"{what} {after:%-d %B %Y}, later than that", "Look at both days.")
    return allow("what happened is recorded by whoever knows it")


def may_be_about(on: date, born: date | None) -> Answer:
    """`born`: the eldest of the children. A family may be met before a birth, and not long before."""
    if born is not None and on < born - timedelta(days=EXPECTED):
        return refuse("it is long before any of these children was born", "Look at the day.")
    return allow("it can have been about these children")


def may_invite(on: date | None, because: str) -> Answer:
    """Somebody was invited on a day, or was not, and then it says why."""
    if on is None and not because.strip():
        return refuse("it does not say why they are not invited", "Write why, in a sentence.")
    return allow("who is invited, or why not, is recorded by whoever knows it")


def may_plan(held_on: date, review_on: date, steps: int) -> Answer:
    if review_on <= held_on:
        return refuse(
            f"it would be looked at again before the meeting of {held_on:%-d %B %Y} was over",
            "Choose a later day.",
        )
    if not steps:
        return refuse("nobody does anything in it", "Write at least one: who does what, by when.")
    return allow("the family made it")


def may_answer_plan(
    worker: "WorkerOnDay", partnership_id: int, answered_on: date | None, *, newest: bool = True
) -> Answer:
    if not newest:
        return refuse(
            "the family changed this plan since", "Answer its next version, on the family’s page."
        )
    if answered_on is not None:
        return refuse(
            f"the council answered this plan on {answered_on:%-d %B %Y}",
            "When the family changes the plan, answer its next version.",
        )
    if worker.is_council_officer(partnership_id):
        return allow("you are an officer of the council")
    return refuse(
        "an officer of the council says what the council agrees to",
        "Tell the family’s social worker that the plan is written.",
    )


def may_review(on: date, today: date, made_on: date, came: Came, next_on: date | None) -> Answer:
    answer = may_have_been(on, today, made_on, "the family made the plan on")
    if not answer:
        return answer
    if came == Came.HOLDS and (next_on is None or next_on <= on):
        return refuse(
            "a plan that goes on is looked at again, on a later day", "Write when that will be."
        )
    return answer


def may_set_duty(since: date | None, was: date | None) -> Answer:
    """Who may is asked apart (`may_agree_numbers`)."""
    if since is not None and since < PASSED:
        return refuse(
            f"the Act that makes it a duty was passed on {PASSED:%-d %B %Y}, and it begins later",
            "Look at the regulations.",
        )
    if since == was:
        return refuse(
            "that is what it says already", "Change it when the regulations say another day."
        )
    return allow("the regulations say when it begins, and the partnership keeps the day")
