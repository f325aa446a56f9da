"""A child of whom a worker sees less than all: what keeps the child safe, or that a sealed record exists.

At the end of a sharing agreement access falls to an agreed minimum (`partnership.rules.SAFETY_MINIMUM`), so
that nobody who knows the child loses sight of a danger on the day a paper ends.
"""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from homeward.access.telling import asked_for
from homeward.locks import unlocked
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.safeguarding.queries import holding
from homeward.sharing.models import NamedInRestriction, entitled
from homeward.sharing.rules import Entitlement, Level, RestrictionKind
from homeward.support.models import Allocation, Happening, VisitChild
from homeward.support.queries import missing_of
from homeward.tasks.models import Task
from homeward.trail import actions as trail
from homeward.web import my_day, queries
from homeward.web.child_bar import bar_of


A_PAGE = 20


def asked_of(request: HttpRequest, pk: int, today: date) -> tuple[Child, Entitlement]:
    """The child and what this worker may see of it, be it nothing. Read while unlocked, because the second
    lock hides a sealed child's row as well: what is shown of it follows from the rule's answer."""
    with unlocked():
        child = get_object_or_404(Child, pk=pk, partnership_id__in=request.worker.partnership_ids)
        return child, entitled(request.worker, child, today)


def less_than_all(request: HttpRequest, pk: int, today: date) -> HttpResponse:
    """In place of the child's page: 404 to whom it is not told that there is a record."""
    child, sight = asked_of(request, pk, today)
    if sight.level == Level.EXISTS:
        return _sealed(request, child, today)
    if DataGroup.SAFETY in sight.groups:
        return _minimum(request, child, sight, today)
    raise Http404


def _sealed(request: HttpRequest, child: Child, today: date) -> HttpResponse:
    trail.refused(asked_for(request), by=request.user, because="the record is sealed")
    context = {"pk": child.pk, "named": named_in_seal(child, today)}
    return render(request, "web/child_sealed.html", context, status=403)


def named_in_seal(child: Child, today: date) -> list[NamedInRestriction]:
    return list(
        NamedInRestriction.objects.filter(
            restriction__child=child,
            restriction__kind=RestrictionKind.SEALED,
            restriction__period__contains=today,
        )
        .select_related("worker")
        .order_by("worker__name")
    )


def _minimum(request: HttpRequest, child: Child, sight: Entitlement, today: date) -> HttpResponse:
    why = sight.may_see(DataGroup.SAFETY)
    trail.looked(
        my_day.READ_THE_CHILD,
        by=request.user,
        children=[child.pk],
        subject=child,
        because=why.reason,
    )
    lapsed = {
        post.lapsed_on
        for post in request.worker.posts
        if post.partnership_id == child.partnership_id and post.lapsed_on
    }
    # What I wrote myself the second lock shows me whatever has ended: `row_locks.OWNERS`.
    written = (
        VisitChild.objects.filter(child=child, visit__written_by=request.user)
        .select_related("visit")
        .order_by("-visit__on", "-visit_id")
    )
    bar = bar_of(child, today, why.reason) | {"missing": missing_of(child)}
    # Of these what keeps the child safe: a child protection plan.
    bar["facts"][:0] = [one.line for one in holding(child, today, sight.may_see)]
    context = {
        "child": child,
        "bar": bar,
        "today": today,
        "ended_on": max(lapsed, default=None),
        "plan": queries.sight.plan_to_keep_safe(child, request.worker, today),
        "key_worker": Allocation.objects.held_on(today)
        .filter(episode__about__child=child)
        .select_related("worker")
        .first(),
        "happenings": list(
            Happening.objects.filter(child=child).select_related("recorded_by")[:A_PAGE]
        ),
        "most": A_PAGE,
        "tasks": list(
            Task.objects.visible_to(request.worker)
            .open()
            .filter(children=child)
            .select_related("worker")
        ),
        "page": Paginator(written, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "web/child_minimum.html", context)
