"""Preparing, sending and signing a formal decision. Each step: lock, require, change, record.

`version` is what the person saw: when someone else changed the decision since, the action refuses with
`Overtaken` and writes nothing, and the page shows both texts.

What a panel decides is changed only by the panel's own actions, which pass `panel`: what the panel says of `by`.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import Overtaken, Refused, require
from homeward.access.rules import Answer, refuse
from homeward.clocks.rules import working_days_after
from homeward.decisions import rules
from homeward.decisions.models import Decision, DecisionChild, Evidence, Option, View
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Team, Worker
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@unlocked()
def prepare_decision(
    *,
    function: Function,
    question: str,
    children: Iterable[Child],
    by: Worker,
    due: date | None = None,
    options: Iterable[tuple[str, str]] = (),
) -> Decision:
    """Begin a decision. `options` are (code, what) that the question brings with it."""
    children = list(children)
    decision = Decision(
        partnership_id=children[0].partnership_id,
        function=function,
        question=question,
        due=due,
        prepared_by=by,
    )
    answer = require(rules.may_prepare(by.on(localdate()), decision))
    decision.save()
    for child in children:
        DecisionChild.objects.create(
            partnership_id=decision.partnership_id, decision=decision, child=child
        )
    for code, what in options:
        Option.objects.create(
            partnership_id=decision.partnership_id, decision=decision, code=code, what=what
        )
    _record("began to prepare a decision", decision, by, answer.reason, question=question)
    return decision


@unlocked()
def add_option(
    decision: Decision,
    *,
    what: str,
    could_make_it_safe: str,
    could_go_wrong: str,
    version: int,
    by: Worker,
) -> Option:
    decision, reason = _changed(decision, version, by)
    option = Option.objects.create(
        partnership_id=decision.partnership_id,
        decision=decision,
        what=what,
        could_make_it_safe=could_make_it_safe,
        could_go_wrong=could_go_wrong,
    )
    _record("added an option to a decision", decision, by, reason, option=what)
    return option


@unlocked()
def weigh_option(
    option: Option, *, could_make_it_safe: str, could_go_wrong: str, version: int, by: Worker
) -> Option:
    """Say what could make an option safe and what could go wrong."""
    decision, reason = _changed(option.decision, version, by)
    option.could_make_it_safe, option.could_go_wrong = could_make_it_safe, could_go_wrong
    option.save(update_fields=["could_make_it_safe", "could_go_wrong"])
    _record(
        "weighed an option of a decision",
        decision,
        by,
        reason,
        could_make_it_safe=could_make_it_safe,
        could_go_wrong=could_go_wrong,
    )
    return option


@unlocked()
def add_evidence(
    decision: Decision, *, what: str, source: str, on: date | None, points_to: str, by: Worker
) -> Evidence:
    """Adding never overtakes anyone, so it needs no version."""
    decision, reason = _changed(decision, None, by)
    evidence = Evidence.objects.create(
        partnership_id=decision.partnership_id,
        decision=decision,
        what=what,
        source=source,
        on=on,
        points_to=points_to,
        added_by=by,
    )
    _record("added evidence to a decision", decision, by, reason, evidence=what, source=source)
    return evidence


@unlocked()
def add_view(
    decision: Decision,
    *,
    whose: str,
    who: str,
    words: str,
    by: Worker,
    panel: Answer | None = None,
) -> View:
    decision, reason = _changed(decision, None, by, panel)
    view = View.objects.create(
        partnership_id=decision.partnership_id,
        decision=decision,
        whose=whose,
        who=who,
        words=words,
        added_by=by,
    )
    _record("added a view to a decision", decision, by, reason, whose=whose, words=words)
    return view


@unlocked()
def send_for_signing(
    decision: Decision, *, version: int, by: Worker, panel: Answer | None = None
) -> Decision:
    decision, reason = _changed(decision, version, by, panel)
    lacks = decision.lacks()
    if lacks:
        raise Refused(refuse("this is not complete yet: " + "; ".join(lacks)))
    decision.sent_at, decision.sent_by = now(), by
    decision.returned_at, decision.returned_by, decision.returned_because = None, None, ""
    decision.save(
        update_fields=["sent_at", "sent_by", "returned_at", "returned_by", "returned_because"]
    )
    _record("sent a decision for signing", decision, by, reason)
    finish_doing(Doing.COMPLETE_DECISION, decision, how="It was completed and sent again", by=by)
    return decision


@unlocked()
def sign_decision(
    decision: Decision,
    *,
    outcome: Option,
    reasons: str,
    look_again_if: str,
    look_again_by: date | None,
    dissent: str,
    signed_name: str,
    version: int,
    by: Worker,
    panel: Answer | None = None,
    plan: Answer | None = None,
) -> Decision:
    """Sign it, under the arrangement in force today: kept with the decision for good. `plan`: what the return
    plan says, of what is decided on a child's way home."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    arrangement = Arrangement.objects.in_force(
        decision.partnership_id, decision.function, localdate()
    )
    answer = require(rules.may_sign(by.on(localdate()), decision, arrangement, decision.lacks()))
    require(rules.of_the_panel(decision, panel))
    require(rules.of_a_plan(decision, plan))
    require(rules.may_sign_as(signed_name, by.name))
    _not_overtaken(decision, version)
    if outcome.decision_id != decision.pk:
        raise Refused(refuse("that option belongs to another decision"))
    decision.outcome, decision.reasons, decision.dissent = outcome, reasons, dissent
    decision.look_again_if, decision.look_again_by = look_again_if, look_again_by
    decision.signed_by, decision.signed_at, decision.signed_name = by, now(), signed_name
    decision.under_arrangement, decision.authority = arrangement, answer.reason
    decision.version += 1
    decision.save()
    _record(
        "signed a decision",
        decision,
        by,
        answer.reason,
        outcome=outcome.what,
        reasons=reasons,
        dissent=dissent,
        signed_name=signed_name,
    )
    return decision


