"""The words of a letter: places that are filled in, and the little layout there is.

A template is text of an organisation. In square brackets stand the names of places, as [child]; of each kind of
letter there is a list of them, and nothing else is understood: no conditions, no look into the record, nothing of
the template language of our pages. What is filled in is never read again as a place.

A line that begins with "# " is a heading; lines that begin with "- " are a list; an empty line ends a paragraph.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse


PLACE = re.compile(r"\[([^\[\]\n]{1,40})\]")
HEADING, ITEM = "# ", "- "
LONGEST = 8_000  # characters: four pages


class Shape(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True)
class Block:
    """A heading has one line; of a paragraph the lines stand under each other; of a list each is an item."""

    shape: Shape
    lines: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """What stands on the paper, from the top."""
    found: list[Block] = []
    lines: list[str] = []
    shape = Shape.PARAGRAPH

    def end() -> None:
        if lines:
            found.append(Block(shape, tuple(lines)))
            lines.clear()

    for line in (line.rstrip() for line in text.splitlines()):
        if line.startswith(HEADING):
            end()
            found.append(Block(Shape.HEADING, (line[len(HEADING) :].strip(),)))
            continue
        of_list = line.startswith(ITEM)
        if not line.strip() or of_list != (shape == Shape.LIST):
            end()
        if line.strip():
            shape = Shape.LIST if of_list else Shape.PARAGRAPH
            lines.append(line[len(ITEM) :].strip() if of_list else line.strip())
    end()
    return tuple(found)


def places_in(text: str) -> list[str]:
    """The names between brackets, each once, in the order of the text."""
    return list(dict.fromkeys(name.strip().lower() for name in PLACE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """With what is known. A place of which nothing is known stays, so that nobody overlooks it."""

    def value(found: re.Match[str]) -> str:
        return values.get(found[1].strip().lower(), "") or found[0]

    return PLACE.sub(value, text)


def may_be_template(title: str, text: str, known: Mapping[str, str], needed: set[str]) -> Answer:
    """`known`: the places of this kind of letter; `needed`: those without which it is no such letter."""
    if len(text) > LONGEST:
        return refuse(f"the text has more than {LONGEST:,} characters", "Shorten it to four pages.")
    used = places_in(f"{title}\n{text}")
    if unknown := [name for name in used if name not in known]:
        listed = ", ".join(f"[{name}]" for name in unknown)
        return refuse(
            f"there is no place called {listed} in this kind of letter",
            "Use the names in the list beside the text, or leave out the square brackets.",
        )
    if missing := sorted(needed - set(used)):
        listed = ", ".join(f"[{name}]" for name in missing)
        return refuse(
            f"{listed} is not in the text, and without it nobody could understand the letter",
            "Put it in where it belongs.",
        )
    return allow("every place in it is known")
