"""What every page about a family does: fetch what this worker may see, act on a form, tell the trail."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer, allow
from homeward.access.taking import take
from homeward.decisions.queries import names
from homeward.family import queries
from homeward.family.models import FamilyGroup
from homeward.forms import HomewardForm
from homeward.people.models import Child
from homeward.trail import actions as trail


RECORDED = allow("what happened is recorded by whoever knows it")


def children_of(group: FamilyGroup) -> list[Child]:
    return list(group.children.order_by("born", "pk"))


def opened(request: HttpRequest, group: FamilyGroup, what: str) -> dict[str, Any]:
    """Tell the trail that a page of this family was read, and give what all of them show."""
    children = children_of(group)
    trail.looked(what, by=request.user, children=[child.pk for child in children], subject=group)
    return {"group": group, "children": children, "names": names(children)}


def people_of(group: FamilyGroup) -> list[queries.Known]:
    return queries.known(group, children_of(group), localdate())


def asked(
    request: HttpRequest,
    group: FamilyGroup,
    name: str,
    form: HomewardForm,
    act: Callable[[dict[str, Any]], Any],
    said: str,
    *,
    answer: Answer = RECORDED,
    back: str = "family:group",
    back_pk: int | None = None,
    back_text: str = "The family",
    **context: Any,
) -> HttpResponse:
    """A form on a page of its own: act once and go back, or say why not and keep what was typed."""
    back_url = reverse(back, args=[back_pk or group.pk])
    made, status = take(request, form, act, answer)
    if made:
        messages.success(request, said)
        return redirect(back_url)
    page = {
        **opened(request, group, "opened a form about the family"),
        "form": form,
        "answer": answer,
        "back_url": back_url,
        "back_text": back_text,
        "overtaken": status == 409,
        **context,
    }
    return render(request, f"family/{name}.html", page, status=status)
