"""What was agreed in numbers, as a page shows it: what holds today and what follows."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from homeward.partnership.models import Team
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals.models import PanelTerms, ScreeningStandard
from homeward.referrals.models.standards import Agreed


def teams(worker: WorkerOnDay) -> list[tuple[int, str]]:
    """The teams that can have a line of their own: those that receive referrals."""
    receiving = Team.objects.filter(
        partnership_id__in=worker.partnership_ids, kind=Team.Kind.EDGE_OF_CARE
    )
    return [(team.pk, team.name) for team in receiving.order_by("name")]


def lines(worker: WorkerOnDay, day: date) -> list[dict[str, Any]]:
    return [
        {
            "title": "Screening",
            "action": "Agree other numbers for screening",
            "href": reverse("referrals:set_screening"),
            "lines": _lines(ScreeningStandard, worker, day),
        },
        {
            "title": "The panel’s quorum",
            "action": "Agree another quorum",
            "href": reverse("referrals:set_quorum"),
            "lines": _lines(PanelTerms, worker, day),
        },
    ]


def _lines(model: type[Agreed], worker: WorkerOnDay, day: date) -> list[dict[str, str]]:
    kept = model.objects.filter(
        Q(period__contains=day) | Q(period__startswith__gt=day),
        partnership_id__in=worker.partnership_ids,
    )
    written = list(kept.select_related("team").order_by("team__name", "period"))
    holds = {
        line.partnership_id
        for line in written
        if line.team_id is None and not (line.start and line.start > day)
    }
    for partnership_id in sorted(worker.partnership_ids - holds):
        written.insert(0, model.objects.beginning(partnership_id))
    return [
        {
            "whose": line.team.name if line.team else "All teams",
            "when": _when(line, day),
            "words": line.terms.in_words,
            "under": line.decided_under,
        }
        for line in written
    ]


def _when(line: Agreed, day: date) -> str:
    start, end = line.start, line.end
    if start and start > day:
        return f"from {start.day} {start:%B %Y}"
    return f"until {end.day} {end:%B %Y}" if end else ""
