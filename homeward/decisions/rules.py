"""A formal decision: who may prepare it, what it must hold, and who may sign it.

Prepared by either organisation, signed only by the role that the register names for the function on that
day (Children and Young Persons Act 2008, Part 1; SI 2014/2407). A decision once signed is never changed.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Function, WorkerOnDay, may_decide


if TYPE_CHECKING:
    from homeward.decisions.models import Decision
    from homeward.partnership.models import Arrangement


def may_prepare(worker: WorkerOnDay, decision: "Decision") -> Answer:
    if decision.signed_at:
        return refuse(
            f"{decision.signed_by} signed this on {decision.signed_at:%-d %B %Y}; it cannot be changed"
        )
    if decision.partnership_id in worker.partnership_ids:
        return allow("either organisation may prepare a decision")
    return refuse("you work in another partnership")


def may_prepare_here(worker: WorkerOnDay, decision: "Decision", *, of_the_panel: bool) -> Answer:
    """On the decision's own pages. The panel's pages know who is recused, so what the panel decides is
    prepared there alone."""
    if of_the_panel and not decision.signed_at:
        return refuse("the panel prepares this together", "Go to the panel’s page for this family.")
    return may_prepare(worker, decision)


def missing(decision: "Decision", options: int, views: Sequence[str]) -> list[str]:
    """What a decision still lacks before it can be signed, each said as what to do."""
    lacks = []
    if options < 2:
        lacks.append("add at least two options, so that there is something to choose between")
    if "child" not in views:
        lacks.append("add what the child says, or why the child was not asked")
    for side in ("council", "charity"):
        if side not in views:
            lacks.append(f"add what the {side} says")
    return lacks


def may_sign(
    worker: WorkerOnDay,
    decision: "Decision",
    arrangement: "Arrangement | None",
    lacks: Sequence[str],
) -> Answer:
    """May this worker sign it now? The lawful decider comes first: others are told who decides."""
    if decision.signed_at:
        return refuse(f"{decision.signed_by} signed this on {decision.signed_at:%-d %B %Y}")
    answer = may_decide(worker, Function(decision.function), arrangement)
    if not answer:
        return answer
    if not decision.sent_at:
        return refuse(
            "this has not been sent for signing yet", "Its preparer sends it when it is ready."
        )
    if lacks:
        return refuse("it is not complete: " + "; ".join(lacks), "Ask the preparer to complete it.")
    return answer
