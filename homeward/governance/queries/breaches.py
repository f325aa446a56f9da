"""Reads of breaches: the list, one with its history, what waits for the leads, and whom one may choose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from homeward.governance.models import Breach, BreachChild, Finding
from homeward.governance.rules.breaches import Question, Standing
from homeward.locks import unlocked
from homeward.partnership.models import Membership, Worker
from homeward.partnership.rules import OrganisationKind, WorkerOnDay, leads_for
from homeward.people.models import Child
from homeward.trail.models import Entry


OFFERED = 12  # children and colleagues to tick; more do not fit on a phone
READ_THROUGH = 300  # entries of the trail in which those are looked for


def breaches_of(worker: WorkerOnDay) -> QuerySet[Breach]:
    """Those that are open first, the clock that began first before the others; then the closed, newest first."""
    last = Finding.objects.filter(breach=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = Breach.objects.visible_to(worker).annotate(
        last_finding=Subquery(last),
        confirmed=Count("confirmations", filter=Q(confirmations__upto=F("last_finding"))),
    )
    closed = Q(confirmed=len(OrganisationKind))
    return found.annotate(closed=closed).whole().order_by("closed", "noticed_at", "pk")


def waiting_for(worker: WorkerOnDay) -> list[tuple[Breach, Standing]]:
    """What a lead has to do: where the 72 hours run first, and of these what was noticed first. What one
    confirmed waits for the other."""
    leading = {pk: leads for pk in worker.partnership_ids if (leads := leads_for(worker, pk))}
    if not leading:
        return []
    found = breaches_of(worker).filter(closed=False, partnership_id__in=leading)
    waiting = []
    for breach in found:
        standing = breach.standing()
        mine = leading[breach.partnership_id] - set(standing.confirmed)
        if standing.missing or (mine and worker.worker_id not in standing.confirmed.values()):
            waiting.append((breach, standing))
    return sorted(waiting, key=lambda pair: not pair[1].clock_runs)[:OFFERED]


@dataclass(frozen=True)
class Page:
    """One breach as its reader may see it."""

    standing: Standing
    last: dict[Question, Finding]
    children: list[Child]  # those whom the reader sees
    hidden: int  # of how many children more it is
    workers: list[Worker]
    version: int
    timeline: list[dict[str, Any]]


def page_of(breach: Breach, worker: WorkerOnDay, today: date) -> Page:
    """`breach` comes from `whole`."""
    named = BreachChild.objects.filter(breach=breach)
    children = list(
        Child.objects.visible_to(worker, today).filter(pk__in=named.values("child")).order_by("pk")
    )
    with unlocked():  # how many, without saying who
        all_of_them = named.count()
    findings = list(breach.findings.all())
    return Page(
        standing=breach.standing(),
        last=breach.last_findings,
        children=children,
        hidden=all_of_them - len(children),
        workers=list(breach.workers.order_by("name")),
        version=findings[-1].pk if findings else 0,
        timeline=_timeline(breach, findings),
    )


def _timeline(breach: Breach, findings: Collection[Finding]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [
        {
            "when": breach.reported_at,
            "title": "Reported",
            "text": breach.done,
            "by": f"by {breach.reported_by}",
        }
    ]
    for found in findings:
        told.append(
            {
                "when": found.written_at,
                "title": found.answer or Question(found.question).label,
                "text": in_words(found),
                "by": f"by {found.written_by}",
            }
        )
    for one in breach.confirmations.all():
        told.append(
            {
                "when": one.confirmed_at,
                "title": f"Confirmed for {OrganisationKind(one.kind).label}: all is answered",
                "by": f"by {one.confirmed_by}",
            }
        )
    return sorted(told, key=lambda item: item["when"])


def in_words(found: Finding) -> str:
    reference = f"Reference {found.reference}" if found.reference else ""
    late = f"Why it was late: {found.late_because}" if found.late_because else ""
    return "\n".join(filter(None, [reference, found.words, late]))


def children_to_choose(
    worker: WorkerOnDay, today: date, posted: Collection[str] = ()
) -> list[Child]:
    """Those whose records the worker read last: a breach is mostly about one of them. With those who were
    chosen already and are still seen, so that what was ticked is never taken for wrong."""
    read = Entry.objects.filter(worker_id=worker.worker_id, kind=Entry.Kind.READ)
    recent: dict[int, None] = {}
    for ids in read.order_by("-at").values_list("child_ids", flat=True)[:READ_THROUGH]:
        recent |= dict.fromkeys(ids)
        if len(recent) >= OFFERED * 2:
            break
    ticked = {int(one) for one in posted if one.isdecimal()}
    seen = Child.objects.visible_to(worker, today).filter(pk__in={*recent, *ticked})
    order = {pk: number for number, pk in enumerate(recent)}
    found = sorted(seen, key=lambda child: (child.pk not in ticked, order.get(child.pk, 0)))
    return sorted(found[: max(OFFERED, len(ticked))], key=str)


def colleagues_to_choose(worker: WorkerOnDay, today: date) -> list[Worker]:
    """Those of the worker's own teams: of others one writes in words."""
    posts = Membership.objects.filter(team_id__in=worker.team_ids, period__contains=today)
    return list(Worker.objects.filter(pk__in=posts.values("worker")).order_by("name")[:OFFERED])


def clock_of(standing: Standing, now: datetime) -> str:
    """How long is left, in words; empty when the clock has stopped."""
    if not standing.clock_runs:
        return ""
    hours = standing.hours_left(now)
    said = f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{said} over" if standing.is_late(now) else f"{said} left"
