"""Naming who leads for a child, and recording that an advocate was offered and began."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from homeward.access.rules import allow
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.partnership.models import Worker
from homeward.safeguarding import actions, queries, rules
from homeward.safeguarding.forms import (
    BeginAdvocacyForm,
    EndStatusForm,
    LeadForm,
    OfferAdvocateForm,
)
from homeward.safeguarding.models import AdvocacyOffer, LeadPractitioner
from homeward.safeguarding.rules import Answered
from homeward.safeguarding.views.shared import ask, get_child, get_status
from homeward.sharing.models import entitled


RECORDED = allow("whoever knows of it records it")


def name_lead(request: HttpRequest, child_pk: int) -> HttpResponse:
    child, today = get_child(request, child_pk), localdate()
    people = [
        (post.worker_id, post.worker.name, f"{post.role.capitalize()}, {post.employer}")
        for post in queries.who_could_lead(child, today)
    ]
    sight = entitled(request.worker, child, today)
    return ask(
        request,
        child,
        keeping.form_for(request, LeadForm, people=people, initial={"start": today}),
        "name_lead",
        lambda typed: actions.name_lead(
            child,
            worker=Worker.objects.get(pk=typed["worker"]),
            start=typed["start"],
            because=typed["because"],
            by=request.user,
        ),
        "It is in the record who leads, and they are told on their day.",
        rules.may_name_lead(sight.roles),
        why_social_worker=queries.stands(child, today, sight.may_see).why_social_worker,
    )


def end_lead(request: HttpRequest, pk: int) -> HttpResponse:
    lead = get_status(request, LeadPractitioner, pk)
    sight = entitled(request.worker, lead.child, localdate())
    return ask(
        request,
        lead.child,
        keeping.form_for(request, EndStatusForm),
        "end_lead",
        lambda typed: actions.end_lead(
            lead, on=typed["on"], because=typed["because"], by=request.user
        ),
        "It is in the record. Nobody leads until somebody is named.",
        rules.may_name_lead(sight.roles) and rules.may_still_end(lead.end),
        lead=lead,
    )


@answers_script
def offer_advocate(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = get_child(request, child_pk)
    initial = {"on": localdate(), "who": request.user.name}
    return ask(
        request,
        child,
        keeping.form_for(request, OfferAdvocateForm, initial=initial),
        "offer_advocate",
        lambda typed: actions.offer_advocate(
            child,
            on=typed["on"],
            who=typed["who"],
            provider=typed["provider"],
            answered=Answered(typed["answered"]),
            words=typed["words"],
            by=request.user,
        ),
        "It is written down that an advocate was offered.",
        RECORDED,
    )


@answers_script
def begin_advocacy(request: HttpRequest, pk: int) -> HttpResponse:
    mine = AdvocacyOffer.objects.visible_to(request.worker, localdate())
    found = get_object_or_404(mine.select_related("child"), pk=pk)
    return ask(
        request,
        found.child,
        keeping.form_for(request, BeginAdvocacyForm),
        "begin_advocacy",
        lambda typed: actions.begin_advocacy(
            found, on=typed["on"], advocate=typed["advocate"], by=request.user
        ),
        "It is written down that an advocate began.",
        RECORDED,
        offered=found,
    )
