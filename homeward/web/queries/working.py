"""Whether a team's work with a child can end: every area is asked what is left to do.

A child in need is the council's whether a service helps or not (Children Act 1989, section 17), so the sight of
a council's team ends by no event: its manager says so. A child whom the council looks after is safeguarded by
it for all that time (section 22), so the last of its social work teams cannot leave.
"""

from datetime import date

from django.db.models import Q, QuerySet

from homeward.access.rules import Answer
from homeward.care.models import PeriodOfCare
from homeward.locks import unlocked
from homeward.partnership.models import Team
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.sharing import rules
from homeward.sharing.models import Involvement
from homeward.tasks.models import Task


def teams_working(worker: WorkerOnDay, child: Child, today: date) -> QuerySet[Team]:
    """Those that this worker manages and that go on working with the child."""
    managed = [post.team_id for post in worker.posts if post.role == Role.TEAM_MANAGER]
    going_on = Involvement.objects.going_on(today).filter(child=child, team__in=managed)
    return Team.objects.filter(pk__in=going_on.values("team_id")).order_by("name")


def may_end_work(worker: WorkerOnDay, child: Child, team: Team, today: date) -> Answer:
    with unlocked():  # what is left to do counts also where this worker does not see it
        going_on = Involvement.objects.going_on(today).filter(child=child)
        return rules.may_end_work(
            worker,
            team.pk,
            works=going_on.filter(team=team).exists(),
            still=_still(child, team, today),
        )


def _still(child: Child, team: Team, today: date) -> list[str]:
    still = []
    if tasks := Task.objects.open().filter(children=child, team=team).count():
        still.append(f"{tasks} {'task' if tasks == 1 else 'tasks'} of this team about the child")
    # What the team receives lasts as long as its follow-ups; what it sent, as long as the help.
    its_own = Q(to_team=team) | Q(from_team=team, episode__closed_at=None)
    still += [
        f"referral {referral} goes on"
        for referral in Referral.objects.going_on().filter(its_own, children=child)
    ]
    others = Involvement.objects.going_on(today).filter(
        child=child, team__kind=Team.Kind.SOCIAL_WORK
    )
    in_care = PeriodOfCare.objects.filter(child=child, period__contains=today)
    if in_care.exists() and not others.exclude(team=team).exists():
        still.append(
            "the council looks after the child, and no other social work team works with them"
        )
    return still
