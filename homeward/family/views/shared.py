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
from homeward.forms import HomewardForm, SeenForm
from homeward.trail import actions as trail


RECORDED = allow("what happened is recorded by whoever knows it")


def opened(request: HttpRequest, group: FamilyGroup, what: str) -> dict[str, Any]:
    """Tell the trail that a page of this family was read, and give what all of them show."""
    children = group.in_order()
    trail.looked(what, by=request.user, children=[child.pk for child in children], subject=group)
    return {"group": group, "children": children, "names": names(children)}


def people_of(group: FamilyGroup) -> list[queries.Known]:
    return queries.known(group, group.in_order(), localdate())


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
    newest: int | str | None = None,
    **context: Any,
) -> HttpResponse:
    """A form on a page of its own: act once and go back, or say why not and keep what was typed. `newest`: the version
    of what a form about a version changes; who reads it there may send the form again."""
    back_url = reverse(back, args=[back_pk or group.pk])
    made, status = take(request, form, act, answer)
    if made:
        messages.success(request, said)
        return redirect(back_url)
    overtaken = status == 409
    if newest is not None and isinstance(form, SeenForm):
        overtaken = overtaken or form.is_behind(newest)
        form.saw(newest)
    page = {
        **opened(request, group, "opened a form about the family"),
        "form": form,
        "answer": answer,
        "back_url": back_url,
        "back_text": back_text,
        "overtaken": overtaken,
        **context,
    }
    return render(request, f"family/{name}.html", page, status=status)
