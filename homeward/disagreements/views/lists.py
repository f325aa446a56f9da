"""The list of disagreements, and what both boards are told of them each quarter."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.access.guard import require
from homeward.decisions.queries import names
from homeward.disagreements import queries, rules
from homeward.disagreements.forms import ListForm
from homeward.disagreements.models import Disagreement
from homeward.disagreements.queries.lists import said
from homeward.drafts import lists
from homeward.partnership.choosing import chosen_id
from homeward.partnership.views.boards import quarter_page
from homeward.trail import actions as trail


PAGE = 50


def list_(request: HttpRequest) -> HttpResponse:
    """Those about children whom this worker sees, narrowed as they choose; with `?as=` as a file."""
    if request.method == "POST":
        return lists.remembered(request, ListForm)
    narrowing = lists.narrowed(request, ListForm)
    today = localdate()
    found = queries.narrowed(
        queries.disagreements_of(request.worker, today), narrowing.chosen, request.worker, today
    )
    if "as" in request.GET:
        every = list(found)
        table = queries.disagreements_table(every, today)
        name = "the list of disagreements"
        return taken_away(request, [table], name=name, children=_children(every))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    trail.looked("read the list of disagreements", by=request.user, children=_children(shown))
    rows = [
        {
            "one": one,
            "names": names(list(one.children.all())),
            "standing": one.standing(),
            "said": said(one, today),
            "overdue": one.standing().is_overdue(today),
        }
        for one in shown
    ]
    partnership = chosen_id(request)
    context = {
        "page": page,
        "rows": rows,
        "narrowing": narrowing,
        "reads_themes": rules.may_read_themes(request.worker, partnership),
    }
    return render(request, "disagreements/list.html", context)


def _children(found: Iterable[Disagreement]) -> set[int]:
    return {child.pk for one in found for child in one.children.all()}


def themes(request: HttpRequest) -> HttpResponse:
    """Counts alone, over all children of the worker's own partnership; with `?as=` as a file."""
    partnership = chosen_id(request)
    return quarter_page(
        request,
        "disagreements/themes.html",
        require(rules.may_read_themes(request.worker, partnership)),
        asked="Raised",
        count=lambda *days: rules.counted(queries.raised_in(partnership, *days), localdate()),
        tables=queries.themes_tables,
        name="the themes of disagreements",
    )
