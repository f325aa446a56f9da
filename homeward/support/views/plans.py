"""Writing a new version of the plan, with the one in force beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.support import actions, queries, rules
from homeward.support.forms import PlanForm
from homeward.support.models import EpisodeOfHelp, Plan
from homeward.support.views.shared import get_episode, opened


@answers_script
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    in_force = queries.plan_in_force(episode)
    form = keeping.form_for(request, PlanForm, initial=_begun_from(in_force))
    made, status = take(request, form, lambda typed: _write(episode, form, typed, request))
    if made:
        messages.success(request, f"Version {made.version} of the plan is in force.")
        return redirect("support:episode", pk=pk)
    in_force = queries.plan_in_force(episode)
    newest = in_force.version if in_force else 0
    # A draft that was begun before somebody else wrote is shown beside what they wrote, as a refusal is.
    overtaken = status == 409 or form.is_behind(newest)
    form.saw(newest)
    context = {
        **opened(request, episode, "opened the plan to write it"),
        "form": form,
        "plan": in_force,
        "overtaken": overtaken and in_force is not None,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/plan.html", context, status=status)


def _begun_from(plan: Plan | None) -> dict[str, Any]:
    """A new version begins with what the last one said: the goals still stand until they are changed."""
    if plan is None:
        return {"version": 0}
    begun: dict[str, Any] = {
        "version": plan.version,
        "if_it_goes_wrong": plan.if_it_goes_wrong,
    }
    for number, goal in enumerate(plan.goals.all(), start=1):
        begun |= {
            f"whose_{number}": goal.whose,
            f"words_{number}": goal.words,
            f"steps_{number}": goal.steps,
        }
    return begun


def _write(
    episode: EpisodeOfHelp, form: PlanForm, typed: dict[str, Any], request: HttpRequest
) -> Plan:
    return actions.write_plan(
        episode,
        starts_on=typed["starts_on"],
        review_on=typed["review_on"],
        if_it_goes_wrong=typed["if_it_goes_wrong"],
        goals=form.new_goals(),
        seen_version=typed["version"],
        by=request.user,
    )
