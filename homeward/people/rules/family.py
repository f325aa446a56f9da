"""How a family belongs together: who is whose parent, who are partners, and what cannot be.

Of a child the record says in words who an adult is (“mother”, “gran”); what follows from the words for a drawing is
here. Between adults it holds ties: parent of, and partners. Brothers and sisters follow from the parents they
have in common, and are not entered.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse


class Parentage(StrEnum):
    BIRTH = "birth"
    ADOPTIVE = "adoptive"
    STEP = "step"
    FOSTER = "foster"


class TieKind(StrEnum):
    PARENT = "parent"
    PARTNERS = "partners"


class How(StrEnum):
    """How two are or were partners."""

    MARRIED = "married"
    TOGETHER = "together"
    COUPLE = "couple"
    UNKNOWN = "not known"


class Over(StrEnum):
    """How it ended, if it did."""

    NO = ""
    SEPARATED = "separated"
    DIVORCED = "divorced"


HOW = {
    How.MARRIED: "Married or civil partners",
    How.TOGETHER: "Live together",
    How.COUPLE: "A couple who live apart",
    How.UNKNOWN: "Not known",
}
OVER = {
    Over.NO: "It goes on, as far as is known",
    Over.SEPARATED: "They separated",
    Over.DIVORCED: "They divorced",
}
# What an adult is to a child, as the form offers it. Other words are taken as they are.
KINDS = (
    "mother",
    "father",
    "stepmother",
    "stepfather",
    "adoptive mother",
    "adoptive father",
    "foster carer",
    "grandmother",
    "grandfather",
    "aunt",
    "uncle",
    "grown-up sister",
    "grown-up brother",
    "partner of a parent",
    "family friend",
)
FEMALE = ("mother", "mum", "mam", "granny", "nan", "aunt", "sister", "grandma", "grandmother")
MALE = ("father", "dad", "grandad", "granddad", "grandpa", "uncle", "brother", "grandfather")
PARENT_WORDS = ("mother", "father", "mum", "mam", "dad", "parent")
NOT_PARENTS = ("grand", "gran", "great", "god", "partner")


def parentage(kind: str) -> Parentage | None:
    """Whether these words say that somebody is a parent, and how; None when they do not."""
    words = _words(kind)
    if _of_somebody(words) or any(word.startswith(NOT_PARENTS) for word in words):
        return None
    if "foster" in words:
        return Parentage.FOSTER
    if not any(word.removeprefix("step").startswith(PARENT_WORDS) for word in words):
        return None
    if any(word.startswith("step") for word in words):
        return Parentage.STEP
    if any(word.startswith("adopt") for word in words):
        return Parentage.ADOPTIVE
    return Parentage.BIRTH


def _words(kind: str) -> list[str]:
    return kind.casefold().replace("-", " ").replace("'", "’").split()


def _of_somebody(words: Collection[str]) -> bool:
    """“Mother’s partner”, “sister of the father”: said of somebody else than the child."""
    return "of" in words or any(word.endswith("’s") for word in words)


def row_of(kind: str) -> int | None:
    """How many generations above the child somebody of these words stands; None when they do not say."""
    words = _words(kind)
    if _of_somebody(words):
        of_a_parent = any(word.startswith(PARENT_WORDS) for word in words)
        return 1 if of_a_parent and "partner" in words else None
    if any(word.startswith("great") for word in words):
        return None
    if any(word.startswith(("gran", "nan")) for word in words):
        return 2
    if parentage(kind) or any(word in ("aunt", "uncle") for word in words):
        return 1
    if any(word in ("sister", "brother", "sibling") for word in words):
        return 0
    return None


def sex_by_words(kind: str) -> str:
    """F, M, or U where the words do not say."""
    said = [] if _of_somebody(_words(kind)) else _words(kind)
    words = [*said, *(word.removeprefix("step").removeprefix("grand") for word in said)]
    if any(word.startswith(FEMALE) for word in words):
        return "F"
    if any(word.startswith(MALE) for word in words):
        return "M"
    return "U"


@dataclass(frozen=True)
class Kin:
    """An adult, as far as ties ask."""

    key: int
    name: str
    born: date | None = None


@dataclass(frozen=True)
class Tied:
    """A tie that there is: of a parent, `one` is the parent."""

    kind: TieKind
    one: int
    other: int


def may_be_written(
    born: date | None, died: date | None, children_born: Collection[date], today: date, words: str
) -> Answer:
    """What is said of an adult. `children_born`: of the children whose parent by birth they are."""
    if born and born > today:
        return refuse("nobody is born on a day to come", "Look at the year.")
    if died and died > today:
        return refuse("nobody has died on a day to come", "Look at the year.")
    if born and died and died < born:
        return refuse("they would have died before they were born", "Look at both days.")
    if parentage(words) == Parentage.BIRTH and born and any(born >= c for c in children_born):
        return refuse(
            "a parent by birth is older than the child",
            "Look at the day of birth, and at what they are to the child.",
        )
    return allow("the days can be so")


def may_be_tied(
    kind: TieKind,
    one: Kin,
    other: Kin,
    *,
    since: date | None,
    over_since: date | None,
    over: Over,
    ties: Collection[Tied],
    today: date,
) -> Answer:
    """Of a parent, `one` is the parent of `other`."""
    if one.key == other.key:
        return refuse("nobody is their own parent or partner", "Choose two people.")
    pair = {one.key, other.key}
    if any(tie.kind == kind and {tie.one, tie.other} == pair for tie in ties):
        return refuse(
            f"this is in the record already for {one.name} and {other.name}",
            "Change what is there instead.",
        )
    if kind == TieKind.PARENT:
        if one.born and other.born and one.born >= other.born:
            return refuse(
                f"{one.name} would be younger than {other.name}, and their parent",
                "Exchange the two, or look at their days of birth.",
            )
        if one.key in _below(other.key, ties):
            return refuse(
                f"{other.name} is above {one.name} in the family already",
                "Exchange the two, or take out what is wrong.",
            )
        return allow("it can be so")
    return _days_of_partners(one, other, since, over_since, over, today)


def _days_of_partners(
    one: Kin, other: Kin, since: date | None, over_since: date | None, over: Over, today: date
) -> Answer:
    for day in (since, over_since):
        if day and day > today:
            return refuse("nothing is known of a day to come", "Look at the year.")
        for person in (one, other):
            if day and person.born and day < person.born:
                return refuse(
                    f"{person.name} was not born on {day:%-d %B %Y}", "Look at both days."
                )
    if since and over_since and over_since < since:
        return refuse("it would have ended before it began", "Look at both days.")
    if over_since and over == Over.NO:
        return refuse(
            "a day on which it ended is given, and that it goes on",
            "Say how it ended, or leave the day empty.",
        )
    return allow("it can be so")


def _below(key: int, ties: Collection[Tied]) -> set[int]:
    """Everybody who comes after somebody, through parents."""
    found: set[int] = set()
    waiting = [key]
    while waiting:
        now = waiting.pop()
        for tie in ties:
            if tie.kind == TieKind.PARENT and tie.one == now and tie.other not in found:
                found.add(tie.other)
                waiting.append(tie.other)
    return found


def may_be_added(is_there: bool) -> Answer:
    if is_there:
        return refuse(
            "they are in the record of this child already", "Change what is there instead."
        )
    return allow("they are not in the record of this child yet")


def are_around(both: bool) -> Answer:
    if not both:
        return refuse(
            "one of the two is not in the record of this child",
            "Enter them first, with what they are to the child.",
        )
    return allow("both are around this child")


def may_end(start: date, on: date, today: date) -> Answer:
    """That an adult is no longer around a child."""
    if on > today:
        return refuse("a day to come is not known yet", "Enter the day when it has been.")
    if on < start:
        return refuse(
            f"it is in the record since {start:%-d %B %Y}", "Enter that day or a later one."
        )
    return allow("it is a day that has been")
