"""Who can be asked: officers of the council, members of teams, chairs of panels."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, Q, QuerySet, When

from homeward.partnership.models import Arrangement, Membership, Team
from homeward.partnership.rules import Role
from homeward.referrals import rules


# Posts that sit on panels of teams that are not their own.
LEADS = (Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.PANEL_CHAIR)


def council_officers(partnership_id: int, day: date) -> list[tuple[int, str]]:
    """Who of the council can take a family back: name, role and team."""
    posts = Membership.objects.filter(
        partnership_id=partnership_id,
        period__contains=day,
        employer__kind="council",
        role__in=rules.TAKES_BACK_ROLES,
    )
    return _people(posts)


def members(team_ids: list[int], day: date) -> list[tuple[int, str]]:
    return _people(Membership.objects.filter(team_id__in=team_ids, period__contains=day))


def chairs(team_ids: list[int], day: date) -> list[tuple[int, str]]:
    return _people(
        Membership.objects.filter(team_id__in=team_ids, period__contains=day, role=Role.PANEL_CHAIR)
    )


def can_sit(teams: Sequence[Team], day: date) -> list[tuple[int, str]]:
    """Who can be named as a member: the panels' own teams, and those who lead in either organisation."""
    posts = Membership.objects.filter(
        Q(team__in=teams) | Q(role__in=LEADS),
        partnership_id__in={team.partnership_id for team in teams},
        period__contains=day,
    )
    ordered = posts.order_by(Case(When(team__in=teams, then=0), default=1), "worker__name", "id")
    return _people(ordered, with_employer=True)


def deputies(arrangement: Arrangement | None, day: date) -> list[tuple[int, str]]:
    """Who else may lawfully decide, and so sign in the place of a chair who cannot."""
    if arrangement is None:
        return []
    posts = Membership.objects.filter(
        partnership_id=arrangement.partnership_id,
        role=arrangement.decides_role,
        employer__kind=arrangement.decides_kind,
        period__contains=day,
    )
    return _people(posts)


def _people(posts: QuerySet[Membership], *, with_employer: bool = False) -> list[tuple[int, str]]:
    people: dict[int, str] = {}
    ordered = posts if posts.query.order_by else posts.order_by("worker__name", "id")
    for post in ordered.select_related("worker", "team", "employer"):
        if post.worker.is_active:
            employer = f", {post.employer.name}" if with_employer else ""
            said = f"{post.worker.name}, {post.role}, {post.team.name}{employer}"
            people.setdefault(post.worker_id, said)
    return list(people.items())
