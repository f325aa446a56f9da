"""Impact assessments: what is assessed and what is not, one with its versions, and writing in it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm, SeenForm
from homeward.governance.actions import assessments as actions
from homeward.governance.forms import assessments as forms
from homeward.governance.models import Assessment, AssessmentVersion
from homeward.governance.queries import assessments as queries
from homeward.governance.rules import assessments as rules
from homeward.governance.rules.assessments import Part, Standing
from homeward.partnership.choosing import partnership_of
from homeward.partnership.models import SharingAgreement, Worker
from homeward.partnership.queries.teams import colleagues
from homeward.partnership.rules import Purpose, WorkerOnDay
from homeward.partnership.rules.sides import leads_side


PAGE = 50


def assessments(request: HttpRequest) -> HttpResponse:
    """Everyone with a post may read them: they say what is done with what one writes, and why."""
    partnership, today = partnership_of(request), localdate()
    whole = queries.assessments_of(partnership.pk, request.worker, today)
    page = Paginator(whole.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "nowhere": whole.nowhere,
        "answer": rules.may_write(request.worker, partnership.pk),
    }
    return render(request, "governance/assessments.html", context)


def begin_assessment(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    form = keeping.form_for(request, forms.BeginForm, agreements=_agreements(partnership.pk))

    def act(typed: Mapping[str, Any]) -> Assessment:
        return actions.begin_assessment(
            partnership, title=typed["title"], written=_written(typed), by=request.user
        )

    made, status = take(request, form, act)
    if made:
        messages.success(request, "Begun. Add the risks next.")
        return redirect("governance:assessment", pk=made.pk)
    context = {
        "form": form,
        "answer": rules.may_write(request.worker, partnership.pk),
        "back_url": reverse("governance:assessments"),
        "back_text": "Impact assessments",
    }
    return render(request, "governance/begin_assessment.html", context, status=status)


def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version; with `?version=` an earlier one, as it was."""
    found, today = _get(request, pk), localdate()
    shown = _version(found, request.GET.get("version", ""))
    held = [one.version for one in queries.not_over(found.partnership_id, today)]
    standing, worker = found.newest.standing(), request.worker
    context = {
        "assessment": found,
        "shown": shown,
        "row": queries.row_of(found, held, today),
        "overdue": shown.is_overdue(today),
        "versions": list(reversed(found.versions.all())),
        "may_write": rules.may_write(worker, found.partnership_id),
        "may_add": rules.may_add_to(worker, found.partnership_id, standing),
        "may_advise": rules.may_advise(worker, found.partnership_id, standing),
        "may_sign": rules.may_sign_off(worker, found.partnership_id, standing),
        "signs": bool(leads_side(worker, found.partnership_id)),
    }
    return render(request, "governance/assessment.html", context)


def write_version(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    before = found.newest
    risks = list(before.risks.all())
    form = keeping.form_for(
        request,
        forms.NextVersionForm,
        agreements=_agreements(found.partnership_id),
        risks=risks,
        initial={
            "what": before.what,
            "necessity": before.necessity,
            "proportionality": before.proportionality,
            "agreements": [str(one.agreement_id) for one in before.subjects.all()],
            "purposes": [one.purpose for one in before.subjects.all()],
            "parts": [one.part for one in before.subjects.all()],
            "change": before.assesses().change,
            "keeping": [str(risk.pk) for risk in risks],
        },
    )

    def act(typed: Mapping[str, Any]) -> AssessmentVersion:
        kept = {int(one) for one in typed.get("keeping", [])}
        return actions.write_version(
            found, written=_written(typed), keeping=kept, seen=typed["version"], by=request.user
        )

    return _ask(request, found, form, act, "write_version", "Written: a new version.")


def add_risk(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    owners = colleagues(request.worker.within([found.partnership_id]), localdate())
    form = keeping.form_for(request, forms.RiskForm, owners=owners.filter(is_active=True))

    def act(typed: Mapping[str, Any]) -> object:
        return actions.add_risk(
            found,
            what=typed["what"],
            to_whom=typed["to_whom"],
            likelihood=typed["likelihood"],
            severity=typed["severity"],
            measure=typed["measure"],
            owner=Worker.objects.get(pk=typed["owner"]),
            done_by=typed["done_by"],
            residual=typed["residual"],
            by=request.user,
        )

    return _ask(request, found, form, act, "add_risk", "Added.")


def add_view(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = keeping.form_for(request, forms.ViewForm)

    def act(typed: Mapping[str, Any]) -> object:
        return actions.add_view(
            found, who=typed["who"], how=typed["how"], said=typed["said"], by=request.user
        )

    return _ask(request, found, form, act, "add_view", "Written down.")


def advise(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = keeping.form_for(request, forms.AdviceForm)

    def act(typed: Mapping[str, Any]) -> object:
        return actions.advise(found, words=typed["words"], seen=typed["version"], by=request.user)

    return _ask(request, found, form, act, "advise", "Your advice is kept with it.")


def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = keeping.form_for(request, forms.SignOffForm)

    def act(typed: Mapping[str, Any]) -> object:
        return actions.sign_off(found, seen=typed["version"], by=request.user)

    return _ask(request, found, form, act, "sign_off", "Signed off, for your organisation.")


# Which rule says whether it may be done.
RULES: Mapping[str, Callable[[WorkerOnDay, int, Standing], Answer]] = {
    "write_version": lambda worker, partnership_id, _: rules.may_write(worker, partnership_id),
    "add_risk": rules.may_add_to,
    "add_view": rules.may_add_to,
    "advise": rules.may_advise,
    "sign_off": rules.may_sign_off,
}


def _ask(
    request: HttpRequest,
    found: Assessment,
    form: HomewardForm,
    act: Any,
    name: str,
    said: str,
) -> HttpResponse:
    """The form about the newest version, as it is now: what was added meanwhile is read before it is sent."""
    made, status = take(request, form, act)
    if made:
        messages.success(request, said)
        return redirect("governance:assessment", pk=found.pk)
    if status != 200:  # somebody may have written meanwhile
        found = _get(request, found.pk)
    shown = found.newest
    context = {
        "assessment": found,
        "shown": shown,
        "form": form,
        "answer": RULES[name](request.worker, found.partnership_id, shown.standing()),
        "back_url": reverse("governance:assessment", args=[found.pk]),
        "back_text": found.title,
    }
    if isinstance(form, SeenForm):
        context["overtaken"] = form.is_behind(shown.as_seen)
        form.saw(shown.as_seen)
    return render(request, f"governance/{name}.html", context, status=status)


def _written(typed: Mapping[str, Any]) -> actions.Written:
    chosen = SharingAgreement.objects.filter(pk__in=typed.get("agreements", []))
    return actions.Written(
        what=typed["what"],
        necessity=typed["necessity"],
        proportionality=typed["proportionality"],
        review_by=typed["review_by"],
        agreements=list(chosen.order_by("version")),
        purposes=[Purpose(one) for one in typed["purposes"]],
        parts=[Part(one) for one in typed["parts"]],
        change=typed["change"],
    )


def _agreements(partnership_id: int) -> list[SharingAgreement]:
    """The newest first; older than fifty nobody assesses."""
    found = SharingAgreement.objects.filter(partnership_id=partnership_id)
    return list(found.order_by("-version")[:PAGE])


def _version(found: Assessment, asked: str) -> AssessmentVersion:
    if not asked:
        return found.newest
    for version in found.versions.all():
        if str(version.number) == asked:
            return version
    raise Http404


def _get(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.worker).whole(), pk=pk)
