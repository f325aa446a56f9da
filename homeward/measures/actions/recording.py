"""Writing down what was measured. Whoever works with the child and sees this part of the record may."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.measures import rules
from homeward.measures.models import Attendance, Sdq, ToolScore
from homeward.measures.queries import licence_on
from homeward.measures.rules import Answers, Informant, Scores, impact_score, scores_of
from homeward.partnership.models import Worker
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@dataclass(frozen=True)
class SdqFacts:
    """One form, with its scores as somebody worked them out on paper."""

    on: date
    informant: Informant
    scores: Scores
    who: str = ""

    def fields(self) -> dict[str, Any]:
        held = asdict(self.scores.with_total())
        return {"on": self.on, "informant": self.informant.value, "who": self.who, **held}


@dataclass(frozen=True)
class AnsweredSdq:
    """One form, answer by answer. `impact`: None where the second page was not filled in, empty where it says
    that there are no difficulties."""

    on: date
    informant: Informant
    answers: Answers
    impact: Answers | None = None
    who: str = ""

    @property
    def scores(self) -> Scores:
        return scores_of(self.answers, None if self.impact is None else impact_score(self.impact))

    def fields(self) -> dict[str, Any]:
        held = SdqFacts(self.on, self.informant, self.scores, self.who).fields()
        impact = None if self.impact is None else list(self.impact)
        return {**held, "answers": list(self.answers), "impact_answers": impact}


@dataclass(frozen=True)
class ToolScoreFacts:
    tool: str
    part: str
    on: date
    informant: str
    score: Decimal
    reading: str
    licence: str
    licence_holder: str
    held_by: str = ""

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class AttendanceFacts:
    """From the first day to the last, both included."""

    first_day: date
    last_day: date
    possible: int
    attended: int
    source: str

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@unlocked()
def record_sdq(child: Child, facts: SdqFacts | AnsweredSdq, *, by: Worker) -> Sdq:
    answer = may_see(child, Sdq.GROUP, by)
    may_be_sdq(child, facts)
    row = Sdq.objects.create(**of(child, by), **facts.fields())
    told(row, "wrote down an SDQ", facts.fields(), answer, by)
    return row


@unlocked()
def record_tool_score(child: Child, facts: ToolScoreFacts, *, by: Worker) -> ToolScore:
    answer = may_see(child, ToolScore.GROUP, by)
    require(rules.may_have_been(child.born, facts.on, localdate()))
    row = ToolScore.objects.create(**of(child, by), **facts.fields())
    told(row, "wrote down a score", facts.fields(), answer, by)
    return row


@unlocked()
def record_attendance(child: Child, facts: AttendanceFacts, *, by: Worker) -> Attendance:
    answer = may_see(child, Attendance.GROUP, by)
    may_be_attendance(child, facts)
    row = Attendance.objects.create(**of(child, by), **facts.fields())
    told(row, "wrote down attendance at school", facts.fields(), answer, by)
    return row


def may_see(child: Child, group: DataGroup, by: Worker) -> Answer:
    today = localdate()
    sight = entitled(by.on(today), child, today)
    require(sight.may_see())
    return require(sight.may_see(group))


def may_be_sdq(child: Child, facts: SdqFacts | AnsweredSdq) -> None:
    require(rules.may_have_been_answered(facts.informant, child.born, facts.on, localdate()))
    if isinstance(facts, AnsweredSdq):
        licence = licence_on(child.partnership_id, localdate())
        require(rules.may_enter_answers(licence.reference if licence else None))
        require(rules.may_be_scored(facts.scores))
    require(rules.may_be_scores(facts.scores, facts.informant))


def may_be_attendance(child: Child, facts: AttendanceFacts) -> None:
    require(
        rules.may_have_attended(
            facts.first_day,
            facts.last_day,
            facts.possible,
            facts.attended,
            child.born,
            localdate(),
        )
    )


def of(child: Child, by: Worker) -> dict[str, Any]:
    return {"partnership_id": child.partnership_id, "child": child, "recorded_by": by}


def told(
    row: Sdq | ToolScore | Attendance,
    what: str,
    fields: dict[str, Any],
    answer: Answer,
    by: Worker,
    **more: Any,
) -> None:
    trail.record(
        what,
        row,
        by=by,
        children=[row.child_id],
        because=answer.reason,
        changed={**fields, **more},
        on=row.day,
    )
