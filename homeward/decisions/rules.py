"""A formal decision: who may prepare it, what it must hold, and who may sign it.

Prepared by either organisation, signed only by the role that the register names for the function on that
day (Children and Young Persons Act 2008, Part 1; SI 2014/2407). A decision once signed is never changed.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Function, WorkerOnDay, may_decide
from homeward.people.rules import folded


if TYPE_CHECKING:
    from homeward.decisions.models import Decision
    from homeward.partnership.models import Arrangement


# What is decided on the way home of a child in care: signed through the child's return plan, which knows how safe
# the return was judged to be.
OF_A_PLAN = frozenset(
    {
        Function.ASSESS_RETURN,
        Function.WORK_TO_RETURN,
        Function.RETURN_HOME,
        Function.RETURN_AT_16,
    }
)


def may_prepare(worker: WorkerOnDay, decision: "Decision", panel: Answer | None = None) -> Answer:
    """`panel`: what the panel says of this worker, when the panel's own action asks."""
    if decision.signed_at:
        return refuse(
            f"{decision.signed_by} signed this on {decision.signed_at:%-d %B %Y}; it cannot be changed"
        )
    if decision.partnership_id not in worker.partnership_ids:
        return refuse("you work in another partnership")
    return of_the_panel(decision, panel) and allow("either organisation may prepare a decision")


def of_the_panel(decision: "Decision", panel: Answer | None) -> Answer:
    """What a panel decides is prepared, returned and signed through the panel alone: it knows who is recused
    and who is here."""
    if not decision.is_of_panel:
        return allow("no panel decides this")
    if panel is None:
        return refuse("the panel prepares this together", "Go to the panel’s page for this family.")
    return panel


def of_a_plan(decision: "Decision", plan: Answer | None) -> Answer:
    """`plan`: what the return plan says of this signature, when its own action asks."""
    if decision.function not in OF_A_PLAN:
        return allow("no return plan decides this")
    if plan is None:
        return refuse(
            "whether a child goes home is decided on the child’s return plan",
            "Open the child’s page, and the return plan from there.",
        )
    return plan


def may_return(
    worker: WorkerOnDay, decision: "Decision", arrangement: "Arrangement | None"
) -> Answer:
    """The decider sends back what is not ready; a panel that is not ready defers instead."""
    if decision.signed_at:
        return may_sign(worker, decision, arrangement, ())
    return of_the_panel(decision, None) and may_sign(worker, decision, arrangement, ())


def may_sign_as(typed: str, signer: str) -> Answer:
    """The name that somebody types to sign is their own, in full, however they write capitals and accents."""
    if folded(typed) == folded(signer):
        return allow("signed in their own name")
    return refuse(
        "the name typed to sign is not the signer’s own",
        f"Type your name as it is in Homeward: {signer}.",
    )


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
