"""Who changes a template, who writes and issues a letter, and what a letter to one adult must not say of another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.letters.rules.words import places_in
from homeward.partnership.rules import Role


if TYPE_CHECKING:
    from homeward.letters.models import Letter, LetterTemplate
    from homeward.partnership.rules import WorkerOnDay

WRITING = (Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
# Who writes to families.
ISSUING = (Role.KEY_WORKER, Role.SOCIAL_WORKER, *WRITING, Role.PANEL_CHAIR, Role.REVIEWING_OFFICER)


def may_change_templates(worker: "WorkerOnDay", organisation_id: int) -> Answer:
    """An organisation speaks with its own words: those who answer for it choose them."""
    for post in worker.posts:
        if post.employer_id == organisation_id and post.role in WRITING:
            return allow(f"you are {post.role}, {post.employer_name}")
    return refuse(
        "team managers and heads of service change the letters of their own organisation",
        "Tell one of them what should be said differently.",
    )


def may_be_put_in_force(template: "LetterTemplate", newest: int) -> Answer:
    """`newest`: the number of the version that was put in force last. One that was overtaken is written anew, so
    that nobody undoes by accident what another put in force."""
    if template.in_force_at:
        return refuse(
            f"version {template.version} was put in force on {template.in_force_on:%-d %B %Y}"
        )
    if template.version < newest:
        return refuse(
            f"version {newest} was put in force since this one was written",
            "Begin a new version from what holds now.",
        )
    return allow("it was looked at as a letter, on this page")


def may_write(worker: "WorkerOnDay", organisation_ids: Iterable[int]) -> Answer:
    """`organisation_ids`: of the partnership of the children."""
    theirs = set(organisation_ids)
    for post in worker.posts:
        if post.employer_id in theirs and post.role in ISSUING:
            return allow(f"you are {post.role} in {post.team_name}")
    return refuse(
        "those who work with families write to them",
        "Ask the child’s key worker to write the letter.",
    )


def may_be_written_to(belongs: bool) -> Answer:
    """`belongs`: it is one of the children, or an adult who is around each of them today."""
    if not belongs:
        return refuse(
            "whoever gets the letter is not around each of the children whom it is about",
            "Choose somebody who is, or write a letter about those children alone who are theirs.",
        )
    return allow("the children whom it is about are theirs")


@dataclass(frozen=True)
class Reached:
    """How an adult of these children is reached, as the record has it."""

    name: str
    phone: str = ""
    safe_contact: str = ""
    addresses: tuple[str, ...] = ()


def gives_away(text: str, others: Iterable[Reached], own: Reached) -> list[str]:
    """What the text says of how another adult is reached: “the telephone of Dee”. What the two share is the
    reader’s own and gives nothing away."""
    told = []
    for other in others:
        if _holds_number(text, other.phone) and not _same_number(other.phone, own.phone):
            told.append(f"the telephone of {other.name}")
        if _holds_words(text, other.safe_contact) and other.safe_contact != own.safe_contact:
            told.append(f"the safe way to reach {other.name}")
        if any(
            _holds_address(text, address)
            for address in other.addresses
            if not any(_holds_address(mine, address) for mine in own.addresses)
        ):
            told.append(f"the address of {other.name}")
    return told


POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
SHORTEST_NUMBER = 7  # digits


def digits(text: str) -> str:
    """To compare: +44 and 0 begin the same number."""
    found = re.sub(r"\D", "", text)
    return f"0{found[2:]}" if found.startswith("44") else found


def _same_number(one: str, other: str) -> bool:
    return bool(digits(one)) and digits(one) == digits(other)


def _holds_number(text: str, phone: str) -> bool:
    """However it is spaced, and with the country’s number or without."""
    sought = digits(phone)
    if len(sought) < SHORTEST_NUMBER:
        return False
    runs = re.findall(r"\+?\d[\d\s().-]*\d", text)
    return any(sought in digits(run) for run in runs)


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


def _holds_words(text: str, said: str) -> bool:
    sought = _words(said)
    return len(sought) > 8 and sought in _words(text)


def _holds_address(text: str, address: str) -> bool:
    """Its postcode, or its first line: the street with its number."""
    codes = {"".join(code).upper() for code in POSTCODE.findall(address)}
    if codes & {"".join(code).upper() for code in POSTCODE.findall(text)}:
        return True
    first = _words(address.strip().splitlines()[0]) if address.strip() else ""
    return any(c.isdigit() for c in first) and f" {first} " in f" {_words(text)} "


def may_be_issued(letter: "Letter", seen: int, told_of_others: list[str]) -> Answer:
    """`seen`: the version of the words that was read before. `told_of_others`: what `gives_away` found."""
    if letter.issued_at:
        return refuse(
            f"{letter.issued_by} issued this letter on {letter.issued_on:%-d %B %Y}",
            "Write a new one if something has changed.",
        )
    if left := places_in(f"{letter.title}\n{letter.text}"):
        listed = ", ".join(f"[{name}]" for name in left)
        return refuse(
            "the letter has places in it where nothing was filled in",
            f"Put in what belongs there, or take it out: {listed}.",
        )
    if told_of_others:
        return refuse(
            "a letter to one adult never says how another is reached",
            f"Take it out: it tells {letter.to_name} {' and '.join(told_of_others)}.",
        )
    if not letter.text.strip():
        return refuse("the letter says nothing yet", "Write it first.")
    if letter.version != seen:
        return refuse(
            "somebody changed the words since you read them", "Read it again, then issue it."
        )
    return allow("you read it as it is sent")


def may_change(letter: "Letter") -> Answer:
    if letter.issued_at:
        return refuse(
            f"{letter.issued_by} issued this letter on {letter.issued_on:%-d %B %Y}, and what was sent stays as it was",
            "Write a new one.",
        )
    return allow("it was not issued yet")
