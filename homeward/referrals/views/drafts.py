"""Writing a referral: start, the task list, and one page a section. Only the writer sees a draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import refuse
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.forms import HomewardForm
from homeward.partnership.models import Team
from homeward.referrals import actions, rules
from homeward.referrals.forms.drafts import (
    AdultForm,
    ChildForm,
    FamilyForm,
    StartForm,
    TriedForm,
    UrgencyForm,
    WhyNowForm,
)
from homeward.referrals.models import ReferralDraft, ScreeningStandard
from homeward.referrals.rules import SECTIONS
from homeward.referrals.views.own_draft import about_draft, get_draft, page_of_draft


PEOPLE: dict[str, tuple[type[HomewardForm], str]] = {
    "children": (ChildForm, "child"),
    "adults": (AdultForm, "adult"),
}
LEDES = {
    "why_now": "What made you refer the family today.",
    "tried": "So that nobody offers the family the same thing twice.",
    "family": "Each child’s own words are on the child’s page.",
    "urgency": "",
}


def start(request: HttpRequest) -> HttpResponse:
    answer = rules.may_refer(request.worker)
    froms = [
        (post.team_id, post.team_name)
        for post in request.worker.posts
        if rules.may_refer(request.worker, post.team_id)
    ]
    tos = list(
        Team.objects.filter(
            partnership_id__in=request.worker.partnership_ids, kind=Team.Kind.EDGE_OF_CARE
        )
        .order_by("name")
        .values_list("pk", "name")
    )
    if answer and not tos:
        answer = refuse("no team takes referrals yet", "If it cannot wait, phone duty.")
    form = keeping.form_for(request, StartForm, from_teams=froms, to_teams=tos)

    def begin(held: dict[str, Any]) -> ReferralDraft:
        return actions.start_draft(
            from_team=get_object_or_404(Team, pk=held.get("from_team") or froms[0][0]),
            to_team=get_object_or_404(Team, pk=held.get("to_team") or tos[0][0]),
            by=request.user,
        )

    made, status = take(request, form, begin, answer)
    if made:
        return redirect("referrals:draft", made.pk)
    context = {"form": form, "answer": answer, "teams": tos}
    return render(request, "referrals/start.html", context, status=status)


@page_of_draft
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    written = get_draft(request, pk)
    lacks = rules.lacking(written.answers)
    items = [
        {
            "label": title,
            "href": reverse(f"referrals:draft_{section}", args=[pk]),
            "hint": lacks.get(section, ""),
            "status": "To do" if section in lacks else "Done",
            "kind": "tag" if section in lacks else "",
        }
        for section, title in SECTIONS.items()
    ]
    send_item = {
        "label": "Check and send",
        "href": reverse("referrals:check_draft", args=[pk]),
        "status": "To do" if not lacks else "",
        "kind": "tag",
    }
    to_team = Team.objects.get(pk=written.answers["to_team"])
    context = {**about_draft(written), "items": [*items, send_item], "to_team": to_team}
    return render(request, "referrals/draft.html", context)


@page_of_draft
def draft_children(request: HttpRequest, pk: int) -> HttpResponse:
    return _people(request, pk, "children")


@page_of_draft
def draft_adults(request: HttpRequest, pk: int) -> HttpResponse:
    return _people(request, pk, "adults")


@page_of_draft
def draft_why_now(request: HttpRequest, pk: int) -> HttpResponse:
    return _section(request, get_draft(request, pk), "why_now", WhyNowForm)


@page_of_draft
def draft_tried(request: HttpRequest, pk: int) -> HttpResponse:
    return _section(request, get_draft(request, pk), "tried", TriedForm)


@page_of_draft
def draft_family(request: HttpRequest, pk: int) -> HttpResponse:
    return _section(request, get_draft(request, pk), "family", FamilyForm)


@page_of_draft
def draft_urgency(request: HttpRequest, pk: int) -> HttpResponse:
    written = get_draft(request, pk)
    to_team = Team.objects.get(pk=written.answers["to_team"])
    return _section(
        request,
        written,
        "urgency",
        UrgencyForm,
        duty_phone=written.partnership.duty_phone,
        working_days=ScreeningStandard.objects.in_force(to_team, localdate()).days,
    )


@page_of_draft
def draft_child(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _person(request, pk, "children", number)


@page_of_draft
def draft_adult(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _person(request, pk, "adults", number)


@page_of_draft
def remove_child(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _remove(request, pk, "children", number)


@page_of_draft
def remove_adult(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _remove(request, pk, "adults", number)


@page_of_draft
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    written = get_draft(request, pk)
    if request.method == "POST":
        actions.throw_away_draft(written, by=request.user)
        keeping.forget_under(request, reverse("referrals:draft", args=[pk]))
        messages.success(request, "The referral that was not sent is thrown away.")
        return redirect("referrals:inbox")
    context = {
        **about_draft(written),
        "question": "Throw away this referral?",
        "text": "Nothing of it was sent, and nothing of it is in any record.",
        "yes": "Throw it away",
        "back": reverse("referrals:draft", args=[pk]),
    }
    return render(request, "referrals/draft_remove.html", context)


def _section(
    request: HttpRequest,
    written: ReferralDraft,
    section: str,
    form_class: type[HomewardForm],
    **kwargs: Any,
) -> HttpResponse:
    """One section's page: shown as it was left, saved, back to the list."""
    initial = written.answers.get(section)
    form = keeping.form_for(request, form_class, initial=initial, **kwargs)
    saved, status = take(
        request,
        form,
        lambda typed: actions.save_section(written, section, typed, by=request.user),
        rules.may_write_draft(request.worker, written),
    )
    if saved:
        return redirect("referrals:draft", written.pk)
    context = {
        **about_draft(written),
        "form": form,
        "heading": SECTIONS[section],
        "lede": LEDES[section],
        "back": reverse("referrals:draft", args=[written.pk]),
    }
    return render(request, "referrals/draft_section.html", context, status=status)


