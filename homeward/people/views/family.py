"""The family of a child: drawn and in a table, and entering who belongs to it and how."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.people import actions, queries
from homeward.people.forms import (
    EndForm,
    PartnersForm,
    RelativeForm,
    TieForm,
    UntieForm,
    as_known,
)
from homeward.people.models import Adult, Child, FamilyTie, Relationship
from homeward.people.queries import ties_among
from homeward.people.rules import TieKind
from homeward.trail import actions as trail


def family(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing, and everything it says in a table beside it."""
    child = _get_child(request, pk)
    found = queries.family_of(child, request.worker, localdate())
    shown = [one.pk for one in found.children]
    trail.looked("read the family", by=request.user, children=shown, subject=child)
    context = {
        "child": child,
        "family": found,
        "drawing": found.drawing,
        "may_tie": len(_around(child)) > 1,
        "own_ties": set(_own_ties(child).values_list("pk", flat=True)),
    }
    return render(request, "people/family.html", context)


def add_relative(request: HttpRequest, pk: int) -> HttpResponse:
    child = _get_child(request, pk)
    known = _known_elsewhere(request, child)
    form = keeping.form_for(request, RelativeForm, known=known, initial={"who": "new", "sex": "U"})
    made, status = take(
        request,
        form,
        lambda typed: actions.add_relative(child, form.said(), adult=form.adult, by=request.user),
    )
    if made:
        messages.success(request, "They are in the record of the family.")
        return redirect("people:family", pk=pk)
    what = "opened the family to enter somebody"
    return _asked(request, child, form, "people/add_relative.html", status, what)


def change_relative(request: HttpRequest, pk: int) -> HttpResponse:
    relationship = _get_relationship(request, pk)
    form = keeping.form_for(request, RelativeForm, initial=as_known(relationship))
    made, status = take(
        request,
        form,
        lambda typed: actions.change_relative(relationship, form.said(), by=request.user),
    )
    if made:
        messages.success(request, "It is kept.")
        return redirect("people:family", pk=relationship.child_id)
    what = "opened the family to change somebody"
    more = {"relationship": relationship}
    child = relationship.child
    return _asked(request, child, form, "people/change_relative.html", status, what, **more)


def end_relative(request: HttpRequest, pk: int) -> HttpResponse:
    relationship = _get_relationship(request, pk)
    form = keeping.form_for(request, EndForm, initial={"on": localdate()})
    made, status = take(
        request,
        form,
        lambda typed: actions.end_relative(relationship, on=typed["on"], by=request.user),
    )
    if made:
        messages.success(request, "It is kept that they are no longer around the child.")
        return redirect("people:family", pk=relationship.child_id)
    what = "opened the family to say that somebody is no longer around"
    more = {"relationship": relationship}
    child = relationship.child
    return _asked(request, child, form, "people/end_relative.html", status, what, **more)


def add_tie(request: HttpRequest, pk: int) -> HttpResponse:
    child = _get_child(request, pk)
    form = keeping.form_for(request, TieForm, adults=_around(child))
    made, status = take(
        request,
        form,
        lambda typed: actions.tie(
            child,
            typed["kind"],
            form.adults[typed["one"]],
            form.adults[typed["other"]],
            how=typed["how"],
            over=typed["over"],
            since=typed["since"],
            over_since=typed["over_since"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "It is kept how the two belong together.")
        return redirect("people:family", pk=pk)
    what = "opened the family to say how two belong together"
    return _asked(request, child, form, "people/add_tie.html", status, what)


def change_tie(request: HttpRequest, pk: int, tie_pk: int) -> HttpResponse:
    child, tie = _get_tie(request, pk, tie_pk, kind=TieKind.PARTNERS)
    initial = {
        "how": tie.how,
        "since": tie.since,
        "over": tie.over,
        "over_since": tie.over_since,
    }
    form = keeping.form_for(request, PartnersForm, initial=initial)
    made, status = take(
        request,
        form,
        lambda typed: actions.change_tie(
            child,
            tie,
            how=typed["how"],
            over=typed["over"],
            since=typed["since"],
            over_since=typed["over_since"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "It is kept.")
        return redirect("people:family", pk=pk)
    what = "opened the family to say anew how two belong together"
    return _asked(request, child, form, "people/change_tie.html", status, what, tie=tie)


def untie(request: HttpRequest, pk: int, tie_pk: int) -> HttpResponse:
    child, tie = _get_tie(request, pk, tie_pk)
    form = keeping.form_for(request, UntieForm)

    def act(typed: dict[str, Any]) -> Child:
        actions.untie(child, tie, by=request.user)
        return child

    made, status = take(request, form, act)
    if made:
        messages.success(request, "It is taken out. That it was there stays in the trail.")
        return redirect("people:family", pk=pk)
    what = "opened the family to take something out"
    return _asked(request, child, form, "people/untie.html", status, what, tie=tie)


def _asked(
    request: HttpRequest,
    child: Child,
    form: Any,
    template: str,
    status: int,
    what: str,
    **more: Any,
) -> HttpResponse:
    trail.looked(what, by=request.user, children=[child.pk], subject=child)
    back_url = reverse("people:family", args=[child.pk])
    context = {"child": child, "form": form, "back_url": back_url, **more}
    return render(request, template, context, status=status)


def _around(child: Child) -> list[Adult]:
    adults = Adult.objects.filter(pk__in=child.relationships.values("adult"))
    return list(adults.order_by("name", "pk"))


def _known_elsewhere(request: HttpRequest, child: Child) -> list[Adult]:
    """Adults around brothers and sisters whom this worker sees, and not around this child today."""
    today = localdate()
    others = queries.siblings(child, request.worker, today)
    theirs = Relationship.objects.filter(child__in=others.values("pk"), period__contains=today)
    mine = child.relationships.filter(period__contains=today)
    adults = Adult.objects.filter(pk__in=theirs.values("adult"))
    return list(adults.exclude(pk__in=mine.values("adult")).order_by("name", "pk")[:50])


def _get_child(request: HttpRequest, pk: int) -> Child:
    return get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)


def _get_relationship(request: HttpRequest, pk: int) -> Relationship:
    today = localdate()
    seen = Child.objects.visible_to(request.worker, today)
    mine = Relationship.objects.filter(child__in=seen, period__contains=today)
    return get_object_or_404(mine.select_related("child", "adult"), pk=pk)


def _get_tie(request: HttpRequest, pk: int, tie_pk: int, **only: Any) -> tuple[Child, FamilyTie]:
    child = _get_child(request, pk)
    return child, get_object_or_404(_own_ties(child).filter(**only), pk=tie_pk)


def _own_ties(child: Child) -> QuerySet[FamilyTie]:
    """Of those around this child: those of a brother's or sister's adults are changed on that one's page."""
    return ties_among(Adult.objects.filter(pk__in=child.relationships.values("adult")))
