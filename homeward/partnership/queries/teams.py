"""Reads of teams and of who is in them: today, before and to come. Each a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from homeward.partnership.models import Management, Membership, Team, Worker
from homeward.partnership.rules import WorkerOnDay


SHOWN = 50  # of each list


@dataclass(frozen=True)
class TeamToday:
    """A team, and who manages it today; `closes` when nobody does from a day on."""

    team: Team
    now: Management | None
    coming: list[Management]
    before: list[Management]
    closes: date | None

    @property
    def lines(self) -> list[Management]:
        """All of them, what is to come first."""
        now = [self.now] if self.now else []
        return [*reversed(self.coming), *now, *self.before]


def managed(teams: Iterable[Team], today: date) -> list[TeamToday]:
    """One query for all of them."""
    teams = list(teams)
    lines: dict[int, list[Management]] = {team.pk: [] for team in teams}
    held = Management.objects.filter(team__in=teams).select_related("organisation")
    for line in held.order_by("period"):
        lines[line.team_id].append(line)
    return [
        TeamToday(
            team,
            next((line for line in lines[team.pk] if line.holds_on(today)), None),
            [line for line in lines[team.pk] if line.start > today],
            [line for line in reversed(lines[team.pk]) if line.end and line.end <= today],
            lines[team.pk][-1].end if lines[team.pk] else None,
        )
        for team in teams
    ]


@dataclass
class Posts:
    """Posts, of a team or of a worker, by when they hold."""

    now: list[Membership] = field(default_factory=list)
    coming: list[Membership] = field(default_factory=list)
    before: list[Membership] = field(default_factory=list)
    more: int = 0  # that are not shown, of those before

    @classmethod
    def of(cls, posts: QuerySet[Membership], today: date) -> "Posts":
        not_over = list(posts.not_over(today).order_by("worker__name", "period", "pk"))
        over = posts.filter(period__endswith__lte=today).order_by("-period", "pk")
        before = list(over[: SHOWN + 1])
        return cls(
            [post for post in not_over if post.holds_on(today)],
            [post for post in not_over if post.start > today],
            before[:SHOWN],
            over.count() - SHOWN if len(before) > SHOWN else 0,
        )


def posts_in(team: Team, today: date) -> Posts:
    posts = Membership.objects.filter(team=team)
    return Posts.of(posts.select_related("worker", "team", "employer"), today)


def posts_of(worker: Worker, partnership_ids: Iterable[int], today: date) -> Posts:
    theirs = Membership.objects.filter(worker=worker, partnership_id__in=partnership_ids)
    return Posts.of(theirs.select_related("worker", "team", "employer"), today)


def at_work(partnership_id: int, today: date) -> QuerySet[Worker]:
    """Who has a post today or later, by name: from these one chooses."""
    posts = Membership.objects.filter(partnership_id=partnership_id).not_over(today)
    return Worker.objects.filter(pk__in=posts.values("worker"), is_active=True).order_by(
        "name", "pk"
    )


def colleagues(worker: WorkerOnDay, today: date) -> QuerySet[Worker]:
    """Everybody who has a post today in a partnership of this worker's, by name."""
    held = Q(partnership_id__in=worker.partnership_ids, period__contains=today)
    posts = Membership.objects.filter(held)
    return Worker.objects.filter(pk__in=posts.values("worker")).order_by("name", "pk")


def roles_of(workers: Iterable[Worker], worker: WorkerOnDay, today: date) -> dict[int, str]:
    """What each of them is today, and in which team. One query."""
    posts = Membership.objects.filter(
        worker__in=list(workers),
        partnership_id__in=worker.partnership_ids,
        period__contains=today,
    ).select_related("team")
    said: dict[int, list[str]] = {}
    for post in posts.order_by("pk"):
        said.setdefault(post.worker_id, []).append(f"{post.role}, {post.team}")
    return {pk: "; ".join(roles) for pk, roles in said.items()}
