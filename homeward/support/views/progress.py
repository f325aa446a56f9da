"""How it is going: goals and hours over time; scoring, stepping up and down; the plan on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.support import actions, queries, rules
from homeward.support.forms import IntensityForm, ScoreForm
from homeward.support.models import EpisodeOfHelp, GoalScore
from homeward.support.rules import CHART_HEIGHT, CHART_WIDTH, Phase
from homeward.support.views.shared import get_episode, opened


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    today = localdate()
    plan = queries.plan_in_force(episode)
    context = {
        **opened(request, episode, "read how it is going"),
        "today": today,
        "plan": plan,
        "goals": queries.goal_lines(plan),
        "chart": {"width": CHART_WIDTH, "height": CHART_HEIGHT},
        "phases": queries.phases(episode, today),
        "weeks": queries.weeks(episode, today),
        "steps": queries.steps(episode),
        "intensity": queries.intensity_in_force(episode, today),
        "may_write": rules.may_write(request.worker, episode),
    }
    return render(request, "support/progress.html", context)


@answers_script
def score_goals(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    plan = queries.plan_in_force(episode)
    form = keeping.form_for(
        request,
        ScoreForm,
        goals=list(plan.goals.all()) if plan else [],
        children=episode.children.order_by("born", "pk"),
        initial={"on": localdate()},
    )
    made, status = take(request, form, lambda typed: _score(request, episode, form))
    if made:
        messages.success(request, "The scores are written down.")
        return redirect("support:progress", pk=pk)
    context = {
        **opened(request, episode, "opened the goals to score them"),
        "form": form,
        "plan": plan,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/score_goals.html", context, status=status)


def _score(request: HttpRequest, episode: EpisodeOfHelp, form: ScoreForm) -> list[GoalScore]:
    scorer, child = form.scored_by()
    return actions.score_goals(
        episode,
        scorer=scorer,
        child=child,
        on=form.cleaned_data["on"],
        scores=form.scores(),
        by=request.user,
    )


def set_intensity(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    current = queries.intensity_in_force(episode, localdate())
    initial = {"from_day": localdate(), "phase": current.phase if current else None}
    form = keeping.form_for(request, IntensityForm, initial=initial)
    made, status = take(
        request,
        form,
        lambda typed: actions.set_intensity(
            episode,
            phase=Phase(typed["phase"]),
            hours_a_week=typed["hours_a_week"],
            because=typed["because"],
            from_day=typed["from_day"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "It is written down how many hours a week, and why.")
        return redirect("support:progress", pk=pk)
    context = {
        **opened(request, episode, "opened the hours a week"),
        "form": form,
        "current": current,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/set_intensity.html", context, status=status)


def plan_print(request: HttpRequest, pk: int) -> HttpResponse:
    """For the family: one page of paper, in their words."""
    episode = get_episode(request, pk)
    today = localdate()
    plan = queries.plan_in_force(episode)
    context = {
        **opened(request, episode, "opened the plan to print it"),
        "plan": plan,
        "goals": queries.goal_lines(plan),
        "key_worker": queries.key_worker(episode, today),
        "intensity": queries.intensity_in_force(episode, today),
        "help_phone": episode.partnership.help_phone,
        "duty_phone": episode.partnership.duty_phone,
    }
    return render(request, "support/plan_print.html", context)
