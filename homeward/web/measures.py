"""All that was measured of a child, goals among it, and which children in care have no SDQ: where areas meet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.measures.queries import measures_of
from homeward.trail import actions as trail
from homeward.web import queries
from homeward.web.child_bar import child_with_bar


SHOWN = 50


def measures(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child, bar, sight = child_with_bar(request, pk, today, "measures")
    trail.looked(
        "read the child’s measures",
        by=request.user,
        children=[pk],
        subject=child,
        because=bar["why"],
    )
    episode = queries.child.episode_of(child, request.worker, today)
    context = {
        "child": child,
        "bar": bar,
        "episode": episode,
        "measures": measures_of(child, sight),
        "goals": queries.measures.goals_of(child, episode),
    }
    return render(request, "web/measures.html", context)


def without_sdq(request: HttpRequest) -> HttpResponse:
    today = localdate()
    asked = queries.measures.asked_for(request.worker, today)
    rows = queries.measures.without_sdq(asked, today)
    shown = rows[:SHOWN]
    trail.looked(
        "read which children in care have no SDQ",
        by=request.user,
        children=[row.child.pk for row in shown],
    )
    context = {"rows": shown, "more": len(rows) > SHOWN, "most": SHOWN, "asked": len(asked)}
    return render(request, "web/without_sdq.html", context)
