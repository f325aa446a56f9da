"""The safety plan: read it, write the next version, tell somebody, look at it again, print it on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.rules import Answer, allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.support import actions, queries, rules
from homeward.support.forms.safety_plans import ReviewSafetyPlanForm, SafetyPlanForm, TellForm
from homeward.support.models import SafetyPlan
from homeward.support.queries import SafetyPlanSeen
from homeward.support.views.shared import get_episode, opened


VERSIONS = 20
RECORDED = allow("who was told is recorded by whoever knows it")


def safety_plan(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    plans = list(queries.safety_plans(episode)[: VERSIONS + 1])
    seen = queries.plan_seen(plans[0], localdate()) if plans else None
    context = {
        **opened(request, episode, "read the safety plan"),
        "safety": seen,
        "earlier": plans[1:],
        "more": len(plans) > VERSIONS,
        "may_write": rules.may_write(request.worker, episode),
    }
    return render(request, "support/safety_plan.html", context)


def safety_plan_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as it was written, with who was told of it."""
    seen = _get_plan(request, pk)
    episode = get_episode(request, seen.plan.episode_id)
    newest = queries.safety_plan_now(episode, localdate())
    context = {
        **opened(request, episode, "read a version of the safety plan"),
        "safety": seen,
        "newest": newest.plan if newest and newest.plan != seen.plan else None,
    }
    return render(request, "support/safety_plan_version.html", context)


@answers_script
def write_safety_plan(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    now = queries.safety_plan_now(episode, localdate())
    form = keeping.form_for(request, SafetyPlanForm, initial=_begun_from(now))
    made, status = take(
        request,
        form,
        lambda typed: actions.write_safety_plan(
            episode,
            worry=typed["worry"],
            signs=typed["signs"],
            steps=form.steps(),
            places=form.places(),
            review_on=typed["review_on"],
            seen_version=typed["version"],
            by=request.user,
        ),
        rules.may_write(request.worker, episode),
    )
    if made:
        messages.success(
            request, f"Version {made.version} of the safety plan is in force. Now tell each person."
        )
        return redirect("support:safety_plan", pk=pk)
    now = queries.safety_plan_now(episode, localdate())
    newest = now.plan.version if now else 0
    overtaken = status == 409 or form.is_behind(newest)
    form.saw(newest)
    context = {
        **opened(request, episode, "opened the safety plan to write it"),
        "form": form,
        "safety": now,
        "overtaken": overtaken and now is not None,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/write_safety_plan.html", context, status=status)


@answers_script
def tell_safety_plan(request: HttpRequest, pk: int) -> HttpResponse:
    seen = _get_plan(request, pk)
    form = keeping.form_for(request, TellForm, initial={"on": localdate()})
    made, status = take(
        request,
        form,
        lambda typed: actions.tell_of_safety_plan(
            seen.plan,
            who=typed["who"],
            how=typed["how"],
            on=typed["on"],
            has_copy=typed["has_copy"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, f"It is written down that {made.who} was told.")
        return redirect("support:safety_plan", pk=seen.plan.episode_id)
    return _ask(request, seen, form, RECORDED, "tell_safety_plan", status)


@answers_script
def review_safety_plan(request: HttpRequest, pk: int) -> HttpResponse:
    seen = _get_plan(request, pk)
    form = keeping.form_for(request, ReviewSafetyPlanForm)
    answer = rules.may_write(request.worker, seen.plan.episode)
    made, status = take(
        request,
        form,
        lambda typed: actions.review_safety_plan(
            seen.plan,
            was_used=typed["was_used"],
            words=typed["words"],
            review_on=typed["review_on"],
            by=request.user,
        ),
        answer,
    )
    if made:
        messages.success(request, f"It stays, and is valid until {made.review_on:%-d %B %Y}.")
        return redirect("support:safety_plan", pk=seen.plan.episode_id)
    return _ask(request, seen, form, answer, "review_safety_plan", status)


def safety_plan_print(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of paper, for the family and whoever has a part in it."""
    seen = _get_plan(request, pk)
    episode = get_episode(request, seen.plan.episode_id)
    context = {
        **opened(request, episode, "opened the safety plan to print it"),
        "safety": seen,
        "key_worker": queries.key_worker(episode, localdate()),
        "duty_phone": episode.partnership.duty_phone,
        "help_phone": episode.partnership.help_phone,
    }
    return render(request, "support/safety_plan_print.html", context)


def _ask(
    request: HttpRequest, seen: SafetyPlanSeen, form: Any, answer: Answer, name: str, status: int
) -> HttpResponse:
    episode = get_episode(request, seen.plan.episode_id)
    page = opened(request, episode, "opened the safety plan to write about it")
    context = {**page, "safety": seen, "form": form, "answer": answer}
    return render(request, f"support/{name}.html", context, status=status)


def _begun_from(now: SafetyPlanSeen | None) -> dict[str, Any]:
    """The next version begins with what the last one said; the day to look again is chosen anew."""
    if now is None:
        return {"version": 0}
    plan = now.plan
    begun: dict[str, Any] = {"version": plan.version, "worry": plan.worry, "signs": plan.signs}
    for number, step in enumerate(plan.steps.all(), start=1):
        begun |= {
            f"if_this_{number}": step.if_this,
            f"then_do_{number}": step.then_do,
            f"who_{number}": step.who,
        }
    for number, place in enumerate(plan.places.all(), start=1):
        begun |= {
            f"place_{number}": place.who,
            f"phone_{number}": place.phone,
            f"agreed_{number}": place.agreed,
        }
    return begun


def _get_plan(request: HttpRequest, pk: int) -> SafetyPlanSeen:
    mine = SafetyPlan.objects.visible_to(request.worker, localdate())
    found = mine.select_related("episode", "written_by").prefetch_related(
        "steps", "places", "reviews__by", "told__recorded_by"
    )
    return queries.plan_seen(get_object_or_404(found, pk=pk), localdate())
