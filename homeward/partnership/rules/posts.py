"""Who may change teams and posts, and which teams and posts there can be.

No Act says who enters a post: that the head of service or director of the employer does, and a team's manager
for those who work in the team, is the partnership's own rule. What the law does say:

- The director of children's services is an officer of the council (Children Act 2004, section 18).
- A reviewing officer is never the charity's (Children and Young Persons Act 2008, section 2).
- To have a charity do the council's work is an arrangement that the council makes, and the power to make one
  cannot itself be delegated (2008 Act, section 1; SI 2014/2407): so the council says who manages a team.
- Access ends with the post (UK GDPR, Articles 5(1)(f) and 32).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.agreement import Held
from homeward.partnership.rules.roles import LEADING, OrganisationKind, Role
from homeward.partnership.rules.workers import Post, WorkerOnDay, may_by_role


MANAGING = (*LEADING, Role.TEAM_MANAGER)
# The posts of those who work in a team. All others are given and taken by who leads the employer.
FILLED_BY_TEAM_MANAGER = frozenset({Role.KEY_WORKER, Role.SOCIAL_WORKER, Role.ANALYST})
OF_COUNCIL_ALONE = {
    Role.DIRECTOR: "Children Act 2004, section 18",
    Role.REVIEWING_OFFICER: "Children and Young Persons Act 2008, section 2",
}
ASK_A_LEADER = "Ask the head of service or director of the organisation that employs them."


@dataclass(frozen=True)
class HeldPost(Held):
    """A post that a worker has, had or will have."""

    team_id: int
    team_name: str
    role: Role
    employer_id: int
    employer_name: str

    def overlaps(self, start: date, end: date | None) -> bool:
        return (end is None or self.start < end) and (self.end is None or start < self.end)

    @property
    def said(self) -> str:
        until = f" until {_day(self.end)}" if self.end else ""
        return f"{self.role}, {self.team_name}, from {_day(self.start)}{until}"


@dataclass(frozen=True)
class Offered:
    """A post as somebody wants to give it."""

    partnership_id: int
    team_id: int
    role: Role
    employer_id: int
    employer_name: str
    employer_kind: OrganisationKind


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def posts_by_which(worker: WorkerOnDay, partnership_id: int, team_id: int) -> list[Post]:
    """Those of a worker's posts by which they may change posts in a team."""
    return [
        post
        for post in worker.posts
        if post.partnership_id == partnership_id
        and (post.role in LEADING or (post.role == Role.TEAM_MANAGER and post.team_id == team_id))
    ]


def may_change_posts(worker: WorkerOnDay, partnership_id: int, team_id: int) -> Answer:
    """Whether the pages that change the posts of a team are for this worker at all."""
    for post in posts_by_which(worker, partnership_id, team_id):
        return allow(f"you are {post.role}, {post.team_name}")
    return refuse(
        "the team’s manager, a head of service or a director changes who is in a team",
        "Ask one of them.",
    )


def may_give_role(role: Role, kind: OrganisationKind) -> Answer:
    if role in OF_COUNCIL_ALONE and kind != OrganisationKind.COUNCIL:
        return refuse(
            f"{_article(role)} is always the council’s ({OF_COUNCIL_ALONE[role]})",
            "Choose another role, or the council as the employer.",
        )
    return allow(f"{_article(role)} may be employed by {kind.label}")


def _article(role: Role) -> str:
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"


def may_fill(worker: WorkerOnDay, subject_id: int, offered: Offered) -> Answer:
    """Whether this worker may give somebody this post: an organisation's posts are authorised by its own."""
    lawful = may_give_role(offered.role, offered.employer_kind)
    if not lawful:
        return lawful
    if worker.worker_id == subject_id:
        return refuse("nobody gives a post to themselves", ASK_A_LEADER)
    mine = posts_by_which(worker, offered.partnership_id, offered.team_id)
    if not mine:
        return may_change_posts(worker, offered.partnership_id, offered.team_id)
    mine = [post for post in mine if post.employer_id == offered.employer_id]
    if not mine:
        return refuse(
            f"posts with {offered.employer_name} are given by its own managers",
            f"Ask a manager, head of service or director of {offered.employer_name}.",
        )
    return _by_role(mine, offered.role)


def _by_role(mine: Iterable[Post], role: Role) -> Answer:
    for post in mine:
        if post.role in LEADING or role in FILLED_BY_TEAM_MANAGER:
            return allow(f"you are {post.role}, {post.employer_name}")
    return refuse(
        f"a team’s manager does not decide who is {role}",
        ASK_A_LEADER,
    )


def may_last(from_day: date, to_day: date | None, today: date) -> Answer:
    if from_day < today:
        return refuse(
            "it would begin in the past, and who could see what then cannot be changed now",
            "Choose today or a later day, and say under “authorised by” since when they work here.",
        )
    if to_day is not None and to_day <= from_day:
        return refuse("it ends before it begins", "Choose an end that is later than its beginning.")
    return allow("it begins and ends")


