"""Putting right what was written down by mistake: what was there stays, with what follows it and why."""

from typing import Any, TypeVar

from django.utils.timezone import localdate, now

from homeward.access.guard import Overtaken, require
from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.measures import rules
from homeward.measures.actions.recording import (
    AnsweredSdq,
    AttendanceFacts,
    SdqFacts,
    ToolScoreFacts,
    may_be_attendance,
    may_be_sdq,
    may_see,
    of,
    told,
)
from homeward.measures.models import Attendance, Sdq, ToolScore
from homeward.partnership.models import Worker
from homeward.trail import actions as trail


Row = TypeVar("Row", Sdq, ToolScore, Attendance)


@unlocked()
def correct_sdq(sdq: Sdq, facts: SdqFacts | AnsweredSdq, *, because: str, by: Worker) -> Sdq:
    wrong, answer = _current(sdq, by)
    may_be_sdq(wrong.child, facts)
    row = Sdq.objects.create(**_follows(wrong, because, by), **facts.fields())
    told(row, "corrected an SDQ", facts.fields(), answer, by, reasons=because)
    return row


@unlocked()
def correct_tool_score(
    score: ToolScore, facts: ToolScoreFacts, *, because: str, by: Worker
) -> ToolScore:
    wrong, answer = _current(score, by)
    require(rules.may_have_been(wrong.child.born, facts.on, localdate()))
    row = ToolScore.objects.create(**_follows(wrong, because, by), **facts.fields())
    told(row, "corrected a score", facts.fields(), answer, by, reasons=because)
    return row


@unlocked()
def correct_attendance(
    attendance: Attendance, facts: AttendanceFacts, *, because: str, by: Worker
) -> Attendance:
    wrong, answer = _current(attendance, by)
    may_be_attendance(wrong.child, facts)
    row = Attendance.objects.create(**_follows(wrong, because, by), **facts.fields())
    told(row, "corrected attendance at school", facts.fields(), answer, by, reasons=because)
    return row


@unlocked()
def take_out(measure: Row, *, because: str, by: Worker) -> Row:
    """It should never have been in this record, as when it is another child's."""
    row, answer = _current(measure, by)
    row.taken_out_at, row.taken_out_by, row.taken_out_because = now(), by, because
    row.save(update_fields=["taken_out_at", "taken_out_by", "taken_out_because"])
    trail.record(
        "took a measure out of the record",
        row,
        by=by,
        children=[row.child_id],
        because=answer.reason,
        changed={"reasons": because},
    )
    return row


def _current(measure: Row, by: Worker) -> tuple[Row, Answer]:
    """The row under its lock, if nobody has put it right since."""
    rows = type(measure)._default_manager.select_for_update(of=("self",))
    row = rows.select_related("child").get(pk=measure.pk)
    answer = may_see(row.child, row.GROUP, by)
    if not (current := rules.may_be_corrected(row.is_current)):
        raise Overtaken(current)
    return row, answer


def _follows(wrong: Sdq | ToolScore | Attendance, because: str, by: Worker) -> dict[str, Any]:
    return {**of(wrong.child, by), "corrects": wrong, "corrected_because": because}
