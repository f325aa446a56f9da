"""Who keeps the sharing agreement, and what the two of them may propose and agree to.

Each organisation has an information governance lead (its data protection officer or who stands in: UK GDPR,
Articles 37 to 39). The agreement is kept by both: what one proposes the other agrees to. What held is never
changed, so nothing is agreed for days that are past.

A grant of what concerns an adoption is left to the two of them, whoever it is for: the law keeps the functions
of adoption agencies from a charity that is none (Children and Young Persons Act 2008, section 2), and says
nothing of who may see the record. A record that is closed by an adoption stays closed under every grant.
"""

from collections.abc import Collection
from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.agreement import Granted
from homeward.partnership.rules.roles import OrganisationKind
from homeward.partnership.rules.sides import KEEPERS, may_speak
from homeward.partnership.rules.workers import WorkerOnDay


def leads_for(worker: WorkerOnDay, partnership_id: int) -> frozenset[OrganisationKind]:
    """The organisations whose information governance lead this worker is."""
    return KEEPERS.sides(worker, partnership_id)


def may_keep_agreement(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_speak(worker, partnership_id, KEEPERS)


def may_follow(begun: date, from_day: date, to_day: date, today: date) -> Answer:
    """Whether a version may hold from one day to another. `begun`: the day of the version that it follows."""
    if from_day < today:
        return refuse(
            "it would begin in the past, and what was shared then cannot be agreed now",
            "Choose today or a later day.",
        )
    if to_day <= from_day:
        return refuse("it ends before it begins", "Choose an end that is later than its beginning.")
    if from_day <= begun:
        return refuse(
            f"the version that it follows begins on {begun:%-d %B %Y}", "Choose a later day."
        )
    return allow("it follows the version before")


def leaves_no_gap(end: date | None, from_day: date, today: date) -> Answer:
    """Asked when it is agreed, so that a version and the extension until then can be proposed side by side."""
    if end is not None and today < end < from_day:
        return refuse(
            f"the version before ends on {end:%-d %B %Y}, and from then until {from_day:%-d %B %Y} the "
            "charity would keep no more than the safety minimum",
            f"First extend the version before until {from_day:%-d %B %Y}.",
        )
    return allow("it begins no later than the version before ends")


def must_share(grants: Collection[Granted]) -> Answer:
    if not grants:
        return refuse(
            "nothing would be shared with anybody, in the council either",
            "Tick what each role needs for its work.",
        )
    return allow("something is shared")


def may_extend(end: date | None, to_day: date, today: date) -> Answer:
    if end is None:
        return refuse(
            "this agreement has no end, so there is nothing to extend",
            "Propose a version that has one.",
        )
    if to_day <= end:
        return refuse(
            f"it would end no later than now: {end:%-d %B %Y}", "Choose a later day for its end."
        )
    if to_day <= today:
        return refuse("it would end before it begins, today", "Choose a later day for its end.")
    return allow("it is extended")


def still_stands(*, replaced_by: int | None, later: str) -> Answer:
    """`replaced_by`: the version that was agreed meanwhile. `later`: who made a later proposal of the same kind."""
    if replaced_by is not None:
        return refuse(
            f"version {replaced_by} was agreed meanwhile, and this proposal was made before it",
            "Propose it again if it is still wanted.",
        )
    if later:
        return refuse(
            f"a later proposal waits, by {later}", "Agree to that one, or take it back first."
        )
    return allow("nothing was agreed since")
