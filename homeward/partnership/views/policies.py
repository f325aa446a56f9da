"""Policies: those in force for me, one with its versions, a subject with both sources, and setting them."""

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
from homeward.forms import HomewardForm
from homeward.partnership.actions import policies as actions
from homeward.partnership.choosing import partnership_of
from homeward.partnership.forms.policies import (
    EVERYBODY,
    SOME,
    EndPolicyForm,
    PolicyForm,
    PolicyVersionForm,
)
from homeward.partnership.models import Policy, PolicyVersion, Settlement
from homeward.partnership.queries import policies as queries
from homeward.partnership.rules import OrganisationKind, sides
from homeward.partnership.rules import policies as rules
from homeward.partnership.rules.policies import Subject
from homeward.partnership.views.shared import organisations_of


PAGE = 50


def policies(request: HttpRequest) -> HttpResponse:
    """Today's for me, those that I have yet to read first."""
    partnership = partnership_of(request)
    lines = queries.mine(request.worker, partnership.pk, localdate())
    context = {
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "unread": sum(not line.read for line in lines),
        "may_speak": sides.may_speak(request.worker, partnership.pk),
        "may_ask": rules.may_ask_who_has_read(request.worker),
    }
    return render(request, "partnership/policies.html", context)


def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """With its versions, the newest first. Everyone with a post may read it."""
    found = get_policy(request, pk)
    versions = found.versions.select_related("written_by").order_by("-version")
    page = Paginator(versions, PAGE).get_page(request.GET.get("page"))
    today = localdate()
    context = {
        "policy": found,
        "page": page,
        "now": versions.on(today).first(),
        "last": versions.first(),
        "today": today,
        "ending": found.endings.select_related("ended_by").first(),
        "may_set": _may_set(request, found),
    }
    return render(request, "partnership/policy.html", context)


