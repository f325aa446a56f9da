"""A worker on one day: posts, and what the sharing agreement grants each of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from homeward.access.rules import Answer, allow
from homeward.partnership.rules.agreement import DataGroup, Purpose
from homeward.partnership.rules.roles import OrganisationKind, Role


@dataclass(frozen=True)
class Post:
    """One membership of a worker on one day."""

    team_id: int
    team_name: str
    partnership_id: int
    role: Role
    employer_id: int
    employer_name: str
    employer_kind: OrganisationKind
    # What the sharing agreement grants this role, as it stands that day.
    groups: frozenset[DataGroup] = frozenset()
    # Where it has ended: that day. `groups` is then what remains, of children with whom the team already worked.
    lapsed_on: date | None = None
    # For what it is granted.
    purposes: frozenset[Purpose] = frozenset()
    partnership_name: str = ""
    duty_phone: str = ""
    help_phone: str = ""


@dataclass(frozen=True)
class WorkerOnDay:
    """A worker's posts on one day: fetched once, then plain. Rules ask nothing else about a worker."""

    worker_id: int
    name: str
    posts: tuple[Post, ...]

    @property
    def team_ids(self) -> frozenset[int]:
        return frozenset(post.team_id for post in self.posts)

    @property
    def partnership_ids(self) -> frozenset[int]:
        return frozenset(post.partnership_id for post in self.posts)

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """For what the sharing agreement lets the worker look and write, in its own order."""
        held = {purpose for post in self.posts for purpose in post.purposes}
        return tuple(purpose for purpose in Purpose if purpose in held)

    @property
    def role_line(self) -> str:
        return "; ".join(f"{post.role}, {post.team_name}" for post in self.posts) or "no post today"

    def within(self, partnership_ids: Collection[int]) -> "WorkerOnDay":
        """With the posts of these partnerships alone: another's are no business of who asks here."""
        posts = tuple(post for post in self.posts if post.partnership_id in partnership_ids)
        return replace(self, posts=posts)

    def has_role(self, *roles: Role, team_id: int | None = None) -> bool:
        return any(
            post.role in roles and (team_id is None or post.team_id == team_id)
            for post in self.posts
        )

    def is_council_officer(self, partnership_id: int) -> bool:
        return any(
            post.employer_kind == OrganisationKind.COUNCIL and post.partnership_id == partnership_id
            for post in self.posts
        )


def may_by_role(
    worker: WorkerOnDay,
    partnership_id: int,
    roles: Collection[Role],
    *,
    kind: OrganisationKind | None = None,
    otherwise: Answer,
) -> Answer:
    """Who has one of these roles there; with `kind`, in that organisation. `otherwise`: what anybody else is
    told."""
    for post in worker.posts:
        if (
            post.partnership_id == partnership_id
            and post.role in roles
            and kind in (None, post.employer_kind)
        ):
            return allow(f"you are {post.role}, {post.employer_name}")
    return otherwise
