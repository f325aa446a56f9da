"""How the service is going: counts of children, never one child. Whoever has a post may see it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.analysis.cohort import CohortChild, Ending, ServiceFigures, figures
from homeward.insight import queries
from homeward.insight.charts import care_by_quarter
from homeward.insight.forms import PeriodForm
from homeward.insight.rules import may_read_equality_counts
from homeward.insight.tables import group_tables, main_tables, recording_table, unknown_groups
from homeward.locks import unlocked
from homeward.partnership.choosing import partnership_of
from homeward.partnership.models import Partnership


@dataclass(frozen=True)
class Told:
    """What a page or a file tells of a service."""

    partnership: Partnership
    form: PeriodForm
    everyone: list[CohortChild]  # ever referred
    figures: ServiceFigures
    recording: queries.Recording


def service(request: HttpRequest) -> HttpResponse:
    told = _told(request)
    if told is None:
        return render(request, "insight/nothing_yet.html")
    today = localdate()
    context = {
        "partnership": told.partnership,
        "form": told.form,
        "window": told.form.window(),
        "figures": told.figures,
        "completed": told.figures.endings[Ending.COMPLETED],
        "main": main_tables(told.figures),
        "groups": group_tables(told.everyone, today),
        "unknown": unknown_groups(told.everyone),
        "held": told.recording,
        "chart": care_by_quarter(told.everyone, today),
        "query": request.GET.urlencode(),
        "today": today,
        "reads_equality": may_read_equality_counts(request.worker, told.partnership.pk),
    }
    return render(request, "insight/service.html", context)


def export(request: HttpRequest) -> HttpResponse:
    """All tables of the page in one file: the care figures never without the safety figures."""
    told = _told(request)
    if told is None:
        raise Http404
    tables = (
        *main_tables(told.figures),
        *group_tables(told.everyone, localdate()),
        recording_table(told.recording),
    )
    return taken_away(request, tables, name="the figures of the service")


def _told(request: HttpRequest) -> Told | None:
    """The service of the worker's partnership; None while no family was ever referred. Counted over all the
    children there are, whoever sees them: none is named, and only counts leave."""
    partnership = partnership_of(request)
    today = localdate()
    with unlocked():
        days = queries.period_of_referrals(partnership.pk)
        if days is None:
            return None
        form = PeriodForm(request.GET or None, first=days[0], last=days[1])
        window = form.window()
        everyone = queries.cohort(partnership.pk, *days, today)
        chosen = everyone if window == days else queries.cohort(partnership.pk, *window, today)
        recorded = queries.recording(partnership.pk, today)
    return Told(partnership, form, everyone, figures(chosen, today), recorded)
