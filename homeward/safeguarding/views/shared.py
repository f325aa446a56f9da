"""What every form about a child's status does: fetch what this worker may see, act once, tell the trail."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.forms import HomewardForm
from homeward.people.models import Child
from homeward.safeguarding.models import Status
from homeward.trail import actions as trail


Row = TypeVar("Row", bound=Status)


def get_child(request: HttpRequest, pk: int) -> Child:
    return get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)


def get_status(request: HttpRequest, model: type[Row], pk: int) -> Row:
    mine = model._default_manager.visible_to(  # type: ignore[attr-defined]
        request.worker, localdate()
    )
    return get_object_or_404(mine.select_related("child"), pk=pk)


def ask(
    request: HttpRequest,
    child: Child,
    form: HomewardForm,
    template: str,
    act: Callable[[dict[str, Any]], Model],
    said: str,
    answer: Answer,
    **more: Any,
) -> HttpResponse:
    """Show the form; on POST act and go back to where the child stands, or say why not and keep what was typed."""
    made, status = take(request, form, act, answer)
    if made:
        messages.success(request, said)
        return redirect("web:statuses", pk=child.pk)
    trail.looked(
        "opened where the child stands to write in it", by=request.user, children=[child.pk]
    )
    context = {
        "child": child,
        "names": child.first_name,
        "form": form,
        "answer": answer,
        "back_url": reverse("web:statuses", args=[child.pk]),
        "back_text": f"Where {child.first_name} stands",
        **more,
    }
    return render(request, f"safeguarding/{template}.html", context, status=status)
