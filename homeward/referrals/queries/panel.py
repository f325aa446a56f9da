"""Reads for the pages of the panel: its sittings, and one family at one sitting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.clocks.rules import age_on
from homeward.decisions.rules import may_sign
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import OrganisationKind, WorkerOnDay
from homeward.referrals import rules
from homeward.referrals.models import AgendaItem, PanelTerms, Sitting
from homeward.referrals.rules import Seat


def sittings(worker: WorkerOnDay, day: date) -> QuerySet[Sitting]:
    """The sittings of the worker's teams: those to come first, the next one on top."""
    return (
        Sitting.objects.visible_to(worker, day)
        .select_related("team", "chair")
        .order_by(
            Case(
                When(held_on__gte=day, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
            Case(When(held_on__gte=day, then=F("held_on")), output_field=DateField()),
            "-held_on",
        )
    )


@dataclass(frozen=True)
class Counted:
    """How many families a sitting has, and about how many it has decided."""

    families: int = 0
    decided: int = 0

    @property
    def in_words(self) -> str:
        return f"{self.families} ({self.decided} decided)"


def counted(shown: Iterable[Sitting]) -> dict[int, Counted]:
    """For each sitting that is shown: also families whose record is sealed, or whose help has ended."""
    items = AgendaItem.objects.filter(sitting__in=[sitting.pk for sitting in shown]).order_by()
    rows = items.values_list("sitting").annotate(Count("pk"), Count("decision__signed_at"))
    with unlocked():
        found = {pk: Counted(families, decided) for pk, families, decided in rows}
    return defaultdict(Counted, found)


def coming_sittings(team_id: int, worker: WorkerOnDay, day: date) -> list[Sitting]:
    coming = Sitting.objects.visible_to(worker, day).filter(team_id=team_id, held_on__gte=day)
    return list(coming.select_related("chair"))


def agenda(sitting: Sitting, worker: WorkerOnDay, day: date) -> QuerySet[AgendaItem]:
    """A sitting's agenda, in the order in which the families were put on it."""
    return (
        AgendaItem.objects.visible_to(worker, day)
        .filter(sitting=sitting)
        .select_related("decision", "decision__outcome", "decision__signed_by", "referral")
        .prefetch_related("referral__children")
        .order_by("id")
    )


@dataclass(frozen=True)
class Signing:
    """Whether this worker may sign an item now, under which line of the register, and what lacks."""

    answer: Answer
    arrangement: Arrangement | None
    lacks: list[str]
    law: str
    declare_first: bool  # only this worker's own declaration is wanting


def seats(item: AgendaItem) -> list[Seat]:
    """The members of the sitting as they stand for this family."""
    declared = dict(item.interests.values_list("worker_id", "then"))
    return [
        Seat(
            worker_id=member.worker_id,
            name=member.worker.name,
            employer=OrganisationKind(member.employer.kind),
            present=member.present,
            declared=declared.get(member.worker_id),
        )
        for member in item.sitting.members.select_related("worker", "employer")
    ]


def declared_by(item: AgendaItem, worker_id: int) -> str | None:
    """What a worker declared for this family, if anything. It stays when they are no longer named to sit."""
    return item.interests.filter(worker_id=worker_id).values_list("then", flat=True).first()


def is_recused(item: AgendaItem, worker_id: int) -> bool:
    return declared_by(item, worker_id) in rules.RECUSING


def terms_of(item: AgendaItem) -> PanelTerms:
    """What was agreed for the panel on the day that it sits."""
    terms: PanelTerms = PanelTerms.objects.in_force(item.sitting.team, item.sitting.held_on)
    return terms


def may_sign_item(item: AgendaItem, worker_id: int) -> Answer:
    """Of those who may lawfully decide: does this worker chair the family, without an interest, and has
    the panel its quorum?"""
    sat = seats(item)
    chairs = rules.chairing(sat, item.sitting.chair_id, item.deputy_id)
    declared = declared_by(item, worker_id)
    if declared in rules.RECUSING or worker_id == chairs:
        part = rules.may_take_part(declared)
        if not part:
            return part
    chair = rules.may_sign_as_chair(worker_id, sat, chairs)
    return chair and rules.quorum(terms_of(item).terms, sat, chairs)


def signing(item: AgendaItem, worker: WorkerOnDay, day: date) -> Signing:
    decision = item.decision
    arrangement = Arrangement.objects.in_force(item.partnership_id, decision.function, day)
    lacks = decision.lacks()
    answer = may_sign(worker, decision, arrangement, lacks)
    declare_first = False
    if answer:
        own = rules.seat_of(seats(item), worker.worker_id)
        part = may_sign_item(item, worker.worker_id)
        declare_first = not part and own is not None and own.declared is None
        answer = answer if part else part
    under = f"{arrangement.in_words}. " if arrangement else ""
    law = f"{under[:1].upper()}{under[1:]}{decision.law}."
    return Signing(answer, arrangement, lacks, law, declare_first)


def not_declared(item: AgendaItem) -> list[str]:
    """Who of the members that are here, or may come, has not said yet whether they have an interest."""
    if item.decision.signed_at:
        return []  # the panel has decided: nobody can declare any more
    sat = [seat for seat in seats(item) if seat.present is not False and seat.declared is None]
    return sorted(seat.name for seat in sat)


def papers(item: AgendaItem) -> dict[str, Any]:
    """The papers as they were frozen, with their dates read and each child's age on that day."""
    frozen_on = localdate(item.frozen_at)
    held = item.papers
    children = [
        {**child, "age": age_on(frozen_on, date.fromisoformat(child["born"]))}
        for child in held["children"]
    ]
    began = held.get("today") or {}  # papers of before this was kept have none
    if began:
        began = {**began, "began_on": date.fromisoformat(began["began_on"])}
    sent_at = datetime.fromisoformat(held["sent_at"])
    return {**held, "sent_at": sent_at, "children": children, "today": began}
