"""Kinship: who in the family could help or care, how that was judged, and what help they had.

Source: Children Act 1989, sections 17 and 22C: a council looks to the family and friends of a child first. How a
viability assessment is made is local practice, and no source was found for it. That a council officer gives its
outcome, and that the person is told the reasons, is our reading of decisions that stay with the council.

Nobody's address, number or safe way of contact ever reaches another of the family through us.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.family.rules.meetings import may_have_been
from homeward.people.rules import folded


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


TELL_REASONS_WITHIN = 5  # working days; no law says so
SHORTEST_PART = 6  # letters of an address that say where somebody lives
SHORTEST_NUMBER = 6  # figures of a telephone number


class Could(StrEnum):
    """What somebody could do for the children."""

    HELP = "help"
    CONTACT = "contact"
    RESPITE = "respite"
    CARE = "care"


COULD = {
    Could.HELP: "Help from day to day",
    Could.CONTACT: "Keep in touch: see them, ring them",
    Could.RESPITE: "Have them for a night or a weekend",
    Could.CARE: "Care for them, if they cannot be at home",
}


class Viable(StrEnum):
    """What an assessment came to."""

    YES = "viable"
    MORE = "more to find out"
    NO = "not viable"
    WITHDREW = "withdrew"


VIABLE = {
    Viable.YES: "It could work",
    Viable.MORE: "It could, and more has to be found out",
    Viable.NO: "It could not work",
    Viable.WITHDREW: "They withdrew",
}


def may_assess(worker: "WorkerOnDay", partnership_id: int, on: date, today: date) -> Answer:
    if not worker.is_council_officer(partnership_id):
        return refuse(
            "an officer of the council says what a viability assessment came to",
            "Tell the family’s social worker what you know of this person.",
        )
    return may_have_been(on, today) and allow("you are an officer of the council")


def may_tell(on: date, today: date, assessed_on: date, told_on: date | None) -> Answer:
    if told_on is not None:
        return refuse(
            f"they were told on {told_on:%-d %B %Y}", "What was said since goes into a visit."
        )
    return may_have_been(on, today, assessed_on, "it was assessed on")


@dataclass(frozen=True)
class Reach:
    """Where and how one of the family is reached: theirs alone."""

    name: str
    address: str
    phone: str
    safe_contact: str = ""


def may_be_given(words: Iterable[str], reached: Iterable[Reach]) -> Answer:
    """Whether words that the whole family gets tell nobody's address or number: by a line of the address, or by the
    figures of a telephone number however they are spaced."""
    said = list(words)
    plain = " ".join(_plain(word) for word in said)
    figures = [figure for word in said for figure in _numbers(word)]
    for reach in reached:
        parts = [_plain(part) for part in re.split(r"[\n,;]", reach.address)]
        numbers = _numbers(reach.phone) + _numbers(reach.safe_contact)
        if any(len(part) >= SHORTEST_PART and _holds(plain, part) for part in parts) or any(
            number in figure or figure in number for number in numbers for figure in figures
        ):
            return refuse(
                "it says where or how somebody in it is reached, and the whole family gets it",
                f"Take the address or number of {reach.name} out. They can give it themselves to whom they want.",
            )
    return allow("it tells nobody’s address or number")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", folded(text)).split())


def _holds(said: str, part: str) -> bool:
    """As whole words: "sample" is not in "sampleton"."""
    return f" {part} " in f" {said} "


def _numbers(text: str) -> list[str]:
    """Telephone numbers in it: figures with nothing but spaces, dots or dashes between them."""
    found = re.findall(r"\+?\d[\d\s().-]*\d", text)
    plain = [re.sub(r"\D", "", one).removeprefix("44").removeprefix("0") for one in found]
    return [one for one in plain if len(one) >= SHORTEST_NUMBER]


def may_write_down(worker: "WorkerOnDay", partnership_id: int) -> Answer:
    """Who is in the family and how each is reached. Whether somebody sees the children is asked before."""
    if partnership_id in worker.partnership_ids:
        return allow("whoever works with the family may write down who is in it")
    return refuse("you work in another partnership")


def may_add(name: str, known: Iterable[str], could: Iterable[str]) -> Answer:
    """Somebody of the family, once."""
    if folded(name) in {folded(one) for one in known}:
        return refuse(
            "somebody of this name is in the family’s list already",
            "Open their page. If they are two people, write what tells them apart after the name.",
        )
    if not list(could):
        return refuse(
            "it does not say what they could do", "Choose at least one; ask them if nobody has."
        )
    return allow("whoever works with the family may write down who is in it")
