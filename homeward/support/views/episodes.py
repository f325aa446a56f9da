"""An episode of help: begin it, read it, give it a key worker, agree, and end it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.rules import Answer
from homeward.access.taking import take
from homeward.decisions.queries import names
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.referrals.models import Referral
from homeward.sharing.models import entitled
from homeward.support import actions, queries, rules
from homeward.support.forms import AgreeForm, AllocateForm, CloseForm
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import FOLLOW_UP_MONTHS
from homeward.support.views.shared import get_episode, opened
from homeward.trail import actions as trail


VISITS = 10
HAPPENINGS = 20
TASKS = 10


def start(request: HttpRequest, referral_pk: int) -> HttpResponse:
    mine = Referral.objects.visible_to(request.worker, localdate()).select_related("to_team")
    referral = get_object_or_404(mine, pk=referral_pk)
    form = keeping.form_for(request, AllocateForm, people=_people(referral.to_team), changing=False)
    made, status = take(
        request,
        form,
        lambda typed: actions.start_help(referral, key_worker=_worker(typed), by=request.user),
    )
    if made:
        messages.success(request, "Help has begun. The key worker has a task to visit the family.")
        return redirect("support:episode", pk=made.pk)
    children = list(referral.children.all())
    ids = [child.pk for child in children]
    trail.looked("read the referral to begin help", by=request.user, children=ids, subject=referral)
    context = {
        "referral": referral,
        "continuity": _continuity(children),
        "already": EpisodeOfHelp.objects.filter(referral=referral).first(),
        "names": names(children),
        "form": form,
        "answer": queries.may_start(request.worker, referral),
    }
    return render(request, "support/start.html", context, status=status)


def episode(request: HttpRequest, pk: int) -> HttpResponse:
    today, worker = localdate(), request.worker
    episode = get_episode(request, pk)
    page = opened(request, episode, "read the episode of help")
    children = page["children"]
    plan = queries.plan_in_force(episode)
    context = {
        **page,
        "today": today,
        "ages": [f"{child.first_name}, {child.age_on(today)}" for child in children],
        "why": entitled(worker, children[0], today).may_see().reason,
        "tasks": list(queries.tasks(children, worker, today)[:TASKS]),
        "key_worker": queries.key_worker(episode, today),
        "next_key_worker": queries.next_key_worker(episode, today),
        "agreements": list(episode.agreements.select_related("recorded_by").order_by("-on", "-pk")),
        "plan": plan,
        "goals": queries.goal_lines(plan),
        "safety": queries.safety_plan_now(episode, today),
        "intensity": queries.intensity_in_force(episode, today),
        "phases": queries.phases(episode, today),
        "page": Paginator(queries.visits(episode), VISITS).get_page(request.GET.get("page")),
        "decisions": queries.decision_lines(episode, worker, today),
        "happenings": list(episode.happenings.select_related("child", "recorded_by")[:HAPPENINGS]),
        "follow_ups": list(queries.follow_ups(episode)),
        "may_write": rules.may_write(worker, episode),
        "may_allocate": rules.may_allocate(worker, episode.team_id, closed_on=episode.closed_on),
        "may_prepare": rules.may_prepare_safety_decision(worker, episode),
        "may_close": _may_close(request, episode),
    }
    return render(request, "support/episode.html", context)


def allocate(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    current = queries.key_worker(episode, localdate())
    initial = {"key_worker": current.worker_id if current else None}
    form = keeping.form_for(
        request,
        AllocateForm,
        people=_people(episode.team),
        changing=episode.allocations.exists(),
        initial=initial,
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.allocate(
            episode,
            key_worker=_worker(typed),
            because=typed.get("because", ""),
            from_day=typed.get("from_day"),
            by=request.user,
        ),
    )
    if made:
        since = max(made.start, localdate())
        messages.success(
            request, f"{made.worker} is the family’s key worker from {since:%-d %B %Y}."
        )
        return redirect("support:episode", pk=pk)
    context = {
        **opened(request, episode, "opened who is the key worker"),
        "form": form,
        "continuity": _continuity(list(episode.children.all())),
        "current": current,
        "before": queries.key_workers(episode),
        "today": localdate(),
        "answer": rules.may_allocate(request.worker, episode.team_id, closed_on=episode.closed_on),
    }
    return render(request, "support/allocate.html", context, status=status)


@answers_script
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    form = keeping.form_for(request, AgreeForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.record_agreement(
            episode,
            who=typed["who"],
            agrees=typed["agrees"],
            words=typed["words"],
            on=typed["on"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "It is written down whether they agree to work with us.")
        return redirect("support:episode", pk=pk)
    context = {
        **opened(request, episode, "opened the agreement to engage"),
        "form": form,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/agree.html", context, status=status)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    form = keeping.form_for(request, CloseForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.close_episode(episode, because=typed["because"], by=request.user),
    )
    if made:
        messages.success(request, "Support has ended. The follow-ups are made.")
        return redirect("support:episode", pk=pk)
    context = {
        **opened(request, episode, "opened the end of support"),
        "form": form,
        "answer": _may_close(request, episode),
        "months": FOLLOW_UP_MONTHS,
    }
    return render(request, "support/close.html", context, status=status)


def _may_close(request: HttpRequest, episode: EpisodeOfHelp) -> Answer:
    ending = episode.ending()
    return rules.may_close(
        request.worker,
        episode,
        end_decided=ending.decided,
        happened=ending.happened,
        since=ending.since,
        promised=episode.promised(localdate()),
    )


def _people(team: Team) -> list[tuple[int, str, str]]:
    return [
        (
            member.worker.pk,
            member.worker.name,
            f"{member.role.capitalize()}. {member.load}",
        )
        for member in queries.members(team, localdate())
    ]


def _continuity(children: list[Child]) -> list[str]:
    held = queries.held(children, localdate())
    return [rules.continuity(child.first_name, held[child.pk]) for child in children]


def _worker(typed: dict) -> Worker:
    return Worker.objects.get(pk=typed["key_worker"])
