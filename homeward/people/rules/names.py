"""Names as people say and spell them, what somebody may mean who types one, and what people say of themselves.

The ethnicity codes are those of the SSDA903, in which REFU is "prefers not to say" and NOBT "not asked yet". Disability
is yes or no as in the lists of Annex A. No return has codes for a language or a religion: both are said in own words.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from jellyfish import metaphone


def folded(name: str) -> str:
    """A name for comparing: no case, marks or apostrophes; a hyphen is a space; one space between words."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    for mark in "'’‘`":
        plain = plain.replace(mark, "")
    return " ".join(plain.replace("-", " ").replace("ł", "l").replace("ø", "o").split())


def sound(word: str) -> str:
    """How a folded word sounds in English (Metaphone): Catherine and Kathryn are one. Empty for none."""
    return metaphone(word)


@dataclass(frozen=True)
class Sought:
    """What was typed into the search box, understood. All that is given must hold."""

    words: tuple[str, ...] = ()
    born: date | None = None
    year: int | None = None
    number: str = ""  # what another system or a referral calls the child: no spaces, capitals


DAY_FIRST = re.compile(
    r"\b(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,9})[\s./,-]+(\d{4}|\d{2})\b", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_WORDS = 6


def understood(typed: str, today: date) -> Sought:
    """Names, a date of birth as people write it, a year, or a reference, in any order."""
    born, rest = _take_date(typed, today)
    year = None
    if born is None and (found := YEAR.search(rest)):
        year, rest = int(found[0]), rest.replace(found[0], " ", 1)
    words = tuple(folded(re.sub(r"[^\w\s'’‘`-]", " ", rest)).split())
    number = ""
    if any(any(letter.isdigit() for letter in word) for word in words):
        number, words = "".join(words).upper(), ()
    return Sought(words[:MOST_WORDS], born, year, number)


def _take_date(typed: str, today: date) -> tuple[date | None, str]:
    """The date in what was typed, and the rest. A year of two digits is the last that has been."""
    if found := YEAR_FIRST.search(typed):
        year, month, day = found.groups()
    elif found := DAY_FIRST.search(typed):
        day, month, year = found.groups()
    else:
        return None, typed
    number = int(month) if month.isdigit() else _month(month)
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if full > today.year and len(year) == 2:
        full -= 100
    try:
        born = date(full, number, int(day))
    except ValueError:
        return None, typed
    return born, typed.replace(found[0], " ", 1)


def _month(name: str) -> int:
    short = name[:3].casefold()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def answering(sought: Sought, *, own: str, adults: list[tuple[str, str]]) -> str:
    """Why somebody was found, where the name on the page does not show it. `adults`: (kind, name)."""
    names = folded(own).split()
    if all(any(name.startswith(word) for name in names) for word in sought.words):
        return ""
    for kind, adult in adults:
        held = folded(adult).split()
        if any(_answers(word, held) and not _answers(word, names) for word in sought.words):
            return f"{kind}: {adult}"
    return "sounds like it"


def _answers(word: str, names: list[str]) -> bool:
    return any(
        name.startswith(word) or (sound(word) and sound(name) == sound(word)) for name in names
    )