def policy_subjects(request: HttpRequest) -> HttpResponse:
    """First what about; then, about one thing, what each organisation says, and what settled it."""
    partnership, today = partnership_of(request), localdate()
    held, asked = queries.set_on(partnership.pk, today), request.GET.get("subject", "")
    may_speak = sides.may_speak(request.worker, partnership.pk)
    if not asked:
        context: dict[str, Any] = {
            "subjects": [
                (
                    subject,
                    [v for v in held.versions.values() if v.policy.subject == subject],
                    any(
                        settled is None and council.policy.subject == subject
                        for council, _, settled in held.pairs()
                    ),
                )
                for subject in Subject
            ],
            "may_speak": may_speak,
        }
        return render(request, "partnership/policy_subjects.html", context)
    if asked not in list(Subject):
        raise Http404
    about = queries.settlements().filter(
        partnership=partnership, council_version__policy__subject=asked
    )
    page = Paginator(about.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    waiting = {(one.council_version_id, one.charity_version_id): one for one in about.waiting()}
    context = {
        "subject": Subject(asked),
        "versions": [v for v in held.versions.values() if v.policy.subject == asked],
        "pairs": [
            (council, charity, settled, waiting.get((council.pk, charity.pk)))
            for council, charity, settled in held.pairs()
            if council.policy.subject == asked
        ],
        "page": page,
        "query": f"subject={asked}&",
        "may_speak": may_speak,
        "today": today,
    }
    return render(request, "partnership/policy_subject.html", context)


def read_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, and confirming that one has read it."""
    mine = PolicyVersion.objects.visible_to(request.worker)
    version = get_object_or_404(mine.select_related("policy__organisation"), pk=pk)
    return _reading(request, "read_policy", version, {"version": version})


def read_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """A joint rule, and confirming that one has read it."""
    settlement = get_settlement(request, pk)
    return _reading(request, "read_settlement", settlement, {"settlement": settlement})


def _reading(
    request: HttpRequest, name: str, what: PolicyVersion | Settlement, context: dict[str, Any]
) -> HttpResponse:
    form = keeping.form_for(request, HomewardForm)
    made, status = take(request, form, lambda typed: actions.confirm_read(what, by=request.user))
    if made:
        messages.success(request, "Written: you have read it.")
        return redirect("partnership:policies")
    versions, joint = rules.to_read(queries.in_force_for(request.worker, localdate()))
    theirs = what.pk in (joint if isinstance(what, Settlement) else versions)
    context |= {
        "form": form,
        "answer": rules.may_have_read(theirs=theirs),
        "back_url": reverse("partnership:policies"),
    }
    return render(request, f"partnership/{name}.html", context, status=status)


def unread_policies(request: HttpRequest) -> HttpResponse:
    """Who has not read what, of the teams for which one answers."""
    partnership, answer = partnership_of(request), rules.may_ask_who_has_read(request.worker)
    found = queries.who_has_not_read(request.worker, partnership.pk, localdate()) if answer else []
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "answer": answer}
    return render(request, "partnership/unread_policies.html", context)


def add_policy(request: HttpRequest) -> HttpResponse:
    partnership = partnership_of(request)
    leads = sides.leads_side(request.worker, partnership.pk)
    form = keeping.form_for(
        request,
        PolicyForm,
        organisations=[one for one in organisations_of(partnership.pk) if one.kind in leads],
        initial={"subject": request.GET.get("subject", "")},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.set_policy(
            typed["organisation"], subject=typed["subject"], **form.version(), by=request.user
        ),
    )
    if made:
        return _written(request, made)
    return asking(
        request, "add_policy", form, sides.may_speak(request.worker, partnership.pk), status, {}
    )


def replace_policy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_policy(request, pk)
    last = found.versions.order_by("-version")[:1].get()
    kept = ("title", "rule", "text", "link", "roles")
    initial = {name: getattr(last, name) for name in kept}
    form = keeping.form_for(
        request,
        PolicyVersionForm,
        initial=initial | {"audience": SOME if last.roles else EVERYBODY},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.set_policy(
            found.organisation,
            policy=found,
            subject=Subject(found.subject),
            **form.version(),
            by=request.user,
        ),
    )
    if made:
        return _written(request, made)
    return asking(request, "replace_policy", form, _may_set(request, found), status, {"last": last})


def end_policy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_policy(request, pk)
    last = found.versions.order_by("-version")[:1].get()
    form = keeping.form_for(request, EndPolicyForm)
    made, status = take(
        request, form, lambda typed: actions.end_policy(found, **typed, by=request.user)
    )
    if made:
        day = form.cleaned_data["from_day"]
        messages.success(request, f"Written: {last.title} holds no longer from {day:%-d %B %Y}.")
        if made.policy.versions.exists():
            return redirect("partnership:policy", pk=pk)
        return redirect("partnership:policy_subjects")  # no version ever held
    more = {"last": last, "today": localdate()}
    return asking(request, "end_policy", form, _may_set(request, found), status, more)


def _written(request: HttpRequest, made: PolicyVersion) -> HttpResponse:
    messages.success(request, f"Written: {made}, from {made.start:%-d %B %Y}.")
    return redirect("partnership:policy", pk=made.policy_id)


def _may_set(request: HttpRequest, found: Policy) -> Answer:
    side = OrganisationKind(found.organisation.kind)
    return sides.may_speak_for(request.worker, found.partnership_id, side)


def get_policy(request: HttpRequest, pk: int) -> Policy:
    mine = Policy.objects.visible_to(request.worker).with_versions()
    return get_object_or_404(mine.select_related("organisation"), pk=pk)


def get_settlement(request: HttpRequest, pk: int) -> Settlement:
    get_object_or_404(Settlement.objects.visible_to(request.worker), pk=pk)
    return queries.settlements().get(pk=pk)


def asking(
    request: HttpRequest,
    name: str,
    form: HomewardForm,
    answer: Answer,
    status: int,
    more: dict[str, Any],
) -> HttpResponse:
    context = {
        "back_url": reverse("partnership:policies"),
        "back_text": "My policies",
        **more,
        "form": form,
        "answer": answer,
    }
    return render(request, f"partnership/{name}.html", context, status=status)
