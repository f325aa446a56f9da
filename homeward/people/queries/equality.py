"""What is known of children's background: the last answers."""

from collections.abc import Collection
from dataclasses import dataclass

from homeward.people.models import (
    Child,
    EqualityAnswer,
)
from homeward.people.rules import (
    KNOWN_ETHNIC,
    REFUSED,
    About,
    Said,
    answer_in_words,
)


@dataclass(frozen=True)
class EqualityLine:
    """What stands about one thing. Without an `answer` the record may know it, from before anybody asked."""

    about: About
    answer: EqualityAnswer | None
    said: Said | None

    @property
    def in_words(self) -> str:
        if self.said is None:
            return "Not asked"
        one = self.said
        return answer_in_words(self.about, one.said, one.own_words, one.prefers_not)


def equality_of(child: Child) -> list[EqualityLine]:
    """One line for each thing that is asked."""
    last = last_answers([child.pk]).get(child.pk, {})
    return [_line(about, last.get(about), child) for about in About]


def _line(about: About, answer: EqualityAnswer | None, child: Child) -> EqualityLine:
    return EqualityLine(about, answer, said_of(about, answer, child))


def last_answers(child_ids: Collection[int]) -> dict[int, dict[str, EqualityAnswer]]:
    """What was said last of each child about each thing: one query."""
    found: dict[int, dict[str, EqualityAnswer]] = {}
    for answer in EqualityAnswer.objects.filter(child__in=child_ids).select_related("recorded_by"):
        found.setdefault(answer.child_id, {}).setdefault(answer.about, answer)
    return found


def said_of(about: About, answer: EqualityAnswer | None, child: Child) -> Said | None:
    """What stands: the last answer, else what the record held before anybody was asked; None where nobody asked."""
    if answer is not None:
        return Said(answer.said, answer.own_words, answer.prefers_not)
    if about == About.ETHNICITY and child.ethnicity == REFUSED:
        return Said(prefers_not=True)
    if about == About.ETHNICITY and child.ethnicity in KNOWN_ETHNIC:
        return Said(child.ethnicity)
    if about == About.LANGUAGE and child.language:
        return Said(child.language)
    if about == About.DISABILITY and child.disabled is not None:
        return Said("yes" if child.disabled else "no")
    return None
