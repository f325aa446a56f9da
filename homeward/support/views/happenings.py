"""Recording what happened. Whoever sees the child can, whatever state anything is in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.people.models import Child
from homeward.support import actions, queries
from homeward.support.forms import ChildHappenedForm, HappenedForm
from homeward.support.models import Happening
from homeward.support.rules import Happened
from homeward.support.views.shared import RECORDED, episode_seen, get_episode, opened
from homeward.trail import actions as trail


@answers_script
def happened(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    children = list(episode.children.all())
    form = keeping.form_for(request, HappenedForm, children=children)
    made, status = take(
        request,
        form,
        lambda typed: actions.record_event(
            [child for child in children if str(child.pk) in typed["children"]],
            kind=Happened(typed["kind"]),
            on=typed["on"],
            at=typed["at"],
            what=typed["what"],
            episode=episode,
            by=request.user,
        ),
    )
    if made:
        return redirect("support:happening", pk=made[0].pk)
    context = {
        **opened(request, episode, "opened what happened to record it"),
        "form": form,
        "answer": RECORDED,
    }
    return render(request, "support/happened.html", context, status=status)


@answers_script
def child_happened(request: HttpRequest, child_pk: int) -> HttpResponse:
    child = get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=child_pk)
    form = keeping.form_for(request, ChildHappenedForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.record_happening(
            child,
            kind=Happened(typed["kind"]),
            on=typed["on"],
            at=typed["at"],
            what=typed["what"],
            episode=queries.newest_episode(child),
            by=request.user,
        ),
    )
    if made:
        return redirect("support:happening", pk=made.pk)
    trail.looked(
        "opened what happened to record it", by=request.user, children=[child.pk], subject=child
    )
    context = {"child": child, "names": child.first_name, "form": form, "answer": RECORDED}
    return render(request, "support/child_happened.html", context, status=status)


def happening(request: HttpRequest, pk: int) -> HttpResponse:
    """What was recorded, and the tasks that it opened."""
    today = localdate()
    seen = Child.objects.visible_to(request.worker, today)
    happening = get_object_or_404(
        Happening.objects.filter(child__in=seen).select_related("child", "episode", "recorded_by"),
        pk=pk,
    )
    together = list(queries.same_event(happening).filter(child__in=seen))
    ids = [one.child_id for one in together]
    trail.looked("read what happened", by=request.user, children=ids, subject=happening)
    returns = queries.returns_seen(request.worker, today).filter(
        pk__in=[one.pk for one in together]
    )
    context = {
        "happening": happening,
        "together": together,
        "episode": episode_seen(request, happening.episode_id),
        "tasks": list(queries.tasks_opened(together, request.worker, today)),
        "interviews": returns.select_related("child"),
        "stays": queries.stays_key_worker(happening, today),
        "went_missing": happening.kind == Happened.WENT_MISSING,
    }
    return render(request, "support/happening.html", context)
