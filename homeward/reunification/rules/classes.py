"""How safe a return home is judged to be: four classes, a professional's judgement of three inputs.

Source: DOMAIN 2.2 (Ward, Brown and others). The class is what somebody judges and signs; software counts the three
inputs and says where they point elsewhere, and decides nothing. What the classes are called differs from place to
place (DOMAIN 2.1), so the words are the partnership's own, by date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class Level(StrEnum):
    """The value is the code under which it is kept; what people call it is configured."""

    SEVERE = "severe"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


HIGHEST = frozenset({Level.SEVERE, Level.HIGH})
FIRST_WORDS: Mapping[Level, str] = {
    Level.SEVERE: "Severe",
    Level.HIGH: "High",
    Level.MEDIUM: "Medium",
    Level.LOW: "Low",
}
# What a class means and what it lets follow, in our own words.
MEANS: Mapping[Level, str] = {
    Level.SEVERE: "What could harm the child is there, and nothing yet that protects or shows change. No return",
    Level.HIGH: "Something protects the child, and nothing shows yet that it can change. No return unless that "
    "changes; it can be worked towards, and judged again",
    Level.MEDIUM: "What could harm is still there, something protects, and change is shown. A return is possible, "
    "with a plan, support and somebody who looks",
    Level.LOW: "What could harm is gone or nearly so, and something protects. A return",
}


class Kind(StrEnum):
    """The three inputs."""

    RISK = "risk"
    PROTECTS = "protects"
    CHANGE = "change"

    @property
    def heading(self) -> str:
        return {
            Kind.RISK: "What could harm the child at home",
            Kind.PROTECTS: "What protects the child",
            Kind.CHANGE: "What shows that parents can change, and have",
        }[self]


@dataclass(frozen=True)
class Inputs:
    """How many of each there are that hold today."""

    risks: int
    protects: int
    changes: int

    @property
    def any(self) -> bool:
        return bool(self.risks or self.protects or self.changes)

    @property
    def in_words(self) -> str:
        return f"{self.risks} that could harm, {self.protects} that protect, {self.changes} that show change"


def points_to(inputs: Inputs) -> Level | None:
    """The row of the table into which they fall; None where they fall into none."""
    if inputs.risks == 0:
        return Level.LOW if inputs.protects else None
    if inputs.protects == 0:
        return None if inputs.changes else Level.SEVERE
    return Level.MEDIUM if inputs.changes else Level.HIGH


def mismatch(level: Level, inputs: Inputs, words: Mapping[Level, str] = FIRST_WORDS) -> str:
    """What to say where the judgement and the inputs differ; empty where they do not."""
    pointed = points_to(inputs)
    if pointed == level:
        return ""
    if pointed is None:
        return f"What is written down ({inputs.in_words}) fits none of the four classes. Is something missing?"
    return (
        f"What is written down ({inputs.in_words}) points to “{words[pointed]}”, and it was judged “{words[level]}”. "
        "That can be right: the reasons say why"
    )


def may_add_factor(what: str, evidence: str) -> Answer:
    if not what.strip() or not evidence.strip():
        return refuse(
            "nothing is written down without how it is known",
            "Write what was seen or said, when and by whom.",
        )
    return allow("it is told with how it is known")


def may_classify(inputs: Inputs, *, assessed: bool, reasons: str) -> Answer:
    """No class without what it rests on."""
    if not inputs.any:
        return refuse(
            "nothing is written down yet that could harm or protect the child, or shows change",
            "Add what you know first, each with how you know it.",
        )
    if not assessed:
        return refuse("the assessment is not written yet", "Write it first: four short answers.")
    if not reasons.strip():
        return refuse("nobody has said why it is judged so", "Write the reasons.")
    return allow("what it rests on is written down")


@dataclass(frozen=True)
class Class:
    """A class that somebody judged, whether the council signed it off, and whether it was overridden."""

    level: Level
    judged_at: datetime
    signed_off_at: datetime | None = None
    overridden: bool = False

    @property
    def stands_in_the_way(self) -> bool:
        return self.level in HIGHEST and not self.overridden


def may_sign_off(
    worker: "WorkerOnDay", *, judged_by: int, is_last: bool, signed: bool, lawful: Answer
) -> Answer:
    """By the council's own (`lawful`: what the register says), and not by whoever judged it."""
    if signed:
        return refuse("it is signed off already")
    if not is_last:
        return refuse("it was judged again since", "Sign off the last one.")
    if not lawful:
        return lawful
    if worker.worker_id == judged_by:
        return refuse(
            "you judged it, and another of the council signs it off",
            "Ask another manager of the council.",
        )
    return lawful


def may_override(
    level: Level, *, is_last: bool, signed: bool, overridden: bool, lawful: Answer
) -> Answer:
    if level not in HIGHEST:
        return refuse("nothing stands in the way of a return at this class")
    if not is_last:
        return refuse("it was judged again since", "Look at the last one.")
    if not signed:
        return refuse("it is not signed off yet", "A manager of the council signs it off first.")
    if overridden:
        return refuse("it is overridden already")
    return lawful


def may_decide_return(last: Class | None, *, since: datetime | None, label: str) -> Answer:
    """Whether a return may be decided now, as it was judged. `since`: when the work towards home began, or the
    child came home: a judgement before that is none of what there is now. `label`: what the class is called."""
    if last is None:
        return refuse("nobody has judged yet how safe it would be", "Judge it first.")
    if since is not None and last.judged_at < since:
        return refuse(
            "how safe it would be was judged before the work began, and not since",
            "Judge it again, with what has changed.",
        )
    if last.signed_off_at is None:
        return refuse(
            "the council has not signed off how safe it is judged to be",
            "A manager of the council does, on the return plan.",
        )
    if last.stands_in_the_way:
        return refuse(
            f"it is judged “{label}”, one of the two highest classes",
            "A named officer of the council may override it, with the reason, on the return plan.",
        )
    if last.level in HIGHEST:
        return allow(f"it is judged “{label}”, and a named officer of the council overrode it")
    return allow(f"it is judged “{label}”, and the council signed that off")


def may_call(labels: Mapping[Level, str]) -> Answer:
    """Four different words."""
    said = {word.strip().casefold() for word in labels.values()}
    if "" in said or len(said) < len(Level):
        return refuse("two classes cannot be called the same", "Choose four different words.")
    return allow("each has its word")


def number_of(
    judged_at: datetime, judged_on: date, work_at: datetime | None, home_on: date | None
) -> int:
    """The first is before the work towards home, the second within it, the third after coming home."""
    if home_on is not None and judged_on >= home_on:
        return 3
    return 2 if work_at is not None and judged_at >= work_at else 1
