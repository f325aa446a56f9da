"""Raising a disagreement: from a child's page, or from a decision's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.decisions.models import Decision
from homeward.decisions.queries import names, sees_all
from homeward.disagreements import actions, queries, rules
from homeward.disagreements.forms import RaiseForm
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Theme
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.partnership.models import Team
from homeward.people.models import Child
from homeward.trail import actions as trail


@answers_script
def raise_on_child(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=child_pk)
    answer = rules.may_raise(request.worker, child.partnership_id, sees_all=True)
    return _raise(request, child, [child], answer, reverse("web:child", args=[child_pk]))


@answers_script
def raise_on_decision(request: HttpRequest, decision_pk: int) -> HttpResponse:
    today = localdate()
    found = Decision.objects.visible_to(request.worker, today).select_related("agenda_item")
    decision = get_object_or_404(found, pk=decision_pk)
    answer = rules.may_raise(
        request.worker,
        decision.partnership_id,
        sees_all=sees_all(decision, request.worker, today),
    )
    children = list(decision.children.all())
    return _raise(request, decision, children, answer, page_of_decision(decision))


def page_of_decision(decision: Decision) -> str:
    """What a panel decides has its page with the panel."""
    if decision.is_of_panel:
        return reverse("referrals:item", args=[decision.agenda_item.pk])
    return reverse("decisions:decision", args=[decision.pk])


def _raise(
    request: HttpRequest,
    about: Child | Decision,
    children: list[Child],
    answer: Answer,
    back_url: str,
) -> HttpResponse:
    ids = [child.pk for child in children]
    teams = queries.teams_to_disagree_with(ids, request.worker, about.partnership_id, localdate())
    form = keeping.form_for(request, RaiseForm, teams=teams, names=names(children))

    def act(typed: dict[str, Any]) -> Disagreement:
        return actions.raise_disagreement(
            about,
            theme=Theme(typed["theme"]),
            view=typed["view"],
            evidence=typed["evidence"],
            wanted=typed["wanted"],
            meanwhile=typed["meanwhile"],
            with_team=Team.objects.get(pk=typed["with_team"]),
            by=request.user,
        )

    made, status = take(request, form, act)
    if made:
        messages.success(
            request, "It is raised. Thank you: saying so is good practice, and keeps children safe."
        )
        return redirect("disagreements:disagreement", pk=made.pk)
    trail.looked("opened a disagreement to raise it", by=request.user, children=ids, subject=about)
    context = {
        "form": form,
        "answer": answer,
        "back_url": back_url,
        "names": names(children),
        "decision": about if isinstance(about, Decision) else None,
    }
    return render(request, "disagreements/raise.html", context, status=status)
