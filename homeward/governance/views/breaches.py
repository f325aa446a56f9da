"""Breaches: reporting one, the register, one breach, and what the leads write down of it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.governance.actions import breaches as actions
from homeward.governance.forms import breaches as forms
from homeward.governance.models import Breach, Finding
from homeward.governance.queries import breaches as queries
from homeward.governance.rules import boards
from homeward.governance.rules import breaches as rules
from homeward.governance.rules.breaches import Question
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.trail import actions as trail


PAGE = 50
# Where each question is answered.
PAGES = {
    Question.CONTAINED: "contain_breach",
    Question.RISK: "judge_breach",
    Question.COMMISSIONER: "notify_commissioner",
    Question.PEOPLE: "tell_people",
    Question.CAUSE: "find_cause",
    Question.CHANGE: "change_after_breach",
}


def breaches(request: HttpRequest) -> HttpResponse:
    """For the leads all of them; for everybody else what they reported. No child is named here."""
    page = Paginator(queries.breaches_of(request.worker), PAGE).get_page(request.GET.get("page"))
    moment = now()
    rows = []
    for one in page.object_list:
        standing = one.standing()
        rows.append(
            {
                "one": one,
                "standing": standing,
                "clock": queries.clock_of(standing, moment),
                "late": standing.is_late(moment),
            }
        )
    context = {
        "page": page,
        "rows": rows,
        "reads_counts": boards.may_read_counts(request.worker, chosen_id(request)),
        "reads_all": any(
            rules.may_read_all(request.worker, pk) for pk in request.worker.partnership_ids
        ),
    }
    return render(request, "governance/breaches.html", context)


def report_breach(request: HttpRequest) -> HttpResponse:
    """For everyone with a post. Nothing that they know of the law is asked."""
    today = localdate()
    partnership = partnership_of(request)
    within = request.worker.within([partnership.pk])
    children = queries.children_to_choose(within, today, request.POST.getlist("children"))
    form = keeping.form_for(
        request,
        forms.ReportForm,
        children=children,
        workers=queries.colleagues_to_choose(within, today),
        initial={"day": today, "time": localtime().time().replace(second=0, microsecond=0)},
    )

    def act(typed: Mapping[str, Any]) -> Breach:
        chosen = Child.objects.visible_to(within, today)
        return actions.report_breach(
            partnership,
            what=typed["what"],
            noticed_at=typed["moment"],
            goes_on=typed["goes_on"],
            done=typed["done"],
            whose=typed["whose"],
            children=list(chosen.filter(pk__in=typed.get("children", []))),
            workers=list(Worker.objects.filter(pk__in=typed.get("workers", []))),
            by=request.user,
        )

    made, status = take(request, form, act)
    if made:
        messages.success(
            request,
            "Reported: the information governance leads of both organisations have it. Thank you for saying so.",
        )
        return redirect("governance:breach", pk=made.pk)
    trail.looked(
        "opened the page to report a breach",
        by=request.user,
        children=[child.pk for child in children],
    )
    context = {
        "form": form,
        "answer": rules.may_report(request.worker, partnership.pk),
        "back_url": reverse("governance:breaches"),
        "back_text": "Breaches",
    }
    return render(request, "governance/report_breach.html", context, status=status)


def breach(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    page, moment = _page(request, found, "read a breach"), now()
    context = {
        "breach": found,
        "page": page,
        "clock": queries.clock_of(page.standing, moment),
        "late": page.standing.is_late(moment),
        "rows": _rows(page, rules.may_read_all(request.worker, found.partnership_id).allowed),
        "may_confirm": rules.may_confirm(request.worker, found.partnership_id, page.standing),
        "leads": rules.may_read_all(request.worker, found.partnership_id),
        "confirmed_for": sorted(kind.label for kind in page.standing.confirmed),
    }
    return render(request, "governance/breach.html", context)


def _rows(page: queries.Page, leads: bool) -> list[dict[str, Any]]:
    rows = []
    for question in Question:
        found = page.last.get(question)
        row: dict[str, Any] = {"key": question.label, "found": found}
        row["words"] = queries.in_words(found) if found else ""
        row["again"] = found is not None and not page.standing.holds(question)
        row["page"] = f"governance:{PAGES[question]}" if leads else ""
        rows.append(row)
    return rows


def contain_breach(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, Question.CONTAINED, forms.ContainForm)


def judge_breach(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, Question.RISK, forms.RiskForm)


def notify_commissioner(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, Question.COMMISSIONER, forms.CommissionerForm)


def tell_people(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, Question.PEOPLE, forms.PeopleForm)


def find_cause(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, Question.CAUSE, forms.CauseForm)


def change_after_breach(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, Question.CHANGE, forms.ChangeForm)


def _answer(
    request: HttpRequest, pk: int, question: Question, form_class: type[HomewardForm]
) -> HttpResponse:
    found = _get(request, pk)
    form = keeping.form_for(request, form_class)

    def act(typed: Mapping[str, Any]) -> Finding:
        return actions.write_finding(
            found,
            question,
            choice=typed.get("choice"),
            happened_at=typed.get("moment"),
            reference=typed.get("reference", ""),
            words=typed.get("words", ""),
            late_because=typed.get("late_because", ""),
            by=request.user,
        )

    made, status = take(request, form, act)
    if made:
        messages.success(request, "Written down. The leads of both organisations see it.")
        return redirect("governance:breach", pk=pk)
    page = _page(request, found, "opened a breach to write of it")
    context = _asking(found, page, form) | {
        "answer": rules.may_read_all(request.worker, found.partnership_id),
        "clock": queries.clock_of(page.standing, now()),
    }
    return render(request, f"governance/{PAGES[question]}.html", context, status=status)


def confirm_breach(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = keeping.form_for(request, forms.ConfirmForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.confirm_breach(found, version=typed["version"], by=request.user),
    )
    if made:
        closed = _get(request, pk).standing().is_closed
        messages.success(
            request,
            "Confirmed. The breach is closed."
            if closed
            else "Confirmed. It closes when the lead of the other organisation confirms.",
        )
        return redirect("governance:breach", pk=pk)
    if status != 200:  # somebody may have written meanwhile
        found = _get(request, pk)
    page = _page(request, found, "opened a breach to confirm it")
    form.saw(page.version)
    context = _asking(found, page, form) | {
        "answer": rules.may_confirm(request.worker, found.partnership_id, page.standing),
        "rows": _rows(page, leads=False),
    }
    return render(request, "governance/confirm_breach.html", context, status=status)


def _asking(found: Breach, page: queries.Page, form: HomewardForm) -> dict[str, Any]:
    return {
        "breach": found,
        "page": page,
        "form": form,
        "back_url": reverse("governance:breach", args=[found.pk]),
        "back_text": "The breach",
    }


def _get(request: HttpRequest, pk: int) -> Breach:
    return get_object_or_404(Breach.objects.visible_to(request.worker).whole(), pk=pk)


def _page(request: HttpRequest, found: Breach, what: str) -> queries.Page:
    page = queries.page_of(found, request.worker, localdate())
    trail.looked(
        what, by=request.user, children=[child.pk for child in page.children], subject=found
    )
    return page
