"""Scoring the Strengths and Difficulties Questionnaire (SDQ), by the numbers of its questions. Never their wording.

Source: sdqinfo.org, scoring sheet of 19 August 2014. Each of 25 questions is answered 0, 1 or 2; five are turned
round. A scale needs three of its five answers, and is filled up in proportion, halves rounded up. The total leaves
out the prosocial scale, and there is none where one of its four scales is missing. The questionnaire is copyright of
Youthinmind: an electronic form of it needs a licence (see `recording.may_enter_answers`).

The sheet says nothing of an impact page that was half answered, so that this has no score here. Which questions of
that page count, the form for answers says from memory of the sheet; how many, the sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Informant(StrEnum):
    """Who filled it in: each has a form of their own, and bands of their own."""

    PARENT = "parent"
    TEACHER = "teacher"
    SELF = "self"

    @property
    def label(self) -> str:
        return INFORMANTS[self]


INFORMANTS = {
    Informant.PARENT: "A parent or carer",
    Informant.TEACHER: "A teacher",
    Informant.SELF: "The child or young person",
}


class Scale(StrEnum):
    TOTAL = "total"
    EMOTIONAL = "emotional"
    CONDUCT = "conduct"
    HYPERACTIVITY = "hyperactivity"
    PEER = "peer"
    PROSOCIAL = "prosocial"
    IMPACT = "impact"
    EXTERNALISING = "externalising"
    INTERNALISING = "internalising"

    @property
    def label(self) -> str:
        return SCALES[self]


SCALES = {
    Scale.TOTAL: "Total difficulties",
    Scale.EMOTIONAL: "Emotional",
    Scale.CONDUCT: "Conduct",
    Scale.HYPERACTIVITY: "Hyperactivity",
    Scale.PEER: "Peers",
    Scale.PROSOCIAL: "Prosocial",
    Scale.IMPACT: "Impact",
    Scale.EXTERNALISING: "Externalising",
    Scale.INTERNALISING: "Internalising",
}
ITEMS = {
    Scale.EMOTIONAL: (3, 8, 13, 16, 24),
    Scale.CONDUCT: (5, 7, 12, 18, 22),
    Scale.HYPERACTIVITY: (2, 10, 15, 21, 25),
    Scale.PEER: (6, 11, 14, 19, 23),
    Scale.PROSOCIAL: (1, 4, 9, 17, 20),
}
QUESTIONS = 25
TURNED = frozenset({7, 11, 14, 21, 25})
DIFFICULTIES = (Scale.EMOTIONAL, Scale.CONDUCT, Scale.HYPERACTIVITY, Scale.PEER)
SUMS = {
    Scale.EXTERNALISING: (Scale.CONDUCT, Scale.HYPERACTIVITY),
    Scale.INTERNALISING: (Scale.EMOTIONAL, Scale.PEER),
}
ENOUGH = 3  # answers of the five of a scale
MOST_OF_SCALE, MOST_OF_SUM, MOST_OF_TOTAL = 10, 20, 40

# Which of the four boxes of an impact question is ticked, and what it counts.
IMPACT_POINTS = (0, 0, 1, 2)
IMPACT_QUESTIONS = {Informant.PARENT: 5, Informant.TEACHER: 3, Informant.SELF: 5}

Answers = Sequence[int | None]  # in order; None: not answered


@dataclass(frozen=True)
class Scores:
    """None: not known. A total may be typed without its scales."""

    emotional: int | None = None
    conduct: int | None = None
    hyperactivity: int | None = None
    peer: int | None = None
    prosocial: int | None = None
    impact: int | None = None
    total: int | None = None

    def of(self, scale: Scale) -> int | None:
        if scale in SUMS:
            return _sum(self.of(part) for part in SUMS[scale])
        return getattr(self, scale.value)  # type: ignore[no-any-return]

    @property
    def given(self) -> dict[Scale, int]:
        held = {scale: self.of(scale) for scale in Scale}
        return {scale: score for scale, score in held.items() if score is not None}

    def with_total(self) -> "Scores":
        """A total that was not typed, where all four scales were."""
        if self.total is not None:
            return self
        return replace(self, total=_sum(self.of(scale) for scale in DIFFICULTIES))


def most(scale: Scale, informant: Informant) -> int:
    if scale == Scale.IMPACT:
        return 2 * IMPACT_QUESTIONS[informant]
    if scale in SUMS:
        return MOST_OF_SUM
    return MOST_OF_TOTAL if scale == Scale.TOTAL else MOST_OF_SCALE


def scores_of(answers: Answers, impact: int | None = None) -> Scores:
    """`answers`: the 25 as they were ticked, 0 to 2."""
    by_number = dict(enumerate(answers, start=1))
    scales = {scale.value: scale_score(items, by_number) for scale, items in ITEMS.items()}
    return Scores(**scales, impact=impact).with_total()


def scale_score(items: Sequence[int], answers: Mapping[int, int | None]) -> int | None:
    points = [
        2 - answer if number in TURNED else answer
        for number in items
        if (answer := answers[number]) is not None
    ]
    if len(points) < ENOUGH:
        return None
    return half_up(len(items) * sum(points), len(points))


def impact_score(answers: Answers) -> int | None:
    """`answers`: which box of each question of the impact page, 0 to 3. No questions: no difficulties, so 0."""
    if any(answer is None for answer in answers):
        return None
    return sum(IMPACT_POINTS[answer] for answer in answers if answer is not None)


def half_up(points: int, of: int) -> int:
    """Divided and rounded, a half upwards: Python rounds a half to the even number."""
    return (2 * points + of) // (2 * of)


def _sum(scores: Iterable[int | None]) -> int | None:
    held = list(scores)
    known = [score for score in held if score is not None]
    return sum(known) if len(known) == len(held) else None