def may_join(
    name: str, held: Iterable[HeldPost], offered: Offered, from_day: date, to_day: date | None
) -> Answer:
    """One post in a team at a time, and one employer at a time. `held`: the other posts they have."""
    there = [post for post in held if post.overlaps(from_day, to_day)]
    for post in there:
        if post.team_id == offered.team_id:
            return refuse(
                f"{name} has a post in this team then: {post.said}",
                "Change that one, or choose days on which they have none.",
            )
    for post in there:
        if post.employer_id != offered.employer_id:
            return refuse(
                f"{name} works for {post.employer_name} then: {post.said}",
                f"Choose {post.employer_name} as the employer, or end that post first.",
            )
    return allow(f"{name} has no other post in this team then")


def is_open(team: str, closes: date | None, from_day: date, to_day: date | None) -> Answer:
    """`closes`: from which day nobody manages the team."""
    if closes is None or (to_day is not None and to_day <= closes):
        return allow("the team is managed then")
    if from_day < closes:
        return refuse(
            f"{team} is closed from {_day(closes)}",
            f"Choose an end for it that is no later than {_day(closes)}.",
        )
    return refuse(f"{team} is closed from {_day(closes)}", "Choose another team.")


def may_end_post(worker: WorkerOnDay, subject_id: int, post: Offered) -> Answer:
    """A team's manager, of whichever organisation, says who is in the team; who leads the employer says so of
    all its posts."""
    if worker.worker_id == subject_id:
        return refuse("nobody ends or changes a post of their own", ASK_A_LEADER)
    mine = [
        by
        for by in posts_by_which(worker, post.partnership_id, post.team_id)
        if by.role == Role.TEAM_MANAGER or by.employer_id == post.employer_id
    ]
    if not mine:
        return refuse(
            "the team’s manager, or the head of service or director of their own organisation, "
            "ends or changes this post",
            "Ask one of them.",
        )
    return _by_role(mine, post.role)


def may_end_on(held: HeldPost, from_day: date, today: date) -> Answer:
    if held.end is not None and held.end <= today:
        return refuse(f"this post ended on {_day(held.end)}")
    if from_day < today:
        return refuse(
            "it would end in the past, and until today they could see what the post let them see",
            "Choose today or a later day.",
        )
    if held.end is not None and held.end <= from_day:
        return refuse(f"this post ends on {_day(held.end)} already", "Choose an earlier day.")
    if from_day <= held.start <= today:
        return refuse("this post began today", "Choose tomorrow or a later day.")
    return allow("it ends then")


def is_change(held: HeldPost, role: Role, employer_id: int, from_day: date) -> Answer:
    if (role, employer_id) == (held.role, held.employer_id):
        return refuse("role and employer are as they were", "Choose what changes.")
    if from_day <= held.start:
        return refuse(
            f"this post begins on {_day(held.start)}",
            "Choose a later day than that for the change.",
        )
    return allow("role or employer changes")


# Teams


def may_change_management(worker: WorkerOnDay, partnership_id: int) -> Answer:
    return may_by_role(
        worker,
        partnership_id,
        LEADING,
        kind=OrganisationKind.COUNCIL,
        otherwise=refuse(
            "the council’s head of service or director says which organisation manages a team, and closes it",
            "The power to arrange this cannot itself be delegated (Children and Young Persons Act 2008, "
            "section 1; SI 2014/2407).",
        ),
    )


def may_manage_from(
    from_day: date, today: date, lines: Iterable[Held], *, same: bool = False
) -> Answer:
    """Whether management may change, or end, from a day. `lines`: those there are; `same`: nothing changes."""
    lines = list(lines)
    closes = max((line.end or date.max for line in lines), default=date.max)
    if closes < date.max:
        return refuse(
            f"this team is closed from {_day(closes)}", "A closed team is not managed by anybody."
        )
    if from_day < today:
        return refuse(
            "it would begin in the past, and who managed the team then cannot be changed now",
            "Choose today or a later day.",
        )
    last = max((line.start for line in lines), default=date.min)
    if from_day <= last:
        return refuse(f"the line before begins on {_day(last)}", "Choose a later day than that.")
    if same:
        return refuse("that organisation manages it then already", "Choose the other one.")
    return allow("it follows the line before")


def may_be_empty(team: str, names: Collection[str]) -> Answer:
    """A team is closed when nobody is left in it. `names`: who has a post in it from that day."""
    if names:
        said = ", ".join(sorted(names)[:10])
        more = f" and {len(names) - 10} more" if len(names) > 10 else ""
        return refuse(
            f"these have a post in {team} from that day: {said}{more}",
            "End each of these posts by that day, or choose a later one.",
        )
    return allow("nobody has a post in it from then on")


# New workers


def may_be_made(*, well_formed: bool, taken: bool) -> Answer:
    """The address itself is not said again: a refusal is kept in the trail."""
    if not well_formed:
        return refuse(
            "that is not an email address, so nobody was made", "Give it as name@place.example."
        )
    if taken:
        return refuse(
            "somebody signs in with that address already, so nobody was made",
            "If it is theirs, choose them from the list; or else give another address.",
        )
    return allow("nobody signs in with it yet")


def may_be_who_never_came(known: str, typed: str) -> Answer:
    """Whether somebody new is who was entered with that address before, and whose post was called off. The
    name is said in what to do, not in the reason: a refusal is kept in the trail."""
    if known.casefold().split() == typed.casefold().split():
        return allow("they were entered here before")
    return refuse(
        "somebody was entered here with that address before, under another name",
        f"If it is {known}, give the name so; or else give another address.",
    )
