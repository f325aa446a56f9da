"""Finding a child's card on duty, opening it with a reason, reading it; and writing what it says."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.duty import actions, queries, rules
from homeward.duty.actions import Words
from homeward.duty.forms import CardForm, FindCardForm, OpenCardForm
from homeward.duty.views.shared import asked_child
from homeward.locks import unlocked
from homeward.partnership.choosing import chosen_id
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.people.rules import understood
from homeward.sharing.models import entitled
from homeward.sharing.rules import Entitlement
from homeward.trail import actions as trail


SHOWN = 50


def find_card(request: HttpRequest) -> HttpResponse:
    """The first step. What is sought is posted and never in an address: it is a name."""
    today, partnership = localdate(), chosen_id(request)
    answer = require(queries.on_duty(request.worker, partnership))
    form = FindCardForm(request.POST or None)
    opened = queries.opened_now(request.worker, partnership)
    context: dict[str, Any] = {"form": form, "opened": opened, "answer": answer, "most": SHOWN}
    shown = [one.child_id for one in opened]
    if form.is_valid():
        sought = understood(form.cleaned_data["words"], today)
        found = queries.sought_cards(sought, request.worker, partnership, today, SHOWN + 1)
        context |= {"found": found[:SHOWN], "more": len(found) > SHOWN, "sought": True}
        shown += [one.child.pk for one in found[:SHOWN]]
    if shown or form.is_valid():
        trail.looked("looked for a card on duty", by=request.user, children=shown)
    return render(request, "duty/find_card.html", context)


def open_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The second step: why. Who works with the child, or has opened the card, needs no reason."""
    child, sight = asked_child(request, pk)
    if queries.reads_card(request.worker, child):
        return redirect("duty:card", pk=pk)
    on_duty = _on_duty(request, child, sight)
    form = keeping.form_for(request, OpenCardForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.open_card(child, reason=typed["reason"], by=request.user),
    )
    if made:
        return redirect("duty:card", pk=pk)
    trail.looked("was asked why, before a card", by=request.user, children=[pk], subject=child)
    context = {
        "form": form,
        "answer": on_duty,
        "child": child,
        "sealed": queries.is_sealed_to(request.worker, sight, child),
        "hours": rules.OPENED_HOURS,
    }
    return render(request, "duty/open_card.html", context, status=status)


def card(request: HttpRequest, pk: int) -> HttpResponse:
    child, sight = asked_child(request, pk)
    answer = queries.reads_card(request.worker, child)
    if not answer:
        _on_duty(request, child, sight)
        return redirect("duty:open_card", pk=pk)
    trail.looked(
        "read the card for the night",
        by=request.user,
        children=[pk],
        subject=child,
        because=answer.reason,
    )
    context = {
        "child": child,
        "card": queries.card_of(child, localtime(), _hidden_from(request, sight)),
        "partnership": child.partnership,
        "answer": answer,
        "writes": rules.may_write_card(sight),
        "sees_record": bool(sight.may_see(DataGroup.CORE)),
        "on_duty": queries.on_duty_somewhere(request.worker),
    }
    return render(request, "duty/card.html", context)


def write_card(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child = get_object_or_404(Child.objects.visible_to(request.worker, today), pk=pk)
    sight = entitled(request.worker, child, today)
    people = list(child.relationships.filter(period__contains=today).select_related("adult"))
    answer = rules.may_write_card(sight)
    words = queries.words_in_force(child) if sight.may_see(DataGroup.SAFETY) else None
    version = words.version if words else 0
    held = {name: getattr(words, name, "") for name in HELD} | {
        "keep_away": [str(adult.pk) for adult in words.keep_away.all()] if words else [],
        "version": version,
    }
    form = keeping.form_for(request, CardForm, people=people, initial=held)
    made, status = take(
        request,
        form,
        lambda typed: actions.write_card(
            child,
            Words(**{name: typed[name] for name in HELD}, keep_away=form.away),
            seen_version=typed["version"],
            by=request.user,
        ),
        answer,
    )
    if made:
        messages.success(request, "Duty reads this from now on.")
        return redirect("duty:card", pk=pk)
    behind = form.is_behind(version)
    form.saw(version)
    trail.looked("opened the card to write it", by=request.user, children=[pk], subject=child)
    context = {
        "child": child,
        "form": form,
        "answer": answer,
        "words": words,
        "behind": behind,
    }
    return render(request, "duty/write_card.html", context, status=status)


HELD = ("where", "tonight", "risks", "do_not_contact")


def _on_duty(request: HttpRequest, child: Child, sight: Entitlement) -> Answer:
    """404 to everybody who may not open it: that there is a record is itself information."""
    answer = queries.on_duty(request.worker, child.partnership_id)
    if not answer or sight.shut or not _open(child):
        raise Http404
    return answer


def _open(child: Child) -> bool:
    with unlocked():
        return queries.is_open(child, localdate())


def _hidden_from(request: HttpRequest, sight: Entitlement) -> queries.Hidden:
    """Whoever opened it on duty is told of brothers and sisters but not of those whose record is closed to them; who
    works with the child, of those whom they see."""
    today = localdate()
    if not rules.sees_card(sight):
        closed = queries.closed_children(request.worker, today)
        return lambda ids: set(ids) & closed
    seen = Child.objects.visible_to(request.worker, today, DataGroup.SAFETY)
    return lambda ids: set(ids) - set(seen.filter(pk__in=ids).values_list("pk", flat=True))
