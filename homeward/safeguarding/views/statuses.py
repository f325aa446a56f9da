"""Recording that a child is in need or has a child protection plan, what came of it, and reading that it changed."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.people.models import Child
from homeward.safeguarding import actions, queries, rules
from homeward.safeguarding.forms import (
    CategoryForm,
    EndStatusForm,
    NeedForm,
    PlanForm,
    ReadForm,
    ReviewForm,
    TakeOutForm,
)
from homeward.safeguarding.models import ChildInNeed, ProtectionPlan, Status
from homeward.safeguarding.views.shared import ask, get_child, get_status
from homeward.sharing.models import entitled


def _may_record(request: HttpRequest, child: Child, model: type[Status]) -> Answer:
    sight = entitled(request.worker, child, localdate())
    return sight.may_see(model.GROUP) and rules.may_record(request.worker, child.partnership_id)


def record_need(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = get_child(request, child_pk)
    return ask(
        request,
        child,
        keeping.form_for(request, NeedForm),
        "record_need",
        lambda typed: actions.record_need(
            child,
            start=typed["start"],
            why=typed["why"],
            end=typed["end"],
            ended_because=typed["ended_because"],
            by=request.user,
        ),
        "It is in the record. Those who work with the child are told on their day.",
        _may_record(request, child, ChildInNeed),
    )


def record_plan(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = get_child(request, child_pk)
    return ask(
        request,
        child,
        keeping.form_for(request, PlanForm),
        "record_plan",
        lambda typed: actions.record_plan(
            child,
            start=typed["start"],
            kinds=typed["kinds"],
            end=typed["end"],
            ended_because=typed["ended_because"],
            by=request.user,
        ),
        "The plan is in the record. Those who work with the child are told on their day.",
        _may_record(request, child, ProtectionPlan),
    )


def change_category(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_status(request, ProtectionPlan, pk)
    return ask(
        request,
        plan.child,
        keeping.form_for(request, CategoryForm),
        "change_category",
        lambda typed: actions.change_category(
            plan, since=typed["since"], kinds=typed["kinds"], by=request.user
        ),
        "The category is changed. What it was before stays in the record.",
        _may_write(request, plan),
        plan=plan,
    )


@answers_script
def record_review(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_status(request, ProtectionPlan, pk)
    return ask(
        request,
        plan.child,
        keeping.form_for(request, ReviewForm),
        "record_review",
        lambda typed: actions.record_review(
            plan, held_on=typed["held_on"], what=typed["what"], by=request.user
        ),
        "The conference is in the record.",
        _may_write(request, plan),
        plan=plan,
    )


def end_need(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, get_status(request, ChildInNeed, pk), "end_need")


def end_plan(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, get_status(request, ProtectionPlan, pk), "end_plan")


def take_out_need(request: HttpRequest, pk: int) -> HttpResponse:
    return _take_out(request, get_status(request, ChildInNeed, pk), "take_out_need")


def take_out_plan(request: HttpRequest, pk: int) -> HttpResponse:
    return _take_out(request, get_status(request, ProtectionPlan, pk), "take_out_plan")


def read_changes(request: HttpRequest, pk: int) -> HttpResponse:
    child, today = get_child(request, pk), localdate()
    sight = entitled(request.worker, child, today)
    waiting = queries.changes_to_read(child, request.worker)
    return ask(
        request,
        child,
        keeping.form_for(request, ReadForm),
        "read_changes",
        lambda typed: actions.read_changes(child, by=request.user),
        "It is off your day.",
        rules.may_have_read(len(waiting)),
        waiting=waiting,
        holding=queries.holding(child, today, sight.may_see),
        save="I have read it",
    )


def _may_write(request: HttpRequest, status: Status) -> Answer:
    may = _may_record(request, status.child, type(status))
    return may and rules.may_be_taken_out(status.taken_out_on) and may


def _end(request: HttpRequest, status: Status, template: str) -> HttpResponse:
    going_on = rules.may_still_end(status.end)
    return ask(
        request,
        status.child,
        keeping.form_for(request, EndStatusForm),
        template,
        lambda typed: actions.end_status(
            status, on=typed["on"], because=typed["because"], by=request.user
        ),
        "It is in the record that it ended. Those who work with the child are told on their day.",
        _may_write(request, status) and going_on,
        status=status,
    )


def _take_out(request: HttpRequest, status: Status, template: str) -> HttpResponse:
    return ask(
        request,
        status.child,
        keeping.form_for(request, TakeOutForm),
        template,
        lambda typed: actions.take_out(status, because=typed["because"], by=request.user),
        "It is taken out. That it was written down stays to be read.",
        _may_write(request, status),
        status=status,
    )
