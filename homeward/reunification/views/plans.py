"""A return plan: begin it, read it, its chronology, assess, what it rests on, end it; and the family's page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer, allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.people.models import Child
from homeward.reunification import actions, queries, rules
from homeward.reunification.forms.plans import (
    AssessForm,
    BeginForm,
    EndFactorForm,
    EndForm,
    FactorForm,
)
from homeward.reunification.models import Factor
from homeward.reunification.rules import Kind
from homeward.reunification.views.shared import ask_form, get_of_plan, get_plan, may_write, opened
from homeward.support.models import EpisodeOfHelp
from homeward.trail import actions as trail


LINES = 50
TOLD = allow("what happened is recorded by whoever knows it")


def begin(request: HttpRequest, child_pk: int) -> HttpResponse:
    today = localdate()
    child = get_object_or_404(Child.objects.visible_to(request.worker, today), pk=child_pk)
    form = keeping.form_for(request, BeginForm)
    before = queries.last_plan(child)
    answer = _may_begin(request, child)
    made, status = take(
        request,
        form,
        lambda typed: actions.begin_plan(
            child, home_to=typed["home_to"], why=typed["why"], by=request.user
        ),
        answer,
    )
    if made:
        messages.success(request, "The return plan is begun. What comes next stands on it.")
        return redirect("reunification:plan", pk=made.pk)
    trail.looked("opened a new return plan", by=request.user, children=[child.pk], subject=child)
    context = {
        "child": child,
        "names": child.first_name,
        "before": before,
        "earlier": queries.earlier_returns(child),
        "form": form,
        "answer": answer,
        "back_url": reverse("web:child", args=[child.pk]),
        "back_text": child.first_name,
    }
    return render(request, "reunification/begin.html", context, status=status)


def _may_begin(request: HttpRequest, child: Child) -> Answer:
    before = queries.last_plan(child)
    return rules.may_begin(
        in_partnership=child.partnership_id in request.worker.partnership_ids,
        helped=EpisodeOfHelp.objects.filter(about__child=child, closed_at=None).exists(),
        other=queries.facts_of_one(before) if before else None,
    )


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_plan(request, pk)
    context = {
        **opened(request, found, "read the return plan"),
        **queries.plan_page(found, request.worker, localdate()),
        "earlier": queries.earlier_returns(found.child),
        "back_url": reverse("web:child", args=[found.child_id]),
        "back_text": found.child.first_name,
    }
    return render(request, "reunification/plan.html", context)


def family(request: HttpRequest, pk: int) -> HttpResponse:
    """Brothers and sisters, each with their own plan: those whom this worker sees."""
    today = localdate()
    seen = Child.objects.visible_to(request.worker, today).filter(episodes_of_help=pk)
    children = list(seen.order_by("born", "pk"))
    episode = get_object_or_404(
        EpisodeOfHelp.objects.filter(about__child__in=children).distinct(), pk=pk
    )
    ids = [child.pk for child in children]
    trail.looked("read a family’s return plans", by=request.user, children=ids, subject=episode)
    context = {"rows": queries.family_of(children, today), "first": children[0], "today": today}
    return render(request, "reunification/family.html", context)


def chronology(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_plan(request, pk)
    lines = queries.chronology(found.child, request.worker, localdate())
    context = {
        **opened(request, found, "read the chronology of a return plan"),
        "page": Paginator(lines, LINES).get_page(request.GET.get("page")),
        "earlier": queries.earlier_returns(found.child),
    }
    return render(request, "reunification/chronology.html", context)


@answers_script
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_plan(request, pk)
    form = keeping.form_for(request, AssessForm)
    return ask_form(
        request,
        found,
        form,
        "assess",
        lambda typed: actions.write_assessment(
            found,
            words=typed["words"],
            parents_say=typed["parents_say"],
            history_tells=typed["history_tells"],
            changed_since=typed["changed_since"],
            by=request.user,
        ),
        "The assessment is written down.",
        may_write(request, found),
        earlier=queries.earlier_returns(found.child),
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_plan(request, pk)
    form = keeping.form_for(request, EndForm)
    return ask_form(
        request,
        found,
        form,
        "end",
        lambda typed: actions.end_plan(found, because=typed["because"], by=request.user),
        "The return plan has ended. It can be begun again.",
        may_write(request, found) and rules.may_end(queries.facts_of_one(found)),
    )


def add_factor(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_plan(request, pk)
    form = keeping.form_for(request, FactorForm)
    return ask_form(
        request,
        found,
        form,
        "add_factor",
        lambda typed: actions.add_factor(
            found,
            kind=Kind(typed["kind"]),
            what=typed["what"],
            evidence=typed["evidence"],
            source=typed["source"],
            by=request.user,
        ),
        "It is written down, with how it is known.",
        may_write(request, found),
    )


def end_factor(request: HttpRequest, pk: int) -> HttpResponse:
    factor = get_of_plan(request, Factor, pk)
    form = keeping.form_for(request, EndFactorForm)
    return ask_form(
        request,
        factor.plan,
        form,
        "end_factor",
        lambda typed: actions.end_factor(factor, because=typed["because"], by=request.user),
        "It is written down that this is no longer so.",
        may_write(request, factor.plan) and rules.may_end_factor(ended=factor.over_at is not None),
        factor=factor,
    )
