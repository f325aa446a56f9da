"""Reads for the formal decisions of an episode of help."""

from dataclasses import dataclass
from datetime import date

from homeward.decisions.models import Decision
from homeward.decisions.queries import said_on
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, WorkerOnDay, may_decide
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import QUESTIONS


@dataclass(frozen=True)
class DecisionLine:
    decision: Decision
    line: str  # who decides, or what was decided, in one line


def decision_lines(episode: EpisodeOfHelp, worker: WorkerOnDay, today: date) -> list[DecisionLine]:
    register = register_today(episode.partnership_id, today)
    decisions = (
        Decision.objects.filter(safety__episode=episode)
        .select_related("signed_by", "outcome", "prepared_by")
        .order_by("-prepared_at")
    )
    lines = []
    for decision in decisions:
        if decision.signed_at and decision.outcome:
            line = f"{decision.signed_by} decided on {said_on(decision.signed_at)}: {decision.outcome.what}"
        else:
            line = who_decides(worker, Function(decision.function), register)
        lines.append(DecisionLine(decision, line))
    return lines


def register_today(partnership_id: int, today: date) -> dict[str, Arrangement]:
    in_force = Arrangement.objects.filter(partnership_id=partnership_id, period__contains=today)
    return {arrangement.function: arrangement for arrangement in in_force}


def who_decides(worker: WorkerOnDay, function: Function, register: dict[str, Arrangement]) -> str:
    answer = may_decide(worker, function, register.get(function))
    reason = f"{answer.reason[:1].upper()}{answer.reason[1:]}"
    return f"Yours to decide: {answer.reason}" if answer else f"{reason}. You can prepare it"


def questions(partnership_id: int, worker: WorkerOnDay, today: date) -> list[tuple[str, str, str]]:
    """The questions that a family's record can ask, each with who decides it today."""
    register = register_today(partnership_id, today)
    return [
        (function.value, question, f"{who_decides(worker, function, register)}.")
        for function, (question, _options) in QUESTIONS.items()
    ]