def _people(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    written = get_draft(request, pk)
    _form, word = PEOPLE[section]
    people = [
        {
            "name": name_of(person),
            "change": reverse(f"referrals:draft_{word}", args=[pk, person["number"]]),
            "remove": reverse(f"referrals:remove_{word}", args=[pk, person["number"]]),
        }
        for person in written.answers.get(section, [])
    ]
    context = {
        **about_draft(written),
        "people": people,
        "heading": SECTIONS[section],
        "word": word,
        "add": reverse(f"referrals:draft_{word}", args=[pk, next_number(written, section)]),
    }
    return render(request, "referrals/draft_people.html", context)


def _person(request: HttpRequest, pk: int, section: str, number: int) -> HttpResponse:
    """One child or adult: the next number adds, a number that is there changes."""
    written = get_draft(request, pk)
    form_class, word = PEOPLE[section]
    person = _find(written, section, number)
    if person is None and number != next_number(written, section):
        raise Http404
    form = keeping.form_for(request, form_class, initial=person)

    def save(typed: dict[str, Any]) -> ReferralDraft:
        held = {**typed}
        if "born" in held:
            held["born"] = held["born"].isoformat()
        return actions.save_person(written, section, number, held, by=request.user)

    answer = rules.may_write_draft(request.worker, written)
    saved, status = take(request, form, save, answer)
    if saved:
        return redirect(f"referrals:draft_{section}", pk)
    context = {
        **about_draft(written),
        "form": form,
        "heading": name_of(person)
        if person
        else f"Add {'a child' if word == 'child' else 'an adult'}",
        "back": reverse(f"referrals:draft_{section}", args=[pk]),
    }
    return render(request, "referrals/draft_section.html", context, status=status)


def _remove(request: HttpRequest, pk: int, section: str, number: int) -> HttpResponse:
    written = get_draft(request, pk)
    person = _find(written, section, number)
    if person is None:
        raise Http404
    back = reverse(f"referrals:draft_{section}", args=[pk])
    if request.method == "POST":
        actions.remove_person(written, section, number, by=request.user)
        word = PEOPLE[section][1]
        keeping.forget_under(request, reverse(f"referrals:draft_{word}", args=[pk, number]))
        messages.success(request, f"{name_of(person)} is no longer in this referral.")
        return redirect(back)
    context = {
        **about_draft(written),
        "question": f"Remove {name_of(person)} from this referral?",
        "text": "What you wrote about this person goes too.",
        "yes": "Remove",
        "back": back,
    }
    return render(request, "referrals/draft_remove.html", context)


def next_number(written: ReferralDraft, section: str) -> int:
    return int(written.answers.get(f"{section}_last", 0)) + 1


def _find(written: ReferralDraft, section: str, number: int) -> dict[str, Any] | None:
    people = written.answers.get(section, [])
    return next((person for person in people if person["number"] == number), None)


def name_of(person: dict[str, Any]) -> str:
    if "name" in person:
        return str(person["name"])
    return f"{person['preferred_name'] or person['given_name']} {person['family_name']}"
