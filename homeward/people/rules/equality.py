"""What is asked of each child's background, alike, so that a service can see whom it serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.ssda903.codes import ETHNIC


class About(StrEnum):
    """What is asked of each child alike, so that a service can see whom it serves."""

    ETHNICITY = "ethnicity"
    LANGUAGE = "language"
    DISABILITY = "disability"
    RELIGION = "religion"

    @property
    def label(self) -> str:
        return ABOUT[self]


ABOUT = {
    About.ETHNICITY: "Ethnic background",
    About.LANGUAGE: "Language at home",
    About.DISABILITY: "Disability",
    About.RELIGION: "Religion or belief",
}


class Whose(StrEnum):
    """Who said it. Nobody fills it in by looking at a child."""

    CHILD = "child"
    PARENT = "parent"
    OTHER = "other"

    @property
    def label(self) -> str:
        return WHOSE[self]


WHOSE = {
    Whose.CHILD: "The child",
    Whose.PARENT: "A parent or carer, because the child is too young",
    Whose.OTHER: "Somebody else who knows it from them",
}


REFUSED, NOT_ASKED = "REFU", "NOBT"
KNOWN_ETHNIC = {code: words for code, words in ETHNIC.items() if code not in (REFUSED, NOT_ASKED)}


DISABILITY = {"yes": "Disabled", "no": "Not disabled"}


@dataclass(frozen=True)
class Said:
    """One answer: what was said, or that they prefer not to say. Who was not asked has none."""

    said: str = ""
    own_words: str = ""
    prefers_not: bool = False


def may_answer(answers: Mapping[About, Said], asked_on: date, born: date, today: date) -> Answer:
    if asked_on > today:
        return refuse("that day is still to come", "Write it down when they were asked.")
    if asked_on < born:
        return refuse("the child was not born yet on that day", "Look at the year.")
    if not answers:
        return refuse(
            "nothing was answered", "Fill in what they said. What nobody asked stays as it is."
        )
    for about, one in answers.items():
        if one.prefers_not and (one.said or one.own_words):
            return refuse(
                f"under “{about.label}” there is an answer, and that they prefer not to say",
                "Keep one of the two.",
            )
        if not one.prefers_not and not one.said:
            return refuse(
                f"under “{about.label}” there are words and no answer", "Choose the nearest answer."
            )
    return allow("it is what they said of themselves")


def answer_in_words(about: About, said: str, own_words: str, prefers_not: bool) -> str:
    if prefers_not:
        return "Prefers not to say"
    known = {About.ETHNICITY: KNOWN_ETHNIC, About.DISABILITY: DISABILITY}.get(about, {})
    words = known.get(said, said)
    words = words[:1].upper() + words[1:]
    return f"{words}: “{own_words}”" if own_words else words
