"""A child's life by date: drawn, and the same as a table. Each page draws what it lists."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.reunification.queries import life_of
from homeward.reunification.rules import charted
from homeward.trail import actions as trail
from homeward.web.child_bar import child_with_bar


PAGE = 50


def chronology(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child, bar, _ = child_with_bar(request, pk, today, "chronology")
    trail.looked(
        "read the child’s chronology",
        by=request.user,
        children=[pk],
        subject=child,
        because=bar["why"],
    )
    page = Paginator(life_of(child, request.worker, today), PAGE).get_page(request.GET.get("page"))
    context = {
        "child": child,
        "bar": bar,
        "page": page,
        "chart": charted(list(page.object_list), today, child.born, page.start_index()),
        "today": today,
    }
    return render(request, "web/chronology.html", context)
