"""Every time limit that the law, guidance or practice sets the service: one place. Which of them tasks and pages
run by says `limits.rules.WATCHED`.

They stand in `limits.toml` beside this package, with their dates, their sources and worked examples. What a
partnership has agreed beside them never gives longer than the law does.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from homeward.clocks.rules.limits import Limit, Unit


class Duty(StrEnum):
    """What is to be done. The value is the code under which it is kept."""

    REFERRAL_DECISION = "referral decision"
    ASSESSMENT = "assessment"
    PROTECTION_CONFERENCE = "child protection conference"
    CORE_GROUP = "core group"
    PROTECTION_REVIEW_FIRST = "first child protection review"
    PROTECTION_REVIEW = "child protection review"
    NEED_PLAN_REVIEW = "review of a plan for a child in need"
    CARE_PLAN = "care plan"
    PLACEMENT_PLAN = "placement plan"
    PLACEMENT_NOTICE = "notice of a placement"
    CARE_REVIEW_FIRST = "first review"
    CARE_REVIEW_SECOND = "second review"
    CARE_REVIEW = "later review"
    VISIT_FIRST = "first visit"
    VISIT_FIRST_YEAR = "visit in the first year"
    VISIT_LATER = "visit in a later year"
    VISIT_TO_EIGHTEEN = "visit in a placement to 18"
    VISIT_LONG_TERM = "visit in long-term foster care"
    VISIT_PARENT_UNASSESSED = "visit with a parent before the assessment"
    VISIT_CONNECTED = "visit with a connected person before the first review"
    VISIT_CONNECTED_LATER = "visit with a connected person after the first review"
    VISIT_ORDER_HOME_FIRST = "first visit at home under a care order"
    VISIT_ORDER_HOME = "visit at home under a care order"
    HEALTH_ASSESSMENT = "first health assessment"
    HEALTH_REVIEW_UNDER_FIVE = "health review under five"
    HEALTH_REVIEW = "health review from five"
    EDUCATION_PLAN_BEGUN = "education plan begun"
    EDUCATION_PLAN = "education plan"
    REVIEW_DECISIONS = "decisions of a review"
    REVIEW_RECORD = "record of a review"
    REVIEW_RECORD_SENT = "record of a review sent"
    RETURN_INTERVIEW = "return interview"
    PROCEEDINGS_MEETING = "meeting before proceedings"
    PRE_PROCEEDINGS = "pre-proceedings"
    PROCEEDINGS = "care proceedings"
    PATHWAY_REVIEW = "review of a pathway plan"
    ADVISER_VISIT_MOVED = "adviser's visit after a move"
    ADVISER_VISIT = "adviser's visit"
    SERIOUS_INCIDENT_NOTICE = "notice of a serious incident"
    RAPID_REVIEW = "rapid review"
    LOOK_BACK = "looking back at help today"
    DECISION_TOLD = "decision told"
    HOME_VISIT_FIRST = "visit in the first month at home"
    HOME_VISIT_NEXT = "visit in the first three months at home"
    HOME_VISIT_LATER = "visit later at home"

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.name.lower().replace("_", "-")


class Sure(StrEnum):
    """How sure it is that the source says so."""

    PUBLISHED = "published"
    RECALLED = "recalled"
    PRACTICE = "practice"

    @property
    def in_words(self) -> str:
        return {
            Sure.PUBLISHED: "read where it is published",
            Sure.RECALLED: "from the source named, not read there again",
            Sure.PRACTICE: "set by no law: to be agreed locally",
        }[self]


@dataclass(frozen=True)
class Example:
    """It began then, so this is the last day; of a limit in hours, the moment. In local time."""

    why: str
    began: datetime
    due: date | datetime


@dataclass(frozen=True)
class TimeLimit:
    """What is to be done and since when it runs, in words. In force from `start` up to, not including, `end`."""

    duty: Duty
    does: str
    runs_from: str
    limit: Limit
    source: str
    sure: Sure
    start: date
    end: date | None
    examples: tuple[Example, ...]

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def _read(held: dict[str, Any]) -> TimeLimit:
    return TimeLimit(
        duty=Duty(held["duty"]),
        does=held["does"],
        runs_from=held["runs_from"],
        limit=Limit(held["count"], Unit(held["unit"])),
        source=held["source"],
        sure=Sure(held["sure"]),
        start=held["start"],
        end=held.get("end"),
        examples=tuple(Example(**example) for example in held["examples"]),
    )


FILE = Path(__file__).parent.parent / "limits.toml"
LIMITS = tuple(_read(held) for held in tomllib.loads(FILE.read_text(encoding="utf-8"))["limit"])


def in_force(duty: Duty, day: date, limits: Iterable[TimeLimit] = LIMITS) -> TimeLimit | None:
    """The limit for what began that day; None where there was none yet, or is none any more."""
    return next((one for one in limits if one.duty == duty and one.holds_on(day)), None)
