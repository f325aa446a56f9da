"""What was done at night: on the child's page, and for the teams that were told."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import now

from homeward.duty.models import NightNote, NightTold
from homeward.partnership.models import Team
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import Involvement


LATELY = timedelta(days=7)


def teams_to_tell(child: Child, today: date) -> list[Team]:
    """Every team that works with the child, of either organisation; duty's own only where there is no other."""
    works = Involvement.objects.going_on(today).filter(
        child=child, team__isnull=False, period__startswith__lte=today
    )
    teams = list(Team.objects.filter(pk__in=works.values("team")).order_by("pk"))
    return [team for team in teams if team.kind != Team.Kind.DUTY] or teams


def nights_of(child: Child, most: int) -> list[NightNote]:
    """Of the last days, for who sees what keeps the child safe: the newest first."""
    lately = NightNote.objects.filter(child=child, written_at__gte=now() - LATELY)
    return list(lately.select_related("written_by")[:most])


def told_to(worker: WorkerOnDay, day: date) -> QuerySet[NightTold]:
    """What was told to the teams of this worker, about children of whom they see what keeps them safe."""
    seen = Child.objects.visible_to(worker, day, DataGroup.SAFETY)
    return NightTold.objects.filter(
        team_id__in=worker.team_ids,
        note__child__in=seen.values("pk"),
        partnership_id__in=worker.partnership_ids,
    )
