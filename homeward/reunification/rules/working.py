"""Working towards home: what must change, the agreement, the steps home, and the crisis plan.

The order of the steps (time together, nights, a longer stay, home) is practice; the partnership may go another way,
so only what a decision permits is gated: steps when it is decided to work towards home, the day itself when the
return is decided. What happened is recorded, planned or not.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.reunification.rules.stages import Facts, Question


if TYPE_CHECKING:
    from collections.abc import Sequence


class Light(StrEnum):
    """How near a thing that must change is. Always said in a word as well as in a colour."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"

    @property
    def says(self) -> str:
        return {
            Light.RED: "Not changing yet",
            Light.AMBER: "Changing, not there yet",
            Light.GREEN: "Changed, and it lasts",
        }[self]

    @property
    def tag(self) -> str:
        return {Light.RED: "late", Light.AMBER: "soon", Light.GREEN: "good"}[self]


class StepKind(StrEnum):
    TIME = "time together"
    NIGHT = "a night at home"
    TRIAL = "a longer stay, to try"
    HOME = "going home"

    @property
    def label(self) -> str:
        return self.value[:1].upper() + self.value[1:]


class Went(StrEnum):
    WELL = "well"
    MIXED = "partly well"
    BADLY = "not well"
    NOT_AT_ALL = "did not happen"

    @property
    def label(self) -> str:
        return self.value[:1].upper() + self.value[1:]


def may_plan_step(facts: Facts, kind: StepKind, on: date, today: date) -> Answer:
    if on < today:
        return refuse(
            "that day is over", "If it took place, write down what happened without a plan."
        )
    if facts.is_home:
        return refuse("the child is at home already")
    if kind != StepKind.HOME:
        if facts.yes(Question.WORK_TOWARDS):
            return allow("it is decided to work towards home")
        return refuse(
            "it is not decided yet to work towards home",
            "Ask for that decision first. What has taken place can be written down at once.",
        )
    return may_plan_the_day(facts)


def may_plan_the_day(facts: Facts) -> Answer:
    if not facts.yes(Question.RETURN):
        return refuse("it is not decided that the child goes home", "Ask for that decision first.")
    if not facts.return_stands:
        return refuse(
            "it was judged since to be of one of the two highest classes",
            "It has to be decided again.",
        )
    if not facts.has_crisis_plan:
        return refuse(
            "there is no crisis plan yet",
            "Write first who helps at night, and who can have the child.",
        )
    return allow("it is decided that the child goes home")


def may_write_agreement(goals: "Sequence[object]") -> Answer:
    if not goals:
        return refuse(
            "nothing is written down yet that must change",
            "Write that first, in the parents’ own words.",
        )
    return allow("what must change is written down")


def may_end_factor(*, ended: bool) -> Answer:
    if ended:
        return refuse("it is written down already that this is no longer so")
    return allow("it is told with how it is known")


def may_drop_goal(*, dropped: bool) -> Answer:
    if dropped:
        return refuse("it was taken out already")
    return allow("what must change can be agreed anew")


def may_tell_step(*, told: bool) -> Answer:
    if told:
        return refuse("what came of it is written down already")
    return allow("what happened is recorded by whoever knows it")
