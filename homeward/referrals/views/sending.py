"""Checking a referral, sending it, and what is said when it is sent."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.referrals import actions, rules
from homeward.referrals.forms.drafts import NothingForm
from homeward.referrals.models import Referral, ReferralDraft
from homeward.referrals.rules import SECTIONS, SEXES, Urgency
from homeward.referrals.views.drafts import name_of
from homeward.referrals.views.own_draft import about_draft, get_draft, page_of_draft
from homeward.trail import actions as trail


KNOWN = {"yes": "Yes", "no": "No", "not known": "Not known"}
URGENCY = {
    Urgency.STANDARD: "In the usual time",
    Urgency.SOON: "Within a day",
    Urgency.DANGER: "A child is in danger now",
}


@page_of_draft
def check_draft(request: HttpRequest, pk: int) -> HttpResponse:
    return _check_page(request, get_draft(request, pk), NothingForm())


@page_of_draft
def send(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if request.method != "POST":
        return redirect("referrals:check_draft", pk)
    form = NothingForm(request.POST)
    whole = rules.may_send(rules.lacking(draft.answers))
    referral, status = take(
        request, form, lambda _typed: actions.send_draft(draft, by=request.user), whole
    )
    if referral is None:
        return _check_page(request, draft, form, status)
    keeping.forget_under(request, reverse("referrals:draft", args=[pk]))
    return redirect("referrals:sent", referral.pk)


def sent(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Referral.objects.visible_to(request.worker, localdate())
    referral = get_object_or_404(visible.select_related("partnership", "to_team"), pk=pk)
    trail.looked(
        "read that the referral was sent",
        by=request.user,
        children=referral.child_ids(),
        subject=referral,
    )
    context = {
        "referral": referral,
        "grouped": rules.grouped(referral.reference),
        "spoken": rules.spoken(referral.reference),
        "danger_phone": referral.partnership.duty_phone
        if referral.urgency == Urgency.DANGER
        else "",
        "soon": referral.urgency == Urgency.SOON,
    }
    return render(request, "referrals/sent.html", context)


def _check_page(
    request: HttpRequest, draft: ReferralDraft, form: NothingForm, status: int = 200
) -> HttpResponse:
    lacks = rules.lacking(draft.answers)
    missing = [
        {
            "label": SECTIONS[section],
            "hint": words,
            "href": reverse(f"referrals:draft_{section}", args=[draft.pk]),
            "status": "To do",
            "kind": "late",
        }
        for section, words in lacks.items()
    ]
    context = {**about_draft(draft), "form": form, "missing": missing, "cards": _cards(draft)}
    return render(request, "referrals/check_draft.html", context, status=status)


def _cards(draft: ReferralDraft) -> list[dict[str, Any]]:
    """The answers as they will be sent, each card with its Change link: the children first."""
    held, pk = draft.answers, draft.pk
    cards = [
        {
            "title": name_of(child),
            "words": child["says"],
            "rows": _child_rows(child),
            "href": reverse("referrals:draft_child", args=[pk, child["number"]]),
        }
        for child in held.get("children", [])
    ]
    cards += [
        {
            "title": name_of(adult),
            "rows": _adult_rows(adult),
            "href": reverse("referrals:draft_adult", args=[pk, adult["number"]]),
        }
        for adult in held.get("adults", [])
    ]
    for section in ("why_now", "tried", "family", "urgency"):
        cards.append(
            {
                "title": SECTIONS[section],
                "rows": _section_rows(section, held.get(section) or {}),
                "href": reverse(f"referrals:draft_{section}", args=[pk]),
            }
        )
    return cards


def _child_rows(child: dict[str, Any]) -> list[dict[str, str]]:
    rows = [
        {"key": "Name", "value": f"{child['given_name']} {child['family_name']}"},
        {"key": "Goes by", "value": child["preferred_name"] or child["given_name"]},
        {"key": "Date of birth", "value": _day(child["born"])},
        {"key": "Sex", "value": SEXES[child.get("sex", "U")]},
    ]
    if child["not_asked_because"]:
        rows.append({"key": "Why not asked", "value": child["not_asked_because"]})
    return rows


def _adult_rows(adult: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"key": "To the children", "value": adult["kind"]},
        {"key": "Safe way to contact", "value": adult["safe_contact"]},
        {"key": "Phone", "value": adult["phone"] or "Not given"},
        {"key": "Parental responsibility", "value": KNOWN[adult["parental_responsibility"]]},
        {"key": "Interpreter", "value": adult["interpreter"] or "Not needed"},
    ]


def _section_rows(section: str, held: dict[str, Any]) -> list[dict[str, str]]:
    not_yet = "Not written yet"
    if section == "why_now":
        return [
            {"key": "What is happening", "value": "; ".join(held.get("reasons", [])) or not_yet},
            {"key": "Why now", "value": held.get("why_now") or not_yet},
        ]
    if section == "tried":
        return [
            {"key": "What has been tried", "value": held.get("tried") or not_yet},
            {"key": "Going well", "value": held.get("going_well") or "Nothing written"},
        ]
    if section == "family":
        return [{"key": "What the family says", "value": held.get("family_says") or not_yet}]
    rows = [{"key": "How soon", "value": URGENCY.get(held.get("urgency", ""), not_yet)}]
    return [*rows, {"key": "Danger", "value": held["danger"]}] if held.get("danger") else rows


def _day(born: str) -> str:
    day = date.fromisoformat(born)
    return f"{day.day} {day:%B %Y}"
