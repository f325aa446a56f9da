"""What became of the children who were referred to a service, on the base of all whom it took on.

Intention to treat: the clock starts on the day the service took the child on, and nobody leaves the base
for ending early, for dying, or for not being heard of again. What the record does not know is counted as
not known, never as well. There is no comparison group, so nothing here says what the service caused.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from homeward.analysis.proportions import Proportion
from homeward.clocks.rules import months_after


MONTHS = (3, 6, 12)
SAFETY_MONTHS = 6


class Path(StrEnum):
    """How far a referred child came."""

    TAKEN_ON = "taken on"
    NOT_AGREED = "not agreed by the panel"
    NOT_ELIGIBLE = "not eligible"
    FAMILY_DECLINED = "the family declined"
    NO_CAPACITY = "no capacity"
    REDIRECTED = "redirected to other help"
    WAITING = "still being screened or waiting for the panel"


class Ending(StrEnum):
    STILL = "still with us"
    COMPLETED = "completed"
    EARLY = "ended early"


class Safety(StrEnum):
    """What is always shown beside how many children are in care."""

    REFERRED_AGAIN = "Referred again"
    PROTECTION_PLAN = "Child protection plan started"
    MISSING = "Went missing at least once"
    HURT = "Hospital or police because of harm"
    FEELS_SAFE = "Says “I feel safe where I live”"
    RE_ENTERED = "Came back into care after returning home"
    DIED = "Died"


@dataclass(frozen=True)
class Span:
    """In care from `start` until, not on, `end`; `end` is None while it lasts."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class CohortChild:
    """One child, counted once, and the days that matter. No name and no number."""

    referred_on: date
    path: Path
    taken_on: date | None = None
    ending: Ending = Ending.STILL
    in_care: tuple[Span, ...] = ()
    # The last day of which the record knows whether the child was in care.
    known_until: date = date.min
    events: Mapping[Safety, tuple[date, ...]] = field(default_factory=dict)
    # What the child answered when asked, by day: feels safe or not.
    feels_safe: tuple[tuple[date, bool], ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)

    def in_care_on(self, day: date) -> bool | None:
        """None when the record does not know."""
        if any(span.holds(day) for span in self.in_care):
            return True
        return False if day <= self.known_until else None


@dataclass(frozen=True)
class InCareAfter:
    """Of the children taken on at least so many months ago: how many were in care that day."""

    months: int
    base: int
    in_care: int
    not_known: int

    @property
    def of_known(self) -> Proportion:
        return Proportion(self.in_care, self.base - self.not_known)

    @property
    def at_least(self) -> Proportion:
        """If none of those not known was in care."""
        return Proportion(self.in_care, self.base)

    @property
    def at_most(self) -> Proportion:
        """If all of those not known were in care."""
        return Proportion(self.in_care + self.not_known, self.base)


@dataclass(frozen=True)
class SafetyMeasure:
    """How many of those it could happen to, within six months; None, and why, when nobody knows."""

    what: Safety
    found: Proportion | None
    not_known_because: str = ""


class Unpaired(ValueError):
    """Care counts were to be shown without the safety measures that belong to them."""


@dataclass(frozen=True)
class ServiceFigures:
    """The figures of a service. They cannot be made, so not shown or exported, with a care count and
    without every safety measure: raises Unpaired, naming what is missing."""

    paths: Mapping[Path, int]
    endings: Mapping[Ending, int]
    in_care: tuple[InCareAfter, ...]
    safety: tuple[SafetyMeasure, ...]

    def __post_init__(self) -> None:
        missing = set(Safety) - {measure.what for measure in self.safety}
        if self.in_care and missing:
            raise Unpaired(
                "How many children are in care is not shown without how safe they were. Missing: "
                + "; ".join(sorted(missing))
            )

    @property
    def referred(self) -> int:
        return sum(self.paths.values())

    @property
    def taken_on(self) -> Proportion:
        return Proportion(self.paths.get(Path.TAKEN_ON, 0), self.referred)


def figures(children: Iterable[CohortChild], today: date) -> ServiceFigures:
    """The figures on a day."""
    children = list(children)
    taken = [child for child in children if child.taken_on]
    paths, endings = Counter(c.path for c in children), Counter(c.ending for c in taken)
    return ServiceFigures(
        paths={path: paths[path] for path in Path},
        endings={ending: endings[ending] for ending in Ending},
        in_care=tuple(in_care_after(taken, months, today) for months in MONTHS),
        safety=tuple(_measured(what, taken, today) for what in Safety),
    )


def in_care_after(taken: Iterable[CohortChild], months: int, today: date) -> InCareAfter:
    then = [
        child.in_care_on(day)
        for child in taken
        if child.taken_on and (day := months_after(child.taken_on, months)) <= today
    ]
    return InCareAfter(months, len(then), then.count(True), then.count(None))


def by_group(children: Iterable[CohortChild], group: str) -> dict[str, tuple[CohortChild, ...]]:
    """The children by what they have in common, in the order of the names."""
    held: dict[str, list[CohortChild]] = {}
    for child in children:
        held.setdefault(child.groups.get(group, "not known"), []).append(child)
    return {name: tuple(held[name]) for name in sorted(held)}


def _measured(what: Safety, taken: list[CohortChild], today: date) -> SafetyMeasure:
    """Within six months of being taken on, of those taken on at least six months ago."""
    base = [child for child in taken if _end(child) <= today]
    count: Callable[[CohortChild], bool | None] = {
        Safety.FEELS_SAFE: _feels_safe,
        Safety.RE_ENTERED: _re_entered,
    }.get(what, lambda child: any(_within(child, day) for day in child.events.get(what, ())))
    answers = [answer for child in base if (answer := count(child)) is not None]
    if not answers:
        why = NOBODY.get(what, "nobody was taken on six months ago or earlier")
        return SafetyMeasure(what, None, why)
    return SafetyMeasure(what, Proportion(answers.count(True), len(answers)))


NOBODY = {
    Safety.FEELS_SAFE: "nobody was asked",
    Safety.RE_ENTERED: "nobody returned home from care",
}


def _end(child: CohortChild) -> date:
    return months_after(child.taken_on, SAFETY_MONTHS) if child.taken_on else date.max


def _within(child: CohortChild, day: date) -> bool:
    return child.taken_on is not None and child.taken_on <= day <= _end(child)


def _feels_safe(child: CohortChild) -> bool | None:
    """What the child last answered within the six months; None when not asked."""
    asked = [answer for day, answer in sorted(child.feels_safe) if _within(child, day)]
    return asked[-1] if asked else None


def _re_entered(child: CohortChild) -> bool | None:
    """Whether the child who came home within the six months went back; None who did not come home."""
    home = [span.end for span in child.in_care if span.end and _within(child, span.end)]
    if not home:
        return None
    return any(_within(child, span.start) and span.start >= min(home) for span in child.in_care)
