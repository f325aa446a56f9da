"""One family at one sitting: its papers, interests, views and conditions, and the panel's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.decisions import actions as decisions
from homeward.decisions.models import View
from homeward.decisions.rules import may_prepare
from homeward.drafts import keeping
from homeward.partnership.models import Worker
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.panel import (
    ConditionForm,
    InterestForm,
    PanelViewForm,
    SignForm,
    VersionForm,
)
from homeward.referrals.models import AgendaItem
from homeward.referrals.views.acting import attempt
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
            "frozen_by",
        ),
        pk=pk,
    )


def about_item(request: HttpRequest, item: AgendaItem) -> dict[str, Any]:
    """All that the pages of an item show, and what this worker may do. Reading it is in the trail."""
    trail.looked(
        "read the panel's papers", by=request.user, children=item.referral.child_ids(), subject=item
    )
    papers = queries.papers(item)
    return {
        "item": item,
        "decision": item.decision,
        "papers": papers,
        "names": ", ".join(child["name"] for child in papers["children"]),
        "interests": [
            [declared.worker.name, declared.interest or "None", declared.get_then_display()]
            for declared in item.interests.select_related("worker").order_by("id")
        ],
        "not_declared": ", ".join(queries.not_declared(item, localdate())),
        "interest_columns": ["Member", "Interest", "So"],
        "condition_columns": ["Condition", "Who", "By"],
        "back": reverse("referrals:item", args=[item.pk]),
        "conditions": [
            [condition.what, condition.owner.name, _day(condition.by_day)]
            for condition in item.conditions.select_related("owner")
        ],
        "views": item.decision.views.select_related("added_by"),
        "options": item.decision.options.all(),
        "may_add": rules.may_declare_interest(request.worker, item),
        "on_panel": item.sitting.team_id in request.worker.team_ids,
        "signing": queries.signing(item, request.worker, localdate()),
    }


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def item(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    send_form = VersionForm(initial={"version": shown.decision.version})
    context = {**about_item(request, shown), "send_form": send_form}
    return render(request, "referrals/item.html", context)


def declare(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    mine = shown.interests.filter(worker=request.user).values("interest", "then").first()
    form = keeping.form_for(request, InterestForm, initial=mine)
    saved, status = attempt(
        request,
        form,
        rules.may_declare_interest(request.worker, shown),
        lambda: actions.declare_interest(
            shown,
            interest=form.cleaned_data["interest"],
            then=form.cleaned_data["then"],
            by=request.user,
        ),
    )
    if saved:
        messages.success(request, "What you declared is in the minute.")
        return redirect("referrals:item", pk)
    about = about_item(request, shown)
    context = {
        **about,
        "form": form,
        "answer": about["may_add"],
        "heading": "Do you have an interest in this family?",
        "lede": "You know them, worked with them, or gain or lose by what is decided.",
    }
    return render(request, "referrals/declare.html", context, status=status)


def add_condition(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    teams = [shown.referral.to_team_id, shown.referral.from_team_id]
    form = keeping.form_for(request, ConditionForm, people=queries.members(teams, localdate()))
    saved, status = attempt(
        request,
        form,
        rules.may_declare_interest(request.worker, shown),
        lambda: actions.add_condition(
            shown,
            what=form.cleaned_data["what"],
            owner=Worker.objects.get(pk=form.cleaned_data["owner"]),
            by_day=form.cleaned_data["by_day"],
            by=request.user,
        ),
    )
    if saved:
        messages.success(
            request, "The condition is added. It becomes a task when the panel agrees."
        )
        return redirect("referrals:item", pk)
    about = about_item(request, shown)
    context = {
        **about,
        "form": form,
        "answer": about["may_add"],
        "heading": "Add a condition",
        "save": "Add",
    }
    return render(request, "referrals/add_condition.html", context, status=status)


def add_panel_view(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    form = keeping.form_for(request, PanelViewForm)
    saved, status = attempt(
        request,
        form,
        may_prepare(request.worker, shown.decision),
        lambda: decisions.add_view(
            shown.decision,
            whose=form.cleaned_data["whose"],
            who=form.cleaned_data["who"],
            words=form.cleaned_data["words"],
            by=request.user,
        ),
    )
    if saved:
        whose = View.Whose(form.cleaned_data["whose"]).label.lower()
        messages.success(request, f"What {whose} says is added.")
        return redirect("referrals:item", pk)
    about = about_item(request, shown)
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
    sent, status = attempt(
        request,
        form,
        may_prepare(request.worker, shown.decision),
        lambda: decisions.send_for_signing(
            shown.decision, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if sent:
        messages.success(request, "The decision is sent for signing.")
        return redirect("referrals:item", pk)
    context = {
        **about_item(request, shown),
        "form": form,
        "send_form": VersionForm(initial={"version": shown.decision.version}),
    }
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

    def sign() -> object:
        held = form.cleaned_data
        return actions.sign_panel_decision(
            shown,
            outcome=shown.decision.options.get(pk=held["outcome"]),
            reasons=held["reasons"],
            alternative=held["alternative"],
            dissent=held["dissent"],
            signed_name=held["signed_name"],
            version=held["version"],
            by=request.user,
        )

    may_sign = queries.signing(shown, request.worker, localdate()).answer
    signed, status = attempt(request, form, may_sign, sign)
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
