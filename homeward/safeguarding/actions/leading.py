"""Naming who leads for a child."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.safeguarding import queries, rules
from homeward.safeguarding.actions.reading import bring
from homeward.safeguarding.models import LeadPractitioner
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@unlocked()
def name_lead(
    child: Child, *, worker: Worker, start: date, because: str, by: Worker
) -> LeadPractitioner:
    """Whoever led until then ends there, for the same reason. The one who leads now is told."""
    child, answer = _locked(child, by)
    today = localdate()
    current = LeadPractitioner.objects.going_on().filter(child=child).first()
    require(
        rules.may_begin_to_lead(
            start, child.born, today, current=current.start if current else None, because=because
        )
    )
    others = LeadPractitioner.objects.standing().filter(child=child)
    held = [one.held for one in others if one != current]
    require(rules.may_hold(start, None, child.born, today, held))
    require(queries.may_lead(worker, child, today))
    if current:
        _end(current, start, because, by, answer)
    lead = LeadPractitioner.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        worker=worker,
        because=because,
        period=DateRange(start, None),
        recorded_by=by,
    )
    trail.record(
        "named the lead practitioner",
        lead,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"lead": worker.name, "reasons": because},
        on=start,
    )
    if worker != by:
        team = queries.team_of(worker, child, today)
        bring(child, team, worker, "you are the lead practitioner", because, by=by)
    return lead


@unlocked()
def end_lead(lead: LeadPractitioner, *, on: date, because: str, by: Worker) -> LeadPractitioner:
    """Nobody leads after that day until somebody is named."""
    _, answer = _locked(lead.child, by)
    lead = LeadPractitioner.objects.get(pk=lead.pk)
    require(rules.may_end(lead.start, lead.end, on, localdate(), None))
    _end(lead, on, because, by, answer)
    return lead


def _end(lead: LeadPractitioner, on: date, because: str, by: Worker, answer: Answer) -> None:
    lead.period = DateRange(lead.start, on)
    lead.ended_by, lead.ended_at, lead.ended_because = by, now(), because
    lead.save(update_fields=["period", "ended_by", "ended_at", "ended_because"])
    trail.record(
        "ended the lead of a practitioner",
        lead,
        by=by,
        children=[lead.child_id],
        because=answer.reason,
        changed={"reasons": because},
        on=on,
    )


def _locked(child: Child, by: Worker) -> tuple[Child, Answer]:
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    today = localdate()
    sight = entitled(by.on(today), child, today)
    require(sight.may_see())
    return child, require(rules.may_name_lead(sight.roles))
