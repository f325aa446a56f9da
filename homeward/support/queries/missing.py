"""Who is missing now, and how far the interview after each return has come.

Being missing is never stored: it follows from what happened. All of it is of the group of data that keeps a
child safe, so only of children of whom the worker sees that: of others the second lock may show what this
worker wrote and not what came after, and a child long found would stand as missing.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime, make_aware

from homeward.clocks.rules import Due, Duty, Standing, standing
from homeward.limits.queries import limits_of
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.models import Happening, InterviewOffer, ReturnInterview
from homeward.support.rules import MISSING_KINDS, Event, Happened, Said, State


LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Missing:
    """A child who is missing, since when."""

    child: Child
    since: Event


def missing_of(child: Child) -> Missing | None:
    """For who sees what keeps this child safe. One query."""
    since = rules.missing_since(_events(Happening.objects.filter(child=child)).get(child.pk, []))
    return Missing(child, since) if since else None


def missing_children(worker: WorkerOnDay, today: date) -> list[Missing]:
    """Those with whom this worker works, who went first first. Two queries, whoever is missing."""
    last = Happening.objects.filter(
        kind=Happened.FOUND, child=OuterRef("child"), on__gt=OuterRef("on")
    )
    # Found on the day itself or never: the rule looks at the rest.
    gone = Happening.objects.filter(~Exists(last), kind=Happened.WENT_MISSING)
    held = _events(
        Happening.objects.filter(child__in=gone.values("child"), child_id__in=_safe(worker, today))
    )
    since = {pk: rules.missing_since(events) for pk, events in held.items()}
    missing = [pk for pk, event in since.items() if event]
    if not missing:
        return []
    found = [
        Missing(child, event)
        for child in Child.objects.listed_to(worker, today)
        .filter(pk__in=missing)
        .select_related("partnership")
        if (event := since[child.pk])
    ]
    return sorted(found, key=lambda one: (one.since.on, one.since.at or time(), one.child.pk))


def _safe(worker: WorkerOnDay, today: date) -> QuerySet[Child]:
    """Those of whom this worker sees what keeps them safe."""
    return Child.objects.visible_to(worker, today, DataGroup.SAFETY).values("pk")


def _events(happenings: QuerySet[Happening]) -> dict[int, list[Event]]:
    held: dict[int, list[Event]] = defaultdict(list)
    rows = happenings.filter(kind__in=MISSING_KINDS).order_by("on", "pk")
    for child_id, kind, on, at, pk in rows.values_list("child_id", "kind", "on", "at", "pk"):
        held[child_id].append(Event(kind, on, at, pk))
    return held


DEATHS = Happening.objects.filter(child=OuterRef("child"), kind=Happened.DIED)


@dataclass(frozen=True)
class Interview:
    """The interview after one return."""

    found: Happening
    offers: list[InterviewOffer]
    written: list[ReturnInterview]  # the talk, and why there was none
    due: Due | None
    now: datetime
    died: bool = False  # nobody is asked any more to talk with the child

    @property
    def talk(self) -> ReturnInterview | None:
        return next((one for one in self.written if one.held_on), None)

    @property
    def not_held(self) -> list[ReturnInterview]:
        return [one for one in self.written if not one.held_on]

    @property
    def state(self) -> State:
        """By what was written down last: who said no may have said yes since."""
        rows = sorted([*self.offers, *self.written], key=lambda one: one.recorded_at)
        return rules.state([one.leads_to for one in rows], died=self.died)

    @property
    def offered_at(self) -> datetime | None:
        """When it was offered first; who was talked with without an offer was offered it that day."""
        if self.offers:
            return self.offers[0].local
        talk = self.talk
        return make_aware(datetime.combine(talk.held_on, time())) if talk and talk.held_on else None

    @property
    def standing(self) -> Standing:
        return standing(self.due, self.now, self.offered_at)

    @property
    def said(self) -> str:
        """How the offer stands beside its limit. Where it was never made, and nobody waits for it, says nothing."""
        if self.offered_at is None and not self.waits:
            return ""
        return rules.how_it_stands(self.due, self.now, self.offered_at)

    @property
    def is_late(self) -> bool:
        return self.standing == Standing.LATE and self.state == State.TO_OFFER

    @property
    def was_late(self) -> bool:
        return self.standing == Standing.DONE_LATE

    @property
    def waits(self) -> bool:
        return self.state in (State.TO_OFFER, State.TO_HOLD)


def interview_of(found: Happening) -> Interview:
    return interviews_after(Happening.objects.filter(pk=found.pk).select_related("child"))[0]


def interviews_of(child: Child, most: int) -> list[Interview]:
    """After the last returns of a child, the newest first: for who sees what keeps this child safe."""
    found = Happening.objects.filter(child=child, kind=Happened.FOUND)
    return interviews_after(found.select_related("child").order_by("-on", "-at", "-pk")[:most])


def interviews_waiting(worker: WorkerOnDay, today: date, most: int) -> list[Interview]:
    """To be offered or held, of children whom this worker sees and who live: the first due first."""
    about = {"found": OuterRef("pk")}
    offers = InterviewOffer.objects.filter(**about).order_by("-recorded_at", "-pk")
    notes = ReturnInterview.objects.filter(**about, held_on=None).order_by("-recorded_at", "-pk")
    held = ReturnInterview.objects.filter(**about, held_on__isnull=False)
    # As `State` has it, but in the database: in years there are many that wait for nothing.
    found = (
        Happening.objects.filter(~Exists(DEATHS), ~Exists(held), kind=Happened.FOUND)
        .filter(child_id__in=_seen(worker, today))
        .annotate(
            offered=Subquery(offers.values("recorded_at")[:1]),
            said=Subquery(offers.values("said")[:1]),
            noted=Subquery(notes.values("recorded_at")[:1]),
        )
        .filter(
            Q(offered=None, noted=None)
            | Q(said__in=(Said.ACCEPTS, Said.LATER)) & (Q(noted=None) | Q(noted__lt=F("offered")))
        )
        .select_related("child")
        .order_by("on", "at", "pk")
    )
    return interviews_after(found[:most])


def told_lately(worker: WorkerOnDay, today: date) -> QuerySet[ReturnInterview]:
    """What was said in the interviews of the last months, the newest first."""
    return (
        ReturnInterview.objects.filter(held_on__gte=today - LATELY)
        .filter(child_id__in=_seen(worker, today))
        .select_related("child", "found")
        .order_by("-held_on", "-pk")
    )


def returns_seen(worker: WorkerOnDay, today: date) -> QuerySet[Happening]:
    """Those after which there is an interview that this worker reads."""
    return Happening.objects.filter(kind=Happened.FOUND, child_id__in=_seen(worker, today))


def _seen(worker: WorkerOnDay, today: date) -> QuerySet[Child]:
    """Of whom this worker reads the record, and in it what keeps them safe."""
    return Child.objects.visible_to(worker, today).filter(pk__in=_safe(worker, today)).values("pk")


def interviews_after(found: QuerySet[Happening]) -> list[Interview]:
    """After each of these returns: four queries, however many."""
    founds = list(found.annotate(child_died=Exists(DEATHS)))
    offers = _by_found(InterviewOffer.objects.filter(found__in=founds))
    written = _by_found(ReturnInterview.objects.filter(found__in=founds))
    limit_on: Callable = limits_of({one.partnership_id for one in founds}, Duty.RETURN_INTERVIEW)
    now = localtime()
    made = []
    for one in founds:
        limit = limit_on(one.partnership_id, one.on)
        due = limit.due(one.moment) if limit else None
        made.append(Interview(one, offers[one.pk], written[one.pk], due, now, one.child_died))
    return made


def _by_found(rows: QuerySet) -> dict[int, list]:
    held: dict[int, list] = defaultdict(list)
    for row in rows.select_related("recorded_by"):
        held[row.found_id].append(row)
    return held
