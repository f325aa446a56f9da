"""The edge of court: what is due, the legal gateway, the letter, meetings, and proceedings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.family import actions, forms, queries, rules
from homeward.family.models import FamilyGroup, GatewayDecision, PreProceedings, Proceedings
from homeward.family.views.shared import asked, opened, people_of
from homeward.partnership.rules import DataGroup
from homeward.trail import actions as trail


SHOWN = 50


def edge_of_court(request: HttpRequest) -> HttpResponse:
    """Of the families whom this worker sees: who waits at the gateway, is in pre-proceedings or in court."""
    rows = queries.edge_of_court(request.worker, localdate(), SHOWN + 1)
    shown = {child.pk for row in rows[:SHOWN] for child in row.children}
    trail.looked("read who is at the edge of court", by=request.user, children=shown)
    context = {
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "most": SHOWN,
        "late": sum(row.late for row in rows[:SHOWN]),
    }
    return render(request, "family/edge_of_court.html", context)


def court(request: HttpRequest, pk: int) -> HttpResponse:
    """One family at the edge of court: how it stands, and everything that was decided and happened."""
    family, today = _get_family(request, pk), localdate()
    context = {
        **opened(request, family, "read the edge of court"),
        "court": queries.court_of(family),
        "gate": queries.gate(family.partnership_id, request.worker, today),
        "today": today,
    }
    return render(request, "family/court.html", context)


@answers_script
def ask_gateway(request: HttpRequest, pk: int) -> HttpResponse:
    family = _get_family(request, pk)
    form = keeping.form_for(request, forms.AskGatewayForm)
    return asked(
        request,
        family,
        "ask_gateway",
        form,
        lambda typed: actions.ask_gateway(
            family, why=typed["why"], due=typed["due"], by=request.user
        ),
        "Asked. Whoever may decide sees the children until it is decided.",
        answer=rules.may_ask_gateway(
            request.worker,
            family.partnership_id,
            family.gateways.filter(decided_at=None).exists(),
            family.proceedings.filter(ended_on=None).exists(),
        ),
        gate=queries.gate(family.partnership_id, request.worker, localdate()),
        **BACK,
    )


@answers_script
def decide_gateway(request: HttpRequest, pk: int) -> HttpResponse:
    mine = GatewayDecision.objects.visible_to(request.worker, localdate())
    gateway = get_object_or_404(mine.select_related("group", "asked_by", "decided_by"), pk=pk)
    family = gateway.group
    gate = queries.gate(family.partnership_id, request.worker, localdate())
    facts = queries.court_of(family)
    form = keeping.form_for(
        request,
        forms.DecideGatewayForm,
        outcomes=rules.outcomes(facts.open is not None),
        signer=request.user.name,
    )
    answer = rules.may_still_decide(str(gateway.decided_by), gateway.decided_on) and gate.is_mine
    return asked(
        request,
        family,
        "decide_gateway",
        form,
        lambda typed: actions.decide_gateway(
            gateway,
            outcome=typed["outcome"],
            reasons=typed["reasons"],
            until=typed.get("until"),
            agreed_with=typed.get("agreed_with", ""),
            no_meeting_because=typed["no_meeting_because"],
            signed_name=typed["signed_name"],
            by=request.user,
        ),
        "Decided. What follows is opened as tasks.",
        answer=answer,
        gateway=gateway,
        gate=gate,
        court=facts,
        plan=queries.plans_of(family).first(),
        people=queries.known(family, family.children.all(), localdate()),
        **BACK,
    )


@answers_script
def send_letter(request: HttpRequest, pk: int) -> HttpResponse:
    family = _get_family(request, pk)
    people = sorted(people_of(family), key=lambda one: not one.owed)
    form = keeping.form_for(
        request, forms.SendLetterForm, people=people, initial={"on": localdate()}
    )
    return asked(
        request,
        family,
        "send_letter",
        form,
        lambda typed: actions.send_letter(
            family,
            on=typed["on"],
            to=form.sent_to,
            asks=typed["asks"],
            offer_in_letter=typed["offer_in_letter"],
            by=request.user,
        ),
        "The letter is written down. Both time limits run from its day.",
        duty=queries.duty_of(family.partnership_id).in_words(localdate()),
        **BACK,
    )


@answers_script
def hold_pre_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    mine = PreProceedings.objects.visible_to(request.worker, localdate())
    about = get_object_or_404(mine.select_related("group"), pk=pk)
    form = keeping.form_for(request, forms.PreMeetingForm, initial={"on": localdate()})
    return asked(
        request,
        about.group,
        "hold_pre_meeting",
        form,
        lambda typed: actions.hold_pre_meeting(
            about,
            on=typed["on"],
            who=typed["who"],
            advised=typed["advised"],
            agreed=typed["agreed"],
            by=request.user,
        ),
        "The meeting is written down.",
        about=about,
        **BACK,
    )


@answers_script
def issue_proceedings(request: HttpRequest, pk: int) -> HttpResponse:
    family = _get_family(request, pk)
    form = keeping.form_for(request, forms.IssueForm, initial={"on": localdate()})
    return asked(
        request,
        family,
        "issue_proceedings",
        form,
        lambda typed: actions.issue_proceedings(
            family, on=typed["on"], court_reference=typed["court_reference"], by=request.user
        ),
        "It is written down. The time limit of the court runs from that day.",
        **BACK,
    )


@answers_script
def explain_no_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    issued = _get_proceedings(request, pk)
    form = keeping.form_for(request, forms.ExplainForm)
    return asked(
        request,
        issued.group,
        "explain_no_meeting",
        form,
        lambda typed: actions.explain_no_meeting(issued, because=typed["because"], by=request.user),
        "It is written down.",
        answer=rules.may_explain(
            request.worker, issued.partnership_id, issued.explained_at is not None
        ),
        issued=issued,
        **BACK,
    )


@answers_script
def give_court_time(request: HttpRequest, pk: int) -> HttpResponse:
    issued = _get_proceedings(request, pk)
    form = keeping.form_for(request, forms.CourtTimeForm)
    return asked(
        request,
        issued.group,
        "give_court_time",
        form,
        lambda typed: actions.give_court_time(
            issued,
            ordered_on=typed["ordered_on"],
            until=typed["until"],
            reasons=typed["reasons"],
            by=request.user,
        ),
        "It is written down.",
        issued=issued,
        **BACK,
    )


@answers_script
def end_proceedings(request: HttpRequest, pk: int) -> HttpResponse:
    issued = _get_proceedings(request, pk)
    form = keeping.form_for(request, forms.EndProceedingsForm, initial={"on": localdate()})
    return asked(
        request,
        issued.group,
        "end_proceedings",
        form,
        lambda typed: actions.end_proceedings(
            issued, on=typed["on"], order=typed["order"], by=request.user
        ),
        "It is written down.",
        issued=issued,
        **BACK,
    )


BACK = {"back": "family:court", "back_text": "The edge of court"}


def _get_family(request: HttpRequest, pk: int) -> FamilyGroup:
    seen = FamilyGroup.objects.seen_in(request.worker, localdate(), DataGroup.CORE, DataGroup.LEGAL)
    return get_object_or_404(seen, pk=pk)


def _get_proceedings(request: HttpRequest, pk: int) -> Proceedings:
    mine = Proceedings.objects.visible_to(request.worker, localdate())
    return get_object_or_404(mine.select_related("group"), pk=pk)
