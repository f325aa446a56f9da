"""Writing up a visit, and reading it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.drafts import keeping
from homeward.support import actions, rules
from homeward.support.forms import VisitForm
from homeward.support.models import EpisodeOfHelp, Visit
from homeward.support.views.shared import get_episode, opened, take


def write_visit(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    form = keeping.form_for(
        request,
        VisitForm,
        children=episode.children.all(),
        duty_phone=episode.partnership.duty_phone,
        initial={"on": localdate()},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.write_up_visit(
            episode,
            on=typed["on"],
            where=typed["where"],
            who_was_there=typed["who_was_there"],
            what_happened=typed["what_happened"],
            what_next=typed["what_next"],
            unsafe_tonight=typed["unsafe_tonight"] != "no",
            children=form.seen(),
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The visit is written up. Each child’s record has its own part.")
        return redirect("support:visit", pk=made.pk)
    context = {
        **opened(request, episode, "opened a visit to write it up"),
        "form": form,
        "answer": rules.may_write(request.worker, episode),
    }
    return render(request, "support/write_visit.html", context, status=status)


def visit(request: HttpRequest, pk: int) -> HttpResponse:
    mine = EpisodeOfHelp.objects.visible_to(request.worker, localdate())
    visit = get_object_or_404(
        Visit.objects.filter(episode__in=mine)
        .select_related("episode__partnership", "written_by")
        .prefetch_related("about__child"),
        pk=pk,
    )
    context = {
        **opened(request, visit.episode, "read a visit"),
        "visit": visit,
        "about": sorted(visit.about.all(), key=lambda about: about.child_id),
        "rows": [
            {"key": "When", "value": f"{visit.on:%A %-d %B %Y}"},
            {"key": "Where", "value": visit.where},
            {"key": "Who was there", "value": visit.who_was_there},
        ],
    }
    return render(request, "support/visit.html", context)
