"""On the way home: what must change, the family's agreement, the steps, the crisis plan."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.reunification import actions, queries, rules
from homeward.reunification.forms.working import (
    AgreementForm,
    CrisisForm,
    DropGoalForm,
    GoalForm,
    LightForm,
    PlanStepForm,
    SignatureForm,
    TellStepForm,
    TellUnplannedForm,
)
from homeward.reunification.models import CrisisPlan, FamilyAgreement, MustChange, StepHome
from homeward.reunification.rules import Light
from homeward.reunification.views.plans import TOLD
from homeward.reunification.views.shared import ask_form, get_of_plan, get_plan, may_write, opened
from homeward.support.queries import key_worker


def add_goal(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    form = keeping.form_for(request, GoalForm)
    return ask_form(
        request,
        plan,
        form,
        "add_goal",
        lambda typed: actions.add_goal(
            plan,
            whose=typed["whose"],
            words=typed["words"],
            steps=typed["steps"],
            support=typed["support"],
            by_day=typed["by_day"],
            by=request.user,
        ),
        "It is written down.",
        may_write(request, plan),
    )


def light(request: HttpRequest, pk: int) -> HttpResponse:
    goal = get_of_plan(request, MustChange, pk)
    form = keeping.form_for(request, LightForm, initial={"on": localdate()})
    return ask_form(
        request,
        goal.plan,
        form,
        "light",
        lambda typed: actions.show_light(
            goal,
            light=typed["light"],
            on=typed["on"],
            because=typed["because"],
            by=request.user,
        ),
        "How near it is, is written down.",
        TOLD,
        goal=goal,
        lights=Light,
    )


def drop_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = get_of_plan(request, MustChange, pk)
    form = keeping.form_for(request, DropGoalForm)
    return ask_form(
        request,
        goal.plan,
        form,
        "drop_goal",
        lambda typed: actions.drop_goal(goal, because=typed["because"], by=request.user),
        "It is taken out. What was signed with it stays as it was.",
        may_write(request, goal.plan) and rules.may_drop_goal(dropped=goal.dropped_at is not None),
        goal=goal,
    )


@answers_script
def write_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    form = keeping.form_for(request, AgreementForm)
    goals = queries.goals_of(plan)
    return ask_form(
        request,
        plan,
        form,
        "write_agreement",
        lambda typed: actions.write_agreement(
            plan,
            we_do=typed["we_do"],
            if_not=typed["if_not"],
            review_on=typed["review_on"],
            by=request.user,
        ),
        "The agreement is written. Print it, and read it with the family.",
        may_write(request, plan) and rules.may_write_agreement(goals),
        goals=goals,
    )


def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """To read with the family, to print, and to sign by hand."""
    plan = get_plan(request, pk)
    last, signatures = queries.agreement_of(plan)
    context = {
        **opened(request, plan, "read the family’s agreement"),
        "agreement": last,
        "terms": [
            {**term, "by_day": date.fromisoformat(term["by_day"])}
            for term in (last.terms if last else [])
        ],
        "signatures": signatures,
        "crisis": CrisisPlan.objects.filter(plan=plan).first(),
        "key_worker": key_worker(plan.episode, localdate()),
    }
    return render(request, "reunification/agreement.html", context)


def note_signature(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_of_plan(request, FamilyAgreement, pk)
    form = keeping.form_for(request, SignatureForm, initial={"on": localdate()})
    return ask_form(
        request,
        found.plan,
        form,
        "note_signature",
        lambda typed: actions.note_signature(
            found,
            who=typed["who"],
            signs=typed["signs"],
            words=typed["words"],
            on=typed["on"],
            by=request.user,
        ),
        "It is written down.",
        TOLD,
        agreement=found,
    )


@answers_script
def plan_step(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    form = keeping.form_for(request, PlanStepForm)
    return ask_form(
        request,
        plan,
        form,
        "plan_step",
        lambda typed: actions.plan_step(
            plan,
            kind=typed["kind"],
            day=typed["day"],
            planned=typed["planned"],
            by=request.user,
        ),
        "It is planned. What came of it is written down when it has been.",
        may_write(request, plan),
    )


@answers_script
def tell_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_of_plan(request, StepHome, pk)
    form = keeping.form_for(request, TellStepForm, initial={"on": min(step.day, localdate())})
    return ask_form(
        request,
        step.plan,
        form,
        "tell_step",
        lambda typed: actions.tell_step(step, form.told(), by=request.user),
        "It is written down.",
        TOLD,
        step=step,
    )


@answers_script
def tell_unplanned(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    form = keeping.form_for(request, TellUnplannedForm)
    return ask_form(
        request,
        plan,
        form,
        "tell_unplanned",
        lambda typed: actions.tell_unplanned(plan, typed["kind"], form.told(), by=request.user),
        "It is written down.",
        TOLD,
    )


@answers_script
def write_crisis_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one begins with what the last one said."""
    plan = get_plan(request, pk)
    last = CrisisPlan.objects.filter(plan=plan).first()
    names = ("signs", "first", "can_have", "never")
    initial = {name: getattr(last, name) for name in names} if last else {}
    form = keeping.form_for(request, CrisisForm, initial=initial)
    return ask_form(
        request,
        plan,
        form,
        "write_crisis_plan",
        lambda typed: actions.write_crisis_plan(
            plan,
            signs=typed["signs"],
            first=typed["first"],
            can_have=typed["can_have"],
            never=typed["never"],
            by=request.user,
        ),
        "The crisis plan is written.",
        may_write(request, plan),
    )
