"""Help today: the team says who goes, and whom the register names signs."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.decisions import queries as decision_queries
from homeward.decisions.models import Decision
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.partnership.models import Worker
from homeward.referrals import rules as referral_rules
from homeward.referrals.models import Crisis
from homeward.support import actions, queries
from homeward.support.forms.today import AnswerCrisisForm, SignCrisisForm
from homeward.support.models import EpisodeOfHelp
from homeward.trail import actions as trail


@answers_script
def answer_crisis(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = _get_crisis(request, pk)
    referral = crisis.referral
    people = [
        (one.worker.pk, f"{one.worker.name}, {one.role}")
        for one in queries.members(referral.to_team, localdate())
    ]
    answer = referral_rules.may_say_who_goes(
        request.worker,
        referral.to_team_id,
        can_go=crisis.can_go,
        helped=EpisodeOfHelp.objects.filter(referral=referral).exists(),
    )
    form = keeping.form_for(request, AnswerCrisisForm, people=people)
    made, status = take(request, form, lambda typed: _answer(crisis, typed, request), answer)
    if made:
        said = (
            "The council’s decider has it to sign now. Phone them as well."
            if isinstance(made, Decision)
            else "The council has an urgent task. Phone them as well."
        )
        messages.success(request, said)
        return redirect("referrals:referral", referral.pk)
    children = list(referral.children.all())
    ids = [child.pk for child in children]
    trail.looked("read what is needed today", by=request.user, children=ids, subject=crisis)
    context = {
        "crisis": crisis,
        "referral": referral,
        "about": list(referral.about.select_related("child")),
        "adults": list(referral.adults.select_related("adult")),
        "names": decision_queries.names(children),
        "form": form,
        "answer": answer,
    }
    return render(request, "support/answer_crisis.html", context, status=status)


def _answer(crisis: Crisis, typed: dict[str, Any], request: HttpRequest) -> Decision | Crisis:
    if typed["can_go"] == "no":
        return actions.cannot_go(crisis, why=typed["what"], by=request.user)
    return actions.say_who_goes(
        crisis,
        who=get_object_or_404(Worker, pk=typed["who_goes"]),
        at=typed["goes_at"],
        what=typed["what"],
        by=request.user,
    )


def sign_crisis(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _get_decision(request, pk)
    children = list(decision.children.all())
    form = keeping.form_for(
        request,
        SignCrisisForm,
        options=list(decision.options.all()),
        signer=request.user.name,
        names=decision_queries.names(children),
    )
    made, status = take(request, form, lambda typed: _sign(decision, typed, request))
    if made:
        messages.success(request, "Signed. The team has been told.")
        return redirect("decisions:decision", pk=pk)
    decision = _get_decision(request, pk)
    form.saw(decision.version)
    ids = [child.pk for child in children]
    trail.looked("read the decision to sign it", by=request.user, children=ids, subject=decision)
    context = {
        **decision_queries.paper(decision, request.worker, localdate()),
        "crisis": decision.crisis,
        "form": form,
        "overtaken": status == 409,
    }
    return render(request, "support/sign_crisis.html", context, status=status)


def _sign(decision: Decision, typed: dict[str, Any], request: HttpRequest) -> Decision:
    return actions.sign_crisis(
        decision,
        outcome=decision.options.get(pk=typed["outcome"]),
        reasons=typed["reasons"],
        instead=typed["instead"],
        signed_name=typed["signed_name"],
        version=typed["version"],
        by=request.user,
    )


def _get_crisis(request: HttpRequest, pk: int) -> Crisis:
    mine = Crisis.objects.visible_to(request.worker, localdate())
    related = ("referral__to_team", "referral__from_team", "asked_by", "who_goes", "answered_by")
    return get_object_or_404(mine.select_related(*related), pk=pk)


def _get_decision(request: HttpRequest, pk: int) -> Decision:
    mine = Decision.objects.visible_to(request.worker, localdate()).filter(crisis__isnull=False)
    related = ("prepared_by", "sent_by", "signed_by", "outcome", "crisis__who_goes")
    return get_object_or_404(mine.select_related(*related), pk=pk)
