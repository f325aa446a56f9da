"""What was already told about a child, as far as this worker may read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.access.rules import Answer
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.voice.models import AlreadyTold, AskedAgain
from homeward.voice.rules.retelling import may_read_fact


SHOWN = 50


@dataclass(frozen=True)
class Fact:
    told: AlreadyTold
    may_read: Answer
    again: list[AskedAgain]


def facts_about(children: Iterable[Child], worker: WorkerOnDay) -> list[Fact]:
    """For who sees these children. Two queries, however many."""
    told = AlreadyTold.objects.filter(child__in=list(children))
    told = told.select_related("child", "team", "recorded_by")
    asked = told.prefetch_related("asked_again__asked_by")[:SHOWN]
    return [
        Fact(one, may_read_fact(worker, one.allowed, one.team_id), list(one.asked_again.all()))
        for one in asked
    ]
