"""What must never stand on the page of one person, looked for before a page is issued.

The page of one person holds no other adult's telephone, address or safe way, nothing that another child told us, and
no child who is not theirs. Nothing of the kind is put on it, and what a worker
types is looked through here: a worker who is tired does not see that a goal names the street.

Only what is the same, word for word, can be found. What is said again in other words a person has to see: the page
asks the worker to read it as the one whom it is for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from homeward.letters.rules.writing import POSTCODE, digits


RUN = 5  # so many words in a row that somebody said: fewer are said by everybody
SHORTEST = 3  # words of something said that is shorter than a run

STREET = re.compile(
    r"\b\d+\s?[a-z]?,?\s+(?:[a-z’'-]+\s+){1,3}"
    r"(?:street|st|road|rd|lane|avenue|ave|crescent|terrace|gardens|grove)\b",
    re.IGNORECASE,
)
# Words that are no street when they are written small: a 10 minute walk, a court.
NAMED_STREET = re.compile(
    r"\b\d+\s?[A-Za-z]?,?\s+(?:[A-Z][\w’'-]*\s+){1,3}(?:Close|Drive|Court|Way|Place|Row|Hill|Walk)\b"
)
# Spaces, dots and dashes between the digits, as people write them. A date or a year is shorter than a telephone.
TELEPHONE = re.compile(r"\+?\d(?:[\s().-]*\d){8,}")


class Told(NamedTuple):
    """Something that somebody said to us, and who, as the worker is told where it is found."""

    who: str
    words: str


@dataclass(frozen=True)
class Secrets:
    """Of whom it is not: what was told, the names of children who are not theirs, and all numbers that may stand."""

    told: tuple[Told, ...] = ()
    names: tuple[str, ...] = ()
    phones_allowed: frozenset[str] = field(default_factory=frozenset)


def words_of(text: str) -> list[str]:
    """Folded, without marks: “Mum’s” and “mums” are the same word."""
    plain = re.sub(r"['’‘`]", "", text.casefold())
    return re.findall(r"\w+", plain)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    if len(words) < SHORTEST:
        return set()
    size = min(RUN, len(words))
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


def _holds(words: list[str], run: tuple[str, ...]) -> bool:
    return any(tuple(words[n : n + len(run)]) == run for n in range(len(words) - len(run) + 1))


def leaks(texts: Iterable[str], secrets: Secrets) -> list[str]:
    """What is wrong, each as part of a sentence for the worker; nothing when the page may be read."""
    found: list[str] = []
    for text in texts:
        words = words_of(text)
        if any(kind.search(text) for kind in (POSTCODE, STREET, NAMED_STREET)):
            found.append("it holds an address")
        numbers = (digits(match[0]) for match in TELEPHONE.finditer(text))
        if any(number not in secrets.phones_allowed for number in numbers):
            found.append("it holds a telephone number that is not a worker’s or their own")
        found += [
            "it names a child whose page it is not"
            for name in secrets.names
            if re.search(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", text, re.IGNORECASE)
        ]
        for told in secrets.told:
            if any(_holds(words, run) for run in _runs(told.words)):
                found.append(f"it holds words that {told.who} told us")
    return list(dict.fromkeys(found))
