"""To whom a worker answers, and for what: three separate relations, by date, one of each at a time.

- The *line manager* is of the same employer, because what an employer does only the employer's own can do.
- The *practice supervisor* looks at the practice with them and may be of the other organisation.
- The *case-holding manager* answers for the work with the families: a manager of the team that works with
  them, or who leads an organisation. On pages: who answers for the families, because children asked not to be
  called cases (TACT, Language that Cares, 2019).

No Act asks for these three: that they are kept apart is the partnership's own rule. Of the charity's work the
law says that it is done by or under the supervision of registered social workers (Children and Young Persons
Act 2008, section 2): that is the supervisor whom the register names, line by line.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.posts import ASK_A_LEADER, MANAGING
from homeward.partnership.rules.roles import LEADING, Role
from homeward.partnership.rules.workers import Post, WorkerOnDay


class RelationKind(StrEnum):
    LINE_MANAGER = "line manager"
    PRACTICE_SUPERVISOR = "practice supervisor"
    CASE_HOLDING_MANAGER = "case-holding manager"

    @property
    def label(self) -> str:
        return RELATIONS[self]


RELATIONS = {
    RelationKind.LINE_MANAGER: "Line manager",
    RelationKind.PRACTICE_SUPERVISOR: "Practice supervisor",
    RelationKind.CASE_HOLDING_MANAGER: "Answers for the work with their families",
}


def may_set_relations(
    worker: WorkerOnDay, subject: WorkerOnDay, partnership_id: int, kind: RelationKind | None = None
) -> Answer:
    """A manager of one of their teams, or who leads an organisation. Who the line manager is, is said by the
    employer's own. `kind` is None while nobody has said which."""
    if worker.worker_id == subject.worker_id:
        return refuse("nobody chooses to whom they themselves answer", ASK_A_LEADER)
    employers = {post.employer_id for post in _in(subject, partnership_id)}
    for post in _in(worker, partnership_id):
        leads = post.role in LEADING or (
            post.role == Role.TEAM_MANAGER and post.team_id in subject.team_ids
        )
        if leads and (kind != RelationKind.LINE_MANAGER or post.employer_id in employers):
            return allow(f"you are {post.role}, {post.team_name}")
    if kind == RelationKind.LINE_MANAGER:
        return refuse("the line manager is chosen by managers of their own employer", ASK_A_LEADER)
    return refuse(
        "the manager of their team, a head of service or a director says to whom they answer",
        "Ask one of them.",
    )


def _in(worker: WorkerOnDay, partnership_id: int) -> list[Post]:
    return [post for post in worker.posts if post.partnership_id == partnership_id]


def may_relate(
    kind: RelationKind, subject: WorkerOnDay, other: WorkerOnDay, partnership_id: int
) -> Answer:
    """Whether this can be, by the posts of both on its first day."""
    if subject.worker_id == other.worker_id:
        return refuse(f"{subject.name} cannot be their own {kind}", "Choose somebody else.")
    theirs, others = _in(subject, partnership_id), _in(other, partnership_id)
    for person, posts in ((subject, theirs), (other, others)):
        if not posts:
            return refuse(f"{person.name} has no post here on that day", "Choose another day.")
    employers = {post.employer_id for post in theirs}
    same_employer = any(post.employer_id in employers for post in others)
    if kind == RelationKind.LINE_MANAGER and not same_employer:
        return refuse(
            f"{other.name} works for another organisation than {subject.name}",
            "The line manager is of the same employer; choose somebody of theirs.",
        )
    if kind == RelationKind.CASE_HOLDING_MANAGER:
        teams = {post.team_id for post in theirs}
        if not any(
            post.role in LEADING or (post.role in MANAGING and post.team_id in teams)
            for post in others
        ):
            return refuse(
                f"{other.name} manages no team in which {subject.name} works with families",
                "Choose the manager of one of their teams, a head of service or a director.",
            )
    return allow(f"{other.name} may be {kind}")


def may_begin_relation(
    from_day: date, today: date, *, later: date | None, current: bool, ends: bool
) -> Answer:
    if from_day < today:
        return refuse(
            "it would begin in the past, and to whom they answered then cannot be changed now",
            "Choose today or a later day.",
        )
    if later is not None:
        return refuse(
            f"a line that begins on {later:%-d %B %Y} is written already",
            "Choose a later day than that.",
        )
    if ends and not current:
        return refuse("nobody is named for that day", "There is nothing to end.")
    return allow("it follows the line before")


def makes_circle(worker_id: int, manager_id: int, manager_of: Mapping[int, int]) -> bool:
    """Whether the worker would be above their own line manager. `manager_of`: everybody else's, on one day."""
    above, seen = manager_id, {worker_id}
    while above not in seen:
        seen.add(above)
        if above not in manager_of:
            return False
        above = manager_of[above]
    return above == worker_id


def is_no_circle(
    worker: tuple[int, str], manager: tuple[int, str], on_days: Collection[Mapping[int, int]]
) -> Answer:
    if any(makes_circle(worker[0], manager[0], lines) for lines in on_days):
        return refuse(
            f"{worker[1]} is {manager[1]}’s line manager, or their line manager’s",
            "Two cannot be above each other: choose somebody else, or change that line first.",
        )
    return allow("nobody is above their own line manager")


def may_see_employment(
    worker: WorkerOnDay, subject_id: int, partnership_ids: Collection[int]
) -> Answer:
    """Who employs a colleague, and who their line manager is, is for those to whom it matters; in the daily
    work they are one team."""
    if worker.worker_id == subject_id:
        return allow("it is about you")
    for post in worker.posts:
        if post.partnership_id in partnership_ids and post.role in (
            *MANAGING,
            Role.GOVERNANCE_LEAD,
        ):
            return allow(f"you are {post.role}, {post.team_name}")
    return refuse("who employs a colleague is for managers and information governance leads")
