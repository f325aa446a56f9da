"""How a child is, some months after support ended."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.support import actions, rules
from homeward.support.forms import FollowUpForm
from homeward.support.models import EpisodeOfHelp, FollowUp
from homeward.trail import actions as trail


@answers_script
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    mine = EpisodeOfHelp.objects.visible_to(request.worker, localdate())
    follow_up = get_object_or_404(
        FollowUp.objects.filter(episode__in=mine).select_related("episode", "child", "done_by"),
        pk=pk,
    )
    form = keeping.form_for(request, FollowUpForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.record_follow_up(
            follow_up,
            living=typed["living"],
            in_care=typed["in_care"],
            feels_safe=typed["feels_safe"],
            how_it_is=typed["how_it_is"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The follow-up is written down.")
        return redirect("support:episode", pk=follow_up.episode_id)
    with suppress(FollowUp.DoesNotExist):  # the child died meanwhile, and the form says so
        follow_up.refresh_from_db()
    trail.looked(
        "read a follow-up", by=request.user, children=[follow_up.child_id], subject=follow_up
    )
    context = {
        "follow_up": follow_up,
        "episode": follow_up.episode,
        "names": follow_up.child.first_name,
        "form": form,
        "answer": rules.may_follow_up(request.worker, follow_up),
    }
    return render(request, "support/follow_up.html", context, status=status)
