"""Who may close a record, open it again, look into a broken glass, and ask what a colleague could see."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import (
    DataGroup,
    Role,
    leads_for,
    may_keep_agreement,
)
from homeward.sharing.rules.seeing import Entitlement, RestrictionKind


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

ANSWERING_ROLES = (Role.GOVERNANCE_LEAD, Role.HEAD_OF_SERVICE)
CLOSING_ROLES = (Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)


def may_close_record(worker: "WorkerOnDay", sight: Entitlement, partnership_id: int) -> Answer:
    """Who manages a team that works with the child and to whom the record is open, and the leads, who need not
    see what is in it; never who is named as a relative, nor whoever else is shut out. Whoever broke the glass
    sees for some hours, and opens it for nobody else."""
    if leads_for(worker, partnership_id) and not sight.shut:
        return allow("you are an information governance lead of the partnership")
    if not sight.may_see(DataGroup.CORE):
        return sight.may_see(DataGroup.CORE)
    if sight.roles & set(CLOSING_ROLES):
        return allow("you manage a team that works with the child")
    return refuse(
        "managers and the information governance leads close and open records",
        "Ask your team’s manager, today if it is urgent.",
    )


def may_name(kind: RestrictionKind, named: Collection[int], until: date, today: date) -> Answer:
    if until <= today:
        return refuse("a restriction ends on a later day than today", "Choose when it ends.")
    if kind == RestrictionKind.RELATIVE and not named:
        return refuse("nobody is named to whom the record is closed", "Name the worker.")
    if kind != RestrictionKind.RELATIVE and not named:
        return refuse(
            "nobody would see the record any more, and nobody could help the child",
            "Name those who go on working with the child.",
        )
    return allow("those who are named are known")


def may_end(end: date | None, today: date) -> Answer:
    if end is not None and end <= today:
        return refuse(f"it ended on {end:%-d %B %Y} already")
    return allow("it holds")


def may_end_work(
    worker: "WorkerOnDay", team_id: int, *, works: bool, still: Sequence[str]
) -> Answer:
    """The team's manager says that its work with a child has ended. `works`: it goes on today. `still`: what
    is left to do, in words."""
    if not works:
        return refuse("this team does not work with the child beyond today")
    if not worker.has_role(Role.TEAM_MANAGER, team_id=team_id):
        return refuse(
            "the team’s manager says that its work with a child has ended", "Ask your manager."
        )
    if still:
        return refuse(
            "something is left to do",
            # Not in the reason, which the trail keeps for good beside the child's number.
            "See to this first, then end the work: " + "; ".join(still) + ".",
        )
    return allow("you manage the team, and nothing is left for it to do")


def may_review_glass(
    worker: "WorkerOnDay", sight: Entitlement, partnership_id: int, broken_by: int, *, done: bool
) -> Answer:
    if sight.shut:
        return sight.may_see()
    if done:
        return refuse("it was reviewed already")
    if worker.worker_id == broken_by:
        return refuse("you broke it yourself", "The lead of the other organisation reviews it.")
    return may_keep_agreement(worker, partnership_id)


def may_ask_what_could(worker: "WorkerOnDay", partnership_id: int) -> Answer:
    """What a colleague could see on a day is asked by those who answer for sharing and for the service."""
    for post in worker.posts:
        if post.partnership_id == partnership_id and post.role in ANSWERING_ROLES:
            return allow(f"you are {post.role} of the partnership")
    return refuse(
        "the information governance leads and the heads of service ask what a colleague could see",
        "Ask the lead of your organisation.",
    )
