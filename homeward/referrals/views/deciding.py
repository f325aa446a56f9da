"""One family at one sitting: its papers, interests, views and conditions, and the panel's decision."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.decisions.models import View
from homeward.drafts import keeping
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.panel import PanelViewForm, SignForm, VersionForm
from homeward.referrals.models import AgendaItem, Condition
from homeward.referrals.rules import PanelOutcome
from homeward.trail import actions as trail


def get_item(request: HttpRequest, pk: int) -> AgendaItem:
    visible = AgendaItem.objects.visible_to(request.worker, localdate())
    return get_object_or_404(
        visible.select_related(
            "sitting",
            "sitting__chair",
            "sitting__team",
            "referral",
            "referral__partnership",
            "decision",
            "decision__outcome",
            "decision__signed_by",
            "decision__sent_by",
            "deputy",
            "frozen_by",
            "minute",
        ),
        pk=pk,
    )


def about_item(request: HttpRequest, item: AgendaItem) -> dict[str, Any]:
    """All that the pages of an item show, and what this worker may do. Reading it is in the trail."""
    trail.looked(
        "read the panel's papers", by=request.user, children=item.referral.child_ids(), subject=item
    )
    papers, worker, today = queries.papers(item), request.worker, localdate()
    seats = queries.seats(item)
    own = rules.seat_of(seats, worker.worker_id)
    recused = queries.is_recused(item, worker.worker_id)
    chairs = rules.chairing(seats, item.sitting.chair_id, item.deputy_id)
    runs = rules.may_run_sitting(worker, item.sitting, chairs)
    sealed = set(item.expectations.values_list("worker_id", flat=True))
    may_add = rules.may_add_to_item(worker, item, recused)
    return {
        "item": item,
        "decision": item.decision,
        "papers": papers,
        "names": ", ".join(child["name"] for child in papers["children"]),
        "interests": [
            [declared.worker.name, declared.interest or "None", declared.get_then_display()]
            for declared in item.interests.select_related("worker").order_by("id")
        ],
        "not_declared": ", ".join(queries.not_declared(item)),
        "interest_columns": ["Member", "Interest", "So"],
        "condition_columns": ["Condition", "Who", "By", "Met"],
        "back": reverse("referrals:item", args=[item.pk]),
        "conditions": [_condition(condition, item, worker) for condition in _conditions(item)],
        "views": item.decision.views.select_related("added_by"),
        "options": item.decision.options.all(),
        "dissents": item.dissents.select_related("worker"),
        "recused": recused,
        "quorum": rules.quorum(queries.terms_of(item).terms, seats, chairs),
        "chair_cannot": rules.chair_cannot(seats, item.sitting.chair_id),
        "may_add": may_add,
        "may_declare": rules.may_declare_interest(worker, item, own is not None),
        "may_dissent": rules.may_dissent(item, own is not None, recused),
        "may_ask_room": bool(runs and may_add and any(s.present for s in seats)),
        "may_name_deputy": runs and may_add and rules.may_name_deputy(seats, item.sitting.chair_id),
        "runs": runs,
        "send_form": VersionForm(initial={"version": item.decision.version}),
        "may_expect": rules.may_expect(item, own is not None, recused, worker.worker_id in sealed),
        "sealed": len(sealed),
        "sealed_mine": worker.worker_id in sealed,
        "opens_on": rules.opens_on(item.sitting.held_on),
        "on_panel": own is not None or item.sitting.team_id in worker.team_ids,
        "signing": queries.signing(item, worker, today),
    }


def _conditions(item: AgendaItem) -> QuerySet[Condition]:
    return item.conditions.select_related("owner", "met_by")


def _condition(condition: Condition, item: AgendaItem, worker: WorkerOnDay) -> list[Any]:
    """A row of the table; one that this worker may say is met leads to where that is said."""
    met: dict[str, str] | str = "Not agreed" if item.decision.signed_at else "Not agreed yet"
    if condition.met_at:
        met = {"text": condition.met_how}
    elif rules.may_meet_condition(worker, condition, item.sitting.team_id):
        met = {"text": "Not yet", "href": reverse("referrals:meet_condition", args=[condition.pk])}
    elif item.decision.outcome and item.decision.outcome.code == PanelOutcome.CONDITIONS:
        met = "Not yet"
    return [condition.what, condition.owner.name, _day(condition.by_day), met]


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def item(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    return render(request, "referrals/item.html", about_item(request, shown))


def add_panel_view(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    form = keeping.form_for(request, PanelViewForm)
    about = about_item(request, shown)
    saved, status = take(
        request,
        form,
        lambda typed: actions.add_panel_view(
            shown,
            whose=typed["whose"],
            who=typed["who"],
            words=typed["words"],
            by=request.user,
        ),
        about["may_add"],
    )
    if saved:
        whose = View.Whose(form.cleaned_data["whose"]).label.lower()
        messages.success(request, f"What {whose} says is added.")
        return redirect("referrals:item", pk)
    context = {
        **about,
        "form": form,
        "answer": about["may_add"],
        "heading": "What does somebody say about it?",
        "lede": shown.decision.question,
        "save": "Add",
    }
    return render(request, "referrals/add_panel_view.html", context, status=status)


def send_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the prepared decision to who signs. A refusal is shown on the item's own page."""
    shown = get_item(request, pk)
    if request.method != "POST":
        return redirect("referrals:item", pk)
    form = VersionForm(request.POST)
    sent, status = take(
        request,
        form,
        lambda typed: actions.send_panel_decision(shown, version=typed["version"], by=request.user),
        about_item(request, shown)["may_add"],
    )
    if sent:
        messages.success(request, "The decision is sent for signing.")
        return redirect("referrals:item", pk)
    context = {**about_item(request, shown), "form": form}
    return render(request, "referrals/item.html", context, status=status)


def sign_item(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    form = keeping.form_for(
        request,
        SignForm,
        options=list(shown.decision.options.values_list("pk", "what", "code")),
        signer=request.user.name,
        role_line=request.worker.role_line,
    )

    def sign(held: dict[str, Any]) -> object:
        return actions.sign_panel_decision(
            shown,
            outcome=shown.decision.options.get(pk=held["outcome"]),
            reasons=held["reasons"],
            alternative=held["alternative"],
            signed_name=held["signed_name"],
            version=held["version"],
            by=request.user,
        )

    may_sign = queries.signing(shown, request.worker, localdate()).answer
    signed, status = take(request, form, sign, may_sign)
    if signed:
        messages.success(request, "You have signed what the panel decided.")
        return redirect("referrals:item", pk)
    shown = get_item(request, pk)
    # After "someone else changed this" the page shows the new state, so the next try answers for that.
    posted = form.data.get("version") if status == 200 else None
    context = {
        **about_item(request, shown),
        "form": form,
        "version": posted or shown.decision.version,
    }
    return render(request, "referrals/sign_item.html", context, status=status)
