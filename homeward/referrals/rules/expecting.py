"""What a member thinks would happen without the help, sealed before help starts, opened at follow-up.

Hindsight is kept out by asking first and alone (PRACTICE B 10). It is a judgement of people about one family,
never a score, and never by itself a proof of what the help did. Sealed is not secret from the law: it is part
of the record, so a court can order it and the person it is about can ask for it (UK GDPR, Article 15).
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import months_after
from homeward.referrals.rules.panel import RECUSED
from homeward.trail.rules import canonical, digest


if TYPE_CHECKING:
    from homeward.referrals.models import AgendaItem

FOLLOW_UP_OPENS = 6  # months after support ended: the follow-up that opens what was sealed
OPENS_AFTER_MONTHS = 12  # after the sitting, whatever was followed up
LOOK_BACK_AFTER_MONTHS = 6  # the panel gets its own families back


class Path(StrEnum):
    HOME = "stays at home"
    KIN = "lives with family or friends"
    CARE = "comes into care"
    OTHER = "something else"


class PlacementKind(StrEnum):
    FOSTER = "foster carers"
    KINSHIP = "family or friends as foster carers"
    CHILDRENS_HOME = "a children’s home"
    SUPPORTED = "supported accommodation"
    SECURE = "a secure home"
    OTHER = "somewhere else"


WEEKLY_COST = {
    "none": "Nothing",
    "to 500": "Up to £500",
    "to 1000": "£500 to £1,000",
    "to 2500": "£1,000 to £2,500",
    "to 5000": "£2,500 to £5,000",
    "over 5000": "More than £5,000",
    "not known": "I cannot say",
}


@dataclass(frozen=True)
class Expected:
    """What one member thinks would happen without the help."""

    path: Path
    weekly_cost: str
    confidence: int  # 0: a guess, 100: sure
    why: str
    placement: PlacementKind | None = None

    @property
    def in_words(self) -> str:
        where = f": {self.placement}" if self.placement and self.path == Path.CARE else ""
        return f"{self.path[:1].upper()}{self.path[1:]}{where}"


def seal_of(expected: Expected, salt: str) -> str:
    """The proof that nobody has changed it since: kept in the trail, of which nothing is ever changed."""
    return digest(salt + canonical({"expected": {k: str(v) for k, v in asdict(expected).items()}}))


SEALED = "sealed what would happen without the help"  # as the trail tells of it
SEAL_BROKEN = (
    "The seal does not hold: this was changed after it was sealed. Do not rely on it, and tell who runs "
    "Homeward for you"
)


def seal_in_words(seal: str) -> str:
    return " ".join(seal[start : start + 4] for start in (0, 4, 8))


def may_expect(item: "AgendaItem", is_member: bool, recused: bool, has_sealed: bool) -> Answer:
    """A deciding member, before the panel decides, once."""
    if has_sealed:
        return refuse("you have sealed what you expect; nobody can change it, nor can you")
    if item.decision.signed_at:
        return refuse("the panel has decided, and what is said now would be hindsight")
    if recused:
        return refuse(RECUSED)
    if not is_member:
        return refuse("the members of this sitting say what they expect")
    return allow("you sit on this panel")


def opens_on(held_on: date) -> date:
    return months_after(held_on, OPENS_AFTER_MONTHS)


def is_open(held_on: date, followed_up: bool, today: date) -> Answer:
    """May the panel read it? `followed_up`: the six-month follow-up of every child is done."""
    if followed_up:
        return allow("the six-month follow-up is done")
    last = opens_on(held_on)
    if today >= last:
        return allow(f"{OPENS_AFTER_MONTHS} months have passed since the panel sat")
    return refuse(
        "sealed until the six-month follow-up of every child is done, or until "
        f"{last.day} {last:%B %Y}"
    )


def comes_back(held_on: date, today: date) -> bool:
    """Whether the panel looks back at it: six months on."""
    return today >= months_after(held_on, LOOK_BACK_AFTER_MONTHS)


def last_to_come_back(today: date) -> date:
    """The latest day of a sitting that has come back. At the end of a short month several come back at once:
    of 28, 29, 30 and 31 August, all on 28 February."""
    last = months_after(today, -LOOK_BACK_AFTER_MONTHS)
    while comes_back(last + timedelta(days=1), today):
        last += timedelta(days=1)
    return last
