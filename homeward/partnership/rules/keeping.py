"""Who keeps the sharing agreement.

Each organisation has an information governance lead (its data protection officer or who stands in: UK GDPR,
Articles 37 to 39). The agreement is kept by both: what one proposes the other agrees to.
"""

from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import OrganisationKind, Role
from homeward.partnership.rules.workers import WorkerOnDay


WARNED_BEFORE = (90, 30, 7)  # days before the agreement ends


def leads_for(worker: WorkerOnDay, partnership_id: int) -> frozenset[OrganisationKind]:
    """The organisations whose information governance lead this worker is."""
    return frozenset(
        post.employer_kind
        for post in worker.posts
        if post.role == Role.GOVERNANCE_LEAD and post.partnership_id == partnership_id
    )


def may_keep_agreement(worker: WorkerOnDay, partnership_id: int) -> Answer:
    if leads_for(worker, partnership_id):
        return allow("you are an information governance lead of the partnership")
    return refuse(
        "the information governance leads keep the sharing agreement",
        "Ask the lead of your organisation.",
    )


def may_hold(from_day: date, to_day: date, today: date) -> Answer:
    if from_day < today:
        return refuse(
            "it would begin in the past, and what was shared then cannot be agreed now",
            "Choose today or a later day.",
        )
    if to_day <= from_day:
        return refuse("it ends before it begins", "Choose an end that is later than its beginning.")
    return allow("it begins and ends")


def may_extend(end: date | None, to_day: date, today: date) -> Answer:
    if end is None:
        return refuse("this agreement has no end, so there is nothing to extend")
    if to_day <= max(end, today):
        return refuse(
            f"it would end no later than now: {end:%-d %B %Y}", "Choose a later day for its end."
        )
    return allow("it is extended")


def may_agree_extension(worker: WorkerOnDay, proposer: WorkerOnDay, partnership_id: int) -> Answer:
    """Both organisations agree, so the other's lead does."""
    mine, theirs = leads_for(worker, partnership_id), leads_for(proposer, partnership_id)
    if not mine:
        return may_keep_agreement(worker, partnership_id)
    if not mine - theirs:
        return refuse(
            "your own organisation proposed it", "The lead of the other organisation agrees to it."
        )
    return allow("you are the lead of the other organisation")
