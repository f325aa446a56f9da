"""What was already told about a child: read it, write it down, say what is allowed, and ask again with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.rules import Answer, allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.models import Team
from homeward.people.models import Child
from homeward.trail import actions as trail
from homeward.voice.actions import retelling as actions
from homeward.voice.forms.workers import AskAgainForm, FactForm, PermissionForm
from homeward.voice.models import AlreadyTold
from homeward.voice.queries.retelling import facts_about
from homeward.voice.rules.retelling import may_change_permission, may_read_fact
from homeward.voice.views.shared import get_child


def already_told(request: HttpRequest, pk: int) -> HttpResponse:
    child = get_child(request, pk)
    trail.looked("read what was already told", by=request.user, children=[pk], subject=child)
    context = {"child": child, "facts": facts_about([child], request.worker)}
    return render(request, "voice/already_told.html", context)


def write_fact(request: HttpRequest, pk: int) -> HttpResponse:
    child = get_child(request, pk)
    form = keeping.form_for(
        request,
        FactForm,
        worker=request.worker,
        partnership=child.partnership_id,
        initial={"told_on": localdate()},
    )
    made, status = take(request, form, lambda typed: _write(child, typed, request))
    if made:
        messages.success(request, "It is written down. Nobody needs to ask again.")
        return redirect("voice:already_told", pk=pk)
    answer = allow("whoever heard it writes it down")
    return _asked(request, "write_fact", child, form, answer, status)


def _write(child: Child, typed: dict[str, Any], request: HttpRequest) -> AlreadyTold:
    return actions.write_fact(
        child,
        about=typed["about"],
        fact=typed["fact"],
        teller=typed["teller"],
        source=typed["source"],
        told_on=typed["told_on"],
        team=Team.objects.get(pk=typed["team"]),
        permission=typed["permission"],
        by=request.user,
    )


def change_permission(request: HttpRequest, pk: int) -> HttpResponse:
    told = _get_fact(request, pk)
    form = keeping.form_for(request, PermissionForm, initial={"permission": told.permission})
    answer = may_change_permission(request.worker, told.team_id)
    made, status = take(
        request,
        form,
        lambda typed: actions.change_permission(
            told, permission=typed["permission"], by=request.user
        ),
        answer,
    )
    if made:
        messages.success(request, "What they allow is written down.")
        return redirect("voice:already_told", pk=told.child_id)
    return _asked(request, "change_permission", told.child, form, answer, status, told)


def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    told = _get_fact(request, pk)
    form = keeping.form_for(request, AskAgainForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.ask_again(
            told, why=typed["why"], reason=typed["reason"], by=request.user
        ),
    )
    if made:
        messages.success(
            request,
            "The reason is written down and counted. Ask, then write down only what is new.",
        )
        return redirect("voice:already_told", pk=told.child_id)
    answer = allow("with a reason, which is counted")
    return _asked(request, "ask_again", told.child, form, answer, status, told)


def _asked(
    request: HttpRequest,
    name: str,
    child: Child,
    form: Any,
    answer: Answer,
    status: int,
    told: AlreadyTold | None = None,
) -> HttpResponse:
    trail.looked(
        "opened what was already told to write", by=request.user, children=[child.pk], subject=child
    )
    context = {
        "child": child,
        "form": form,
        "answer": answer,
        "told": told,
        "may_read": told and may_read_fact(request.worker, told.allowed, told.team_id),
    }
    return render(request, f"voice/{name}.html", context, status=status)


def _get_fact(request: HttpRequest, pk: int) -> AlreadyTold:
    mine = AlreadyTold.objects.visible_to(request.worker, localdate())
    return get_object_or_404(mine.select_related("child", "team"), pk=pk)
