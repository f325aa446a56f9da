"""Family group decision making: the offer, who is invited, the meeting, the plan and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.family import actions, forms, queries, rules
from homeward.family.models import DutyLine, FamilyPlan, Meeting
from homeward.family.views.groups import get_group
from homeward.family.views.shared import asked, opened, people_of
from homeward.partnership.choosing import chosen_id, partnership_of
from homeward.partnership.rules.numbers import may_agree_numbers


def duty(request: HttpRequest) -> HttpResponse:
    """Since when the offer is a duty: read by everybody in the partnership, set by who leads it."""
    today, partnership = localdate(), partnership_of(request)
    form = keeping.form_for(request, forms.DutyForm)
    answer = may_agree_numbers(request.worker, partnership.pk)
    made, status = take(
        request,
        form,
        lambda typed: actions.set_duty(
            partnership, since=typed["since"], source=typed["source"], by=request.user
        ),
        answer,
    )
    if made:
        messages.success(request, "It is written down.")
        return redirect("family:duty")
    context = {
        "stands": queries.duty_of(partnership.pk).in_words(today),
        "lines": DutyLine.objects.filter(partnership=chosen_id(request)).select_related(
            "written_by"
        )[:50],
        "form": form,
        "answer": answer,
        "back_url": reverse("web:partnership"),
        "back_text": "The partnership",
    }
    return render(request, "family/duty.html", context, status=status)


@answers_script
def offer_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    family = get_group(request, pk)
    people = sorted(people_of(family), key=lambda one: not one.owed)
    form = keeping.form_for(
        request,
        forms.OfferForm,
        people=people,
        initial={"on": localdate(), "who": request.user.name},
    )
    return asked(
        request,
        family,
        "offer_meeting",
        form,
        lambda typed: actions.offer_meeting(
            family,
            to=form.relative,
            on=typed["on"],
            who=typed["who"],
            said=typed["said"],
            words=typed["words"],
            by=request.user,
        ),
        "The offer is written down.",
        duty=queries.duty_of(family.partnership_id).in_words(localdate()),
    )


@answers_script
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    family = get_group(request, pk)
    form = keeping.form_for(
        request, forms.InviteForm, people=people_of(family), initial={"who": request.user.name}
    )
    return asked(
        request,
        family,
        "invite",
        form,
        lambda typed: actions.invite(
            form.whom,
            on=typed["on"] if typed["invited"] else None,
            who=typed["who"],
            way=typed["way"],
            comes=typed["comes"] or None,
            not_because=typed["not_because"],
            by=request.user,
        ),
        "It is written down.",
    )


@answers_script
def hold_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    family = get_group(request, pk)
    form = keeping.form_for(
        request, forms.HoldForm, people=people_of(family), initial={"on": localdate()}
    )
    return asked(
        request,
        family,
        "hold_meeting",
        form,
        lambda _: actions.hold_meeting(family, form.held(), by=request.user),
        "The meeting is written down. What follows is opened as a task.",
    )


@answers_script
def write_plan(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Meeting.objects.visible_to(request.worker, localdate())
    meeting = get_object_or_404(mine.select_related("group"), pk=pk)
    newest = queries.plans_of(meeting.group).first()
    begun: dict[str, Any] = {"version": newest.version if newest else 0}
    if newest:
        begun |= {"words": newest.words, "otherwise": newest.otherwise}
        begun |= forms.as_typed(newest.steps.all())
    form = keeping.form_for(request, forms.FamilyPlanForm, initial=begun)

    def act(typed: dict[str, Any]) -> FamilyPlan:
        return actions.write_plan(
            meeting,
            words=typed["words"],
            steps=form.steps(),
            otherwise=typed["otherwise"],
            review_on=typed["review_on"],
            seen_version=typed["version"],
            by=request.user,
        )

    behind = form.is_behind(begun["version"])
    return asked(
        request,
        meeting.group,
        "write_plan",
        form,
        act,
        "The family’s plan is written down. The council says what it agrees to.",
        newest=begun["version"],
        meeting=meeting,
        plan=newest if behind else None,
    )


@answers_script
def answer_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _get_plan(request, pk)
    answered = localdate(plan.answered_at) if plan.answered_at else None
    form = keeping.form_for(request, forms.AnswerForm)
    return asked(
        request,
        plan.group,
        "answer_plan",
        form,
        lambda typed: actions.answer_plan(
            plan,
            agrees=typed["agrees"],
            agrees_to=typed["agrees_to"],
            not_because=typed["not_because"],
            by=request.user,
        ),
        "It is written down. The family is to be told.",
        answer=rules.may_answer_plan(
            request.worker, plan.partnership_id, answered, newest=queries.is_newest(plan)
        ),
        plan=plan,
    )


@answers_script
def review_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _get_plan(request, pk)
    form = keeping.form_for(request, forms.ReviewForm, initial={"on": localdate()})
    return asked(
        request,
        plan.group,
        "review_plan",
        form,
        lambda typed: actions.review_plan(
            plan,
            on=typed["on"],
            who=typed["who"],
            how=typed["how"],
            came=typed["came"],
            next_on=typed["next_on"],
            by=request.user,
        ),
        "It is written down.",
        plan=plan,
    )


def plan_print(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for everybody in the family: nobody’s address or number is on it but ours."""
    plan = _get_plan(request, pk)
    page = opened(request, plan.group, "opened the family’s plan to print it")
    context = {
        **page,
        "plan": plan,
        "came": plan.meeting.came.select_related("adult"),
        "duty_phone": plan.partnership.duty_phone,
        "help_phone": plan.partnership.help_phone,
    }
    return render(request, "family/plan_print.html", context)


def _get_plan(request: HttpRequest, pk: int) -> FamilyPlan:
    mine = FamilyPlan.objects.visible_to(request.worker, localdate())
    related = ("group", "meeting", "partnership", "answered_by", "written_by")
    return get_object_or_404(
        mine.select_related(*related).prefetch_related("steps", "reviews"), pk=pk
    )
