"""The edge of court: of one family, and of all the families that a worker sees."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.decisions.queries import deciders, who_decides
from homeward.family.models import FamilyGroup, GatewayDecision, PreProceedings, Proceedings
from homeward.family.queries.standing import (
    Before,
    InCourt,
    before_court,
    duty_of,
    in_court,
    meetings_held,
    offers_owed,
)
from homeward.family.rules import may_apply
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, WorkerOnDay, may_decide
from homeward.people.models import Child


@dataclass(frozen=True)
class Gate:
    """Who decides at the legal gateway today, and whether it is this worker."""

    arrangement: Arrangement | None
    names: list[str]
    is_mine: Answer

    @property
    def decides(self) -> str:
        return who_decides(self.arrangement)


def gate(partnership_id: int, worker: WorkerOnDay, today: date) -> Gate:
    line = Arrangement.objects.in_force(partnership_id, Function.LEGAL_GATEWAY, today)
    return Gate(line, deciders(line, today), may_decide(worker, Function.LEGAL_GATEWAY, line))


@dataclass(frozen=True)
class Court:
    """All of one family that leads to court. `offer`: how the offer of a meeting stands, with nothing written."""

    before: list[Before]
    issued: list[InCourt]
    waiting: GatewayDecision | None
    decided: list[GatewayDecision]
    duty: str
    offer: Answer

    @property
    def open(self) -> Before | None:
        return next((one for one in self.before if one.it.ended_on is None), None)

    @property
    def going_on(self) -> InCourt | None:
        return next((one for one in self.issued if one.it.ended_on is None), None)


def court_of(group: FamilyGroup) -> Court:
    today = localdate()
    gateways = group.gateways.select_related("asked_by", "decided_by")
    duty = duty_of(group.partnership_id)
    return Court(
        before_court(
            group.pre_proceedings.select_related("recorded_by").prefetch_related("letter_to__adult")
        ),
        in_court(group.proceedings.select_related("recorded_by", "explained_by")),
        gateways.filter(decided_at=None).first(),
        list(gateways.filter(decided_at__isnull=False).order_by("-decided_at")),
        duty.in_words(today),
        may_apply(duty, today, offers_owed(group, today), meetings_held(group), ""),
    )


@dataclass(frozen=True)
class Row:
    """A family at the edge of court, as the list shows it."""

    group: FamilyGroup
    children: list[Child]
    stage: str
    since: date
    next: str
    due: date | None
    late: bool


def _open(matters: QuerySet) -> QuerySet:
    return matters.filter(ended_on=None).select_related("group").prefetch_related("group__children")


def edge_of_court(worker: WorkerOnDay, today: date, most: int) -> list[Row]:
    """Families that wait at the gateway, are in pre-proceedings or in court: what is due first first. A number of
    queries that does not grow."""
    before = PreProceedings.objects.visible_to(worker, today)
    court = Proceedings.objects.visible_to(worker, today)
    waiting = GatewayDecision.objects.visible_to(worker, today).filter(decided_at=None)
    rows = [
        _row(one.it.group, "Pre-proceedings", one.it.letter_on, one.next_due, one.is_late)
        for one in before_court(_open(before).order_by("letter_on", "pk")[:most])
    ]
    rows += [
        _row(
            one.it.group,
            "In court",
            one.it.issued_on,
            ("End the proceedings", one.due) if one.due else None,
            one.is_late,
        )
        for one in in_court(_open(court).order_by("issued_on", "pk")[:most])
    ]
    asked = waiting.select_related("group").prefetch_related("group__children")
    rows += [
        _row(
            one.group,
            "At the legal gateway",
            localdate(one.asked_at),
            ("Decide", one.due),
            one.due < today,
        )
        for one in asked.order_by("due", "pk")[:most]
    ]
    rows.sort(key=lambda row: (row.due or date.max, row.group.pk))
    return rows[:most]


def _row(
    group: FamilyGroup, stage: str, since: date, due: tuple[str, date] | None, late: bool
) -> Row:
    children = sorted(group.children.all(), key=lambda child: (child.born, child.pk))
    return Row(group, children, stage, since, due[0] if due else "", due[1] if due else None, late)
