"""A text about several children, as it stands in the copy for one of them.

Sentence by sentence, because a paragraph may be about each in turn. A sentence that names a brother or sister and
not this child is left out, and it shows where. In one that names both, the other's name is covered. A sentence
that names nobody stays. What a program cannot know is who “she” is: so whoever makes the copy reads it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


COVERED = "[a brother or sister]"
LEFT_OUT = "[A sentence about somebody else is left out here.]"

# Names that are words as well: they are covered only where they begin with a capital letter.
SAID_TOO = """
amber april art ash autumn bill bob bud buddy chance dale dawn dean drew faith grace hope iris ivy jack jade jay jet
joy june lane lily mark may melody mercy miles nick olive pat penny pip poppy ray reed rich river rob robin rose ruby
scarlet sky spring star summer sunny violet will willow winter wren
"""
WORDS_TOO = frozenset(SAID_TOO.split())
SENTENCE = re.compile(r"(?<=[.!?…])(?=[\s\n])|(?<=[.!?…][”’\"')])(?=\s)")


def plain(text: str) -> str:
    """Without accents and curly apostrophes, letter for letter: names are typed with and without."""
    bare = "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)
    return bare.replace("’", "'")


def names_of(*names: str) -> frozenset[str]:
    """Each word of each name. A single letter is no name to look for."""
    words = (word.strip(".,") for name in names for word in name.split())
    return frozenset(word for word in words if len(word) > 1)


def _any(names: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = []
    for name in sorted(map(plain, names), key=len, reverse=True):
        if name.casefold() in WORDS_TOO:
            alternatives += [re.escape(name.capitalize()), re.escape(name.upper())]
        else:
            alternatives.append(f"(?i:{re.escape(name)})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)") if alternatives else None


def _covered(sentence: str, them: re.Pattern[str]) -> str:
    parts, at = [], 0
    for found in them.finditer(plain(sentence)):
        parts += [sentence[at : found.start()], COVERED]
        at = found.end()
    return "".join([*parts, sentence[at:]])


@dataclass(frozen=True)
class Others:
    """The names of the brothers and sisters, and this child's own, which are never covered."""

    own: frozenset[str]
    theirs: frozenset[str]

    @property
    def to_cover(self) -> frozenset[str]:
        """A name that the whole family has says nothing of one of them."""
        mine = {plain(name).casefold() for name in self.own}
        return frozenset(n for n in self.theirs if plain(n).casefold() not in mine)


def parted(text: str, others: Others, first_names: frozenset[str]) -> str:
    """`first_names`: those of this child's names by which a sentence is known to be about them. The name of the
    family is none: it may be the other's."""
    them, me = _any(others.to_cover), _any(first_names)
    if them is None:
        return text
    lines = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        kept: list[str] = []
        for sentence in SENTENCE.split(line):
            if not them.search(plain(sentence)):
                kept.append(sentence)
            elif me is not None and me.search(plain(sentence)):
                kept.append(_covered(sentence, them))
            elif not kept or kept[-1].strip() != LEFT_OUT:
                kept.append(f" {LEFT_OUT}" if kept else LEFT_OUT)
        lines.append("".join(kept))
    return "\n".join(lines)
