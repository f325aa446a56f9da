"""What a member does for one family: declare, disagree, set a condition; and a chair asks, or is deputised."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.partnership.models import Worker
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.panel import (
    ConditionForm,
    DeputyForm,
    DissentForm,
    InterestForm,
    MeetConditionForm,
)
from homeward.referrals.models import AgendaItem, Condition
from homeward.referrals.views.deciding import about_item, get_item
from homeward.trail import actions as trail


def declare(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    mine = shown.interests.filter(worker=request.user).values("interest", "then").first()
    form = keeping.form_for(request, InterestForm, initial=mine)
    about = about_item(request, shown)
    saved, status = take(
        request,
        form,
        lambda typed: actions.declare_interest(
            shown,
            interest=typed["interest"],
            then=typed["then"],
            by=request.user,
        ),
        about["may_declare"],
    )
    if saved:
        messages.success(request, "What you declared is in the minute.")
        return redirect("referrals:item", pk)
    asking = {
        "answer": about["may_declare"],
        "heading": "Do you have an interest in this family?",
        "lede": "You know them, worked with them, or gain or lose by what is decided.",
    }
    return _asking(request, about, form, "declare", asking, status)


def no_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair asked everyone here. A refusal is shown on the item's own page."""
    shown = get_item(request, pk)
    if request.method != "POST":
        return redirect("referrals:item", pk)
    form = HomewardForm(request.POST)
    about = about_item(request, shown)
    asked, status = take(
        request,
        form,
        lambda _typed: actions.note_no_interest(shown, by=request.user),
        about["runs"] and about["may_add"],
    )
    if asked:
        messages.success(request, "It is in the minute that everyone else here has no interest.")
        return redirect("referrals:item", pk)
    return render(request, "referrals/item.html", {**about, "form": form}, status=status)


def name_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    about = about_item(request, shown)
    others = queries.deputies(about["signing"].arrangement, localdate())
    form = keeping.form_for(
        request, DeputyForm, people=[p for p in others if p[0] != shown.sitting.chair_id]
    )
    named, status = take(
        request,
        form,
        lambda typed: actions.name_deputy(
            shown, Worker.objects.get(pk=typed["deputy"]), by=request.user
        ),
        about["may_name_deputy"],
    )
    if named:
        messages.success(request, f"{named.deputy} chairs this family.")
        return redirect("referrals:item", pk)
    asking = {
        "answer": about["may_name_deputy"],
        "heading": "Who chairs this family instead?",
        "lede": f"{about['chair_cannot']}." if about["chair_cannot"] else "",
    }
    return _asking(request, about, form, "name_deputy", asking, status)


def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    mine = shown.dissents.filter(worker=request.user).values("words").first()
    form = keeping.form_for(request, DissentForm, initial=mine)
    about = about_item(request, shown)
    saved, status = take(
        request,
        form,
        lambda typed: actions.write_dissent(shown, words=typed["words"], by=request.user),
        about["may_dissent"],
    )
    if saved:
        messages.success(request, "Your view is in the minute, word for word.")
        return redirect("referrals:item", pk)
    asking = {"answer": about["may_dissent"], "heading": "Do you see it differently?"}
    return _asking(request, about, form, "dissent", asking, status)


def add_condition(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_item(request, pk)
    teams = [shown.referral.to_team_id, shown.referral.from_team_id]
    form = keeping.form_for(request, ConditionForm, people=queries.members(teams, localdate()))
    about = about_item(request, shown)
    saved, status = take(
        request,
        form,
        lambda typed: actions.add_condition(
            shown,
            what=typed["what"],
            owner=Worker.objects.get(pk=typed["owner"]),
            by_day=typed["by_day"],
            by=request.user,
        ),
        about["may_add"],
    )
    if saved:
        messages.success(
            request, "The condition is added. It becomes a task when the panel agrees."
        )
        return redirect("referrals:item", pk)
    asking = {"answer": about["may_add"], "heading": "Add a condition", "save": "Add"}
    return _asking(request, about, form, "add_condition", asking, status)


def meet_condition(request: HttpRequest, pk: int) -> HttpResponse:
    visible = AgendaItem.objects.visible_to(request.worker, localdate())
    condition = get_object_or_404(
        Condition.objects.filter(item__in=visible).select_related(
            "item__sitting", "item__decision__outcome", "item__referral", "owner", "met_by"
        ),
        pk=pk,
    )
    form = keeping.form_for(request, MeetConditionForm)
    team_id = condition.item.sitting.team_id
    answer = rules.may_meet_condition(request.worker, condition, team_id)
    met, status = take(
        request,
        form,
        lambda typed: actions.meet_condition(condition, how=typed["how"], by=request.user),
        answer,
    )
    if met:
        messages.success(request, "The condition is met. The panel reads how.")
        return redirect("referrals:item", condition.item_id)
    trail.looked(
        "read a condition of the panel",
        by=request.user,
        children=condition.item.referral.child_ids(),
        subject=condition,
    )
    context = {
        "condition": condition,
        "form": form,
        "answer": answer,
        "heading": "Is the condition met?",
        "save": "It is met",
        "back": reverse("referrals:item", args=[condition.item_id]),
    }
    return render(request, "referrals/meet_condition.html", context, status=status)


def _asking(
    request: HttpRequest,
    about: dict[str, Any],
    form: HomewardForm,
    name: str,
    asking: dict[str, Any],
    status: int,
) -> HttpResponse:
    context = {**about, "form": form, **asking}
    return render(request, f"referrals/{name}.html", context, status=status)
