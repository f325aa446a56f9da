"""The inbox, one referral, screening it, and answering what was asked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.access.taking import take
from homeward.drafts import keeping, lists
from homeward.partnership.models import Worker
from homeward.referrals import actions, queries, rules
from homeward.referrals.forms.inbox import InboxForm
from homeward.referrals.forms.screening import AnswerForm, ScreenForm
from homeward.referrals.models import Referral
from homeward.referrals.rules import Outcome, Urgency
from homeward.trail import actions as trail


A_PAGE = 25


def inbox(request: HttpRequest) -> HttpResponse:
    """What my teams received and sent, narrowed as the worker chooses; with `?as=` as a file."""
    worker, today = request.worker, localdate()
    teams = queries.teams(worker)
    if request.method == "POST":
        return lists.remembered(request, InboxForm, teams=teams)
    narrowing = lists.narrowed(request, InboxForm, teams=teams)
    to_us, from_us = (
        queries.narrowed(found, narrowing.chosen, today)
        for found in (queries.received(worker, today), queries.sent(worker, today))
    )
    if "as" in request.GET:
        return _as_file(request, list(to_us), list(from_us))
    received = _page(request, to_us, "received_page")
    sent = _page(request, from_us, "sent_page")
    shown = {about.child_id for page in (received, sent) for r in page for about in r.about.all()}
    if shown:
        trail.looked("read the list of referrals", by=request.user, children=shown)
    context = {
        "narrowing": narrowing,
        "received": [_line(r) for r in received],
        "sent": [_line(r) for r in sent],
        "received_page": received,
        "sent_page": sent,
        "drafts": queries.drafts(worker, today)[:A_PAGE],
        "counts": (counts := queries.counts(worker)),
        "waiting": queries.waiting_now(worker, today) if counts else "",
        "refer": rules.may_refer(worker),
    }
    return render(request, "referrals/inbox.html", context)


def _as_file(request: HttpRequest, received: list[Referral], sent: list[Referral]) -> HttpResponse:
    tables = [
        queries.referrals_table("Received by your teams", received),
        queries.referrals_table("Sent by your teams", sent),
    ]
    children = {about.child_id for referral in (*received, *sent) for about in referral.about.all()}
    return taken_away(request, tables, name="the list of referrals", children=children)


def _page(request: HttpRequest, rows: QuerySet[Referral], name: str) -> Page[Referral]:
    return Paginator(rows, A_PAGE).get_page(request.GET.get(name))


def _line(referral: Referral) -> dict[str, Any]:
    stands = queries.standing(referral)
    return {
        "referral": referral,
        "children": ", ".join(about.child.name for about in referral.about.all()),
        "stands": stands,
        "tag": rules.due_tag(stands.due, localdate()),
        "danger": stands.is_open and referral.urgency == Urgency.DANGER,
    }


def get_referral(request: HttpRequest, pk: int) -> Referral:
    visible = Referral.objects.visible_to(request.worker, localdate())
    return get_object_or_404(queries.whole(visible), pk=pk)


def referral(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_referral(request, pk)
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {**about_referral(request, asked), "check": queries.last_check(asked)}
    return render(request, "referrals/referral.html", context)


def about_referral(request: HttpRequest, asked: Referral) -> dict[str, Any]:
    """The referral, where it stands, and what this worker may do with it now."""
    worker, latest = request.worker, asked.outcome_now()
    waiting = asked.agenda_items.filter(decision__signed_at=None).exists()
    question = asked.question_open()
    stands = queries.standing(asked)
    may_screen = rules.may_screen(worker, asked, latest)
    may_answer = rules.may_answer(worker, asked, question.outcome if question else None)
    may_bring = rules.may_bring_to_panel(worker, asked, latest, waiting, asked.panel_decided())
    step = may_answer if question else may_bring if latest == Outcome.TAKE_ON else may_screen
    may_do_something = may_screen or may_answer or may_bring
    crisis = getattr(asked, "crisis", None)
    helped = hasattr(asked, "episode")
    return {
        "referral": asked,
        "names": ", ".join(about.child.name for about in asked.about.all()),
        "stands": stands,
        "clock": queries.screening_clock(asked, localdate()),
        "standard": asked.standard.terms.in_words,
        "tag": rules.due_tag(stands.due, localdate()),
        "question": question,
        "may_screen": may_screen,
        "may_answer": may_answer,
        "may_review": rules.may_look_again(worker, asked, queries.waits_now(asked)),
        "may_bring": may_bring,
        "why_not": step.reason if stands.is_open and not may_do_something else "",
        "may_ask_today": rules.may_ask_for_today(
            worker,
            asked.from_team_id,
            latest=latest,
            decided=asked.panel_decided(),
            asked=crisis is not None,
            helped=helped,
        ),
        "today_line": queries.crisis_line(asked, localdate()) if crisis else None,
        "may_say_who_goes": bool(
            crisis
            and rules.may_say_who_goes(
                worker, asked.to_team_id, can_go=crisis.can_go, helped=helped
            )
        ),
        "back": reverse("referrals:referral", args=[asked.pk]),
        "danger_phone": asked.partnership.duty_phone
        if stands.is_open and asked.urgency == Urgency.DANGER
        else "",
        "spoken": rules.spoken(asked.reference),
    }


def screen(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_referral(request, pk)
    today = localdate()
    officers = queries.council_officers(asked.partnership_id, today)
    may_screen = rules.may_screen(request.worker, asked, asked.outcome_now())
    waits = asked.outcome_now() == Outcome.NO_CAPACITY
    form = keeping.form_for(
        request,
        ScreenForm,
        officers=officers,
        answer_days=asked.standard.answer_days,
        waits=waits,
        advised=(advised := queries.advised(asked)),
    )

    def save(held: dict[str, Any]) -> object:
        too_risky = held["outcome"] == Outcome.TOO_RISKY
        return actions.screen_referral(
            asked,
            outcome=held["outcome"],
            reasons=held["reasons"],
            taken_back_by=Worker.objects.get(pk=held["taken_back_by"]) if too_risky else None,
            redirected_to=held["redirected_to"],
            answers=form.answers(),
            against=held.get("against", ""),
            by=request.user,
        )

    no_room = request.method == "POST" and may_screen and form.is_valid()
    if no_room and form.cleaned_data["outcome"] == Outcome.NO_CAPACITY:
        return _to_wait(request, asked, form.cleaned_data["reasons"])
    saved, status = take(request, form, save, may_screen)
    if saved:
        messages.success(request, f"Referral {asked} is screened. {_follows(form)}")
        return redirect("referrals:referral", pk)
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {
        **about_referral(request, asked),
        "form": form,
        "advised": advised,
        "answer": may_screen,
        "heading": f"What is the outcome for referral {asked}?",
        "save": "Save the outcome",
    }
    return render(request, "referrals/screen.html", context, status=status)


def _to_wait(request: HttpRequest, asked: Referral, reasons: str) -> HttpResponse:
    """From screening: there is no room. What was typed there is kept for the page that asks how they wait."""
    here = reverse("referrals:wait", args=[asked.pk])
    typed = QueryDict(mutable=True)
    typed["reasons"] = reasons
    keeping.keep(request.user.pk, here, typed)
    keeping.sent(request)
    return redirect(here)


def _follows(form: ScreenForm) -> str:
    return {
        Outcome.TAKE_ON: "Bring it to the panel next.",
        Outcome.ASK_FOR_MORE: "The referring team has your question.",
        Outcome.TOO_RISKY: "The council officer has an urgent task to take the family back.",
    }.get(form.cleaned_data["outcome"], "The outcome is kept and counted.")


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_referral(request, pk)
    form = keeping.form_for(request, AnswerForm)
    about = about_referral(request, asked)
    saved, status = take(
        request,
        form,
        lambda typed: actions.answer_question(asked, words=typed["words"], by=request.user),
        about["may_answer"],
    )
    if saved:
        messages.success(request, f"Your answer is with {asked.to_team}, who screen the referral.")
        return redirect("referrals:referral", pk)
    trail.looked("read the referral", by=request.user, children=asked.child_ids(), subject=asked)
    context = {
        **about,
        "form": form,
        "answer": about["may_answer"],
        "heading": f"Answer what was asked about referral {asked}",
        "save": "Send the answer",
    }
    return render(request, "referrals/answer.html", context, status=status)
