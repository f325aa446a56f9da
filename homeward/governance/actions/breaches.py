"""Reporting a breach, finding out about it, and confirming that all is answered."""

from collections.abc import Collection
from datetime import datetime

from django.utils.timezone import localdate, localtime, now

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.governance.models import Breach, BreachChild, BreachWorker, Confirmation, Finding
from homeward.governance.rules import breaches as rules
from homeward.governance.rules.breaches import Choice, Question
from homeward.locks import unlocked
from homeward.partnership.models import Partnership, Worker
from homeward.partnership.rules import leads_for
from homeward.people.models import Child
from homeward.trail import actions as trail


TOLD = {
    Question.CONTAINED: "wrote down how a breach was contained",
    Question.RISK: "judged the risk of a breach",
    Question.COMMISSIONER: "wrote down whether the Commissioner is notified of a breach",
    Question.PEOPLE: "wrote down whether those concerned by a breach are told",
    Question.CAUSE: "wrote down how a breach came about",
    Question.CHANGE: "wrote down what is changed after a breach",
}


@unlocked()
def report_breach(
    partnership: Partnership,
    *,
    what: str,
    noticed_at: datetime,
    goes_on: bool,
    done: str = "",
    whose: str = "",
    children: Collection[Child] = (),
    workers: Collection[Worker] = (),
    by: Worker,
) -> Breach:
    today = localdate()
    worker = by.on(today)
    answer = require(rules.may_report(worker, partnership.pk))
    require(rules.may_have_noticed(noticed_at, now()))
    require(rules.may_name(sees_all=_sees(by, partnership, children, workers)))
    breach = Breach.objects.create(
        partnership=partnership,
        what=what,
        noticed_at=noticed_at,
        goes_on=goes_on,
        done=done,
        whose=whose,
        reported_by=by,
    )
    BreachChild.objects.bulk_create(
        BreachChild(partnership=partnership, breach=breach, child=child) for child in children
    )
    BreachWorker.objects.bulk_create(
        BreachWorker(partnership=partnership, breach=breach, worker=worker) for worker in workers
    )
    trail.record(
        "reported a breach",
        breach,
        by=by,
        children=[child.pk for child in children],
        because=answer.reason,
        changed={"what": what, "done": done, "whose": whose, "noticed_at": noticed_at},
    )
    return breach


def _sees(
    by: Worker, partnership: Partnership, children: Collection[Child], workers: Collection[Worker]
) -> bool:
    worker = by.on(localdate()).within([partnership.pk])
    seen = Child.objects.visible_to(worker, localdate()).filter(pk__in=[one.pk for one in children])
    known = Worker.objects.visible_to(worker).filter(pk__in=[one.pk for one in workers])
    return seen.count() == len(children) and known.count() == len(workers)


@unlocked()
def write_finding(
    breach: Breach,
    question: Question,
    *,
    choice: Choice | None = None,
    happened_at: datetime | None = None,
    reference: str = "",
    words: str = "",
    late_because: str = "",
    by: Worker,
) -> Finding:
    """One answer. A later one to the same question counts instead, and what had been confirmed is so no more."""
    breach = _locked(breach)
    standing = breach.standing()
    worker = by.on(localdate())
    answer = require(
        rules.may_answer(worker, breach.partnership_id, question, choice, standing.risk)
    )
    noticed_at = localtime(breach.noticed_at)
    require(rules.may_have_happened(choice, happened_at, noticed_at, now()))
    require(rules.says_why_late(choice, happened_at, noticed_at, late_because))
    finding = Finding.objects.create(
        partnership_id=breach.partnership_id,
        breach=breach,
        question=question,
        choice=choice or "",
        happened_at=happened_at,
        reference=reference,
        words=words,
        late_because=late_because,
        written_by=by,
    )
    trail.record(
        TOLD[question],
        breach,
        by=by,
        children=breach.about.values_list("child_id", flat=True),
        because=choice.label if choice else answer.reason,
        changed={"words": words, "late_because": late_because, "reference": reference},
    )
    return finding


@unlocked()
def confirm_breach(breach: Breach, *, version: int, by: Worker) -> Confirmation:
    """For one's own organisation. `version`: the last finding that was on the page."""
    breach = _locked(breach)
    worker, standing = by.on(localdate()), breach.standing()
    answer = require(rules.may_confirm(worker, breach.partnership_id, standing))
    last = list(breach.findings.all())[-1]
    if last.pk != version:
        raise Overtaken(
            refuse(
                f"{last.written_by} wrote something more since you opened the page",
                "Read it below, then confirm.",
            )
        )
    kind = rules.confirms_for(leads_for(worker, breach.partnership_id), standing)
    confirmation = Confirmation.objects.create(
        partnership_id=breach.partnership_id,
        breach=breach,
        kind=kind,
        upto=last,
        confirmed_by=by,
    )
    trail.record(
        "confirmed that all is answered of a breach",
        breach,
        by=by,
        children=breach.about.values_list("child_id", flat=True),
        because=answer.reason,
    )
    return confirmation


def _locked(breach: Breach) -> Breach:
    """As it is now, and nobody else's until this act is done."""
    Breach.objects.select_for_update().get(pk=breach.pk)
    return Breach.objects.whole().get(pk=breach.pk)
