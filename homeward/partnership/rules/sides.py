"""Who speaks for which of the two organisations. What binds both is proposed by the one side and agreed by
the other: nobody agrees in the name of an organisation that they do not lead.

No Act says so of a collaboration between a council and a charity; it is the partnership's own rule, the same
as for the sharing agreement (`rules/keeping.py`).
"""

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import LEADING, OrganisationKind
from homeward.partnership.rules.workers import WorkerOnDay


def leads_side(worker: WorkerOnDay, partnership_id: int) -> frozenset[OrganisationKind]:
    """The organisations of the partnership that this worker leads: head of service or director."""
    return frozenset(
        post.employer_kind
        for post in worker.posts
        if post.role in LEADING and post.partnership_id == partnership_id
    )


def may_speak(worker: WorkerOnDay, partnership_id: int) -> Answer:
    if leads_side(worker, partnership_id):
        return allow("you lead one of the two organisations")
    return refuse(
        "this is for the heads of service and directors of the two organisations",
        "Ask the head of service of your organisation.",
    )


def may_speak_for(worker: WorkerOnDay, partnership_id: int, side: OrganisationKind) -> Answer:
    if side in leads_side(worker, partnership_id):
        return allow(f"you lead {side.label}")
    return refuse(
        f"this is for the heads of service and directors of {side.label}",
        f"Ask the head of service of {side.label}.",
    )


def may_agree_to(
    worker: WorkerOnDay, partnership_id: int, *, proposed_for: OrganisationKind, proposed_by: int
) -> Answer:
    """The side that did not propose it agrees to it, and never the one who proposed it, though they lead both."""
    other = next(side for side in OrganisationKind if side != proposed_for)
    mine = leads_side(worker, partnership_id)
    if worker.worker_id == proposed_by or (proposed_for in mine and other not in mine):
        return refuse(
            f"{proposed_for.label} proposed it, and its own side cannot agree for the other",
            f"Another head of service or director, of {other.label}, agrees to it.",
        )
    return may_speak_for(worker, partnership_id, other)
