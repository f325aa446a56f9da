"""Who leads for a child: the lead practitioner, of either organisation, and when it has to be a social worker.

Working Together to Safeguard Children (2023) lets somebody else than a social worker lead the help of a child in need,
and wants a social worker to lead where there is a child protection plan or the child is in care. That is recalled and
was not read there again. Who names the lead is the partnership's own: the manager of a team that works with the child,
or a social worker who does.
"""

from collections.abc import Collection
from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import OrganisationKind, Role, WorkerOnDay
from homeward.safeguarding.rules.statuses import may_have_been


NAMES_LEAD = (Role.TEAM_MANAGER, Role.SOCIAL_WORKER)


def may_name_lead(roles: Collection[Role]) -> Answer:
    """`roles`: those in which the worker's teams work with the child."""
    if any(role in NAMES_LEAD for role in roles):
        return allow("you manage a team that works with the child, or are their social worker")
    return refuse(
        "the manager of a team that works with the child names who leads, or the child’s social worker",
        "Ask one of them.",
    )


def is_social_worker(worker: WorkerOnDay, partnership_id: int) -> bool:
    """Of the council, for it is the council's work."""
    return any(
        post.role == Role.SOCIAL_WORKER
        and post.employer_kind == OrganisationKind.COUNCIL
        and post.partnership_id == partnership_id
        for post in worker.posts
    )


def may_lead(*, works_with_child: bool, social_worker: bool, needs_one: str) -> Answer:
    """`needs_one`: why it has to be a social worker, where it has."""
    if not works_with_child:
        return refuse(
            "nobody leads who does not work with the child",
            "Choose somebody of a team that works with the child.",
        )
    if needs_one and not social_worker:
        return refuse(
            f"a social worker of the council has to lead: {needs_one}",
            "Choose a social worker. Whoever led until now can go on as key worker.",
        )
    return allow("they work with the child")


def why_social_worker(*, plan: bool, in_care: bool) -> str:
    if plan:
        return "there is a child protection plan"
    return "the child is in care" if in_care else ""


def may_begin_to_lead(
    start: date, born: date, today: date, *, current: date | None, because: str
) -> Answer:
    """`current`: since when another leads."""
    if not (answer := may_have_been(start, born, today)):
        return answer
    if current is not None and start <= current:
        return refuse(
            f"somebody has led since {current:%-d %B %Y}, and goes on until the next one begins",
            "Choose a later day.",
        )
    if not because.strip():
        return refuse("no reason was given", "Write why, in words that the family could read.")
    return allow("it is a day from which somebody can lead")