@unlocked()
def return_decision(decision: Decision, *, why: str, by: Worker) -> Task | None:
    """The decider sends it back, saying what is missing. The task of whoever completes it, if anyone can."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    arrangement = Arrangement.objects.in_force(
        decision.partnership_id, decision.function, localdate()
    )
    answer = require(rules.may_return(by.on(localdate()), decision, arrangement))
    sender = decision.sent_by
    decision.sent_at = decision.sent_by = None
    decision.returned_at, decision.returned_by, decision.returned_because = now(), by, why
    decision.version += 1
    decision.save(
        update_fields=[
            "sent_at",
            "sent_by",
            "returned_at",
            "returned_by",
            "returned_because",
            "version",
        ]
    )
    _record("returned a decision to its preparer", decision, by, answer.reason, why=why)
    return _ask_again(decision, [sender, decision.prepared_by], why=why, by=by)


def _ask_again(
    decision: Decision, asked: Iterable[Worker | None], *, why: str, by: Worker
) -> Task | None:
    """A task of the first of these who has not left, in a team of theirs today; none if all have left."""
    for worker in asked:
        posts = worker.on(localdate()).posts if worker else ()
        team_ids = [p.team_id for p in posts if p.partnership_id == decision.partnership_id]
        team = Team.objects.filter(pk__in=team_ids).first()
        if team is not None:
            return open_task(
                team=team,
                worker=worker,
                children=decision.children.all(),
                doing=Doing.COMPLETE_DECISION,
                subject=decision,
                what="Complete the decision that was returned, and send it again",
                because=f"{by}: {why}",
                due=working_days_after(localdate(), 2),
                by=by,
            )
    return None


def _changed(
    decision: Decision, version: int | None, by: Worker, panel: Answer | None = None
) -> tuple[Decision, str]:
    """Lock the decision, ask whether `by` may prepare it, and raise its version."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    answer = require(rules.may_prepare(by.on(localdate()), decision, panel))
    if version is not None:
        _not_overtaken(decision, version)
    decision.version += 1
    decision.save(update_fields=["version"])
    return decision, answer.reason


def _not_overtaken(decision: Decision, version: int) -> None:
    if decision.version != version:
        raise Overtaken(
            refuse(
                "someone else changed this decision while you had it open",
                "Read it again: what you typed is kept and is still in the form.",
            )
        )


def _record(what: str, decision: Decision, by: Worker, because: str, **changed: str) -> None:
    ids = list(decision.about.values_list("child_id", flat=True))
    trail.record(what, decision, by=by, children=ids, because=because, changed=changed)
