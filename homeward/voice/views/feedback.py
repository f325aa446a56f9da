"""What families and children told us: the list, writing it down for them, answering, and the counts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.choosing import chosen_id
from homeward.partnership.views.boards import quarter_page
from homeward.support.models import EpisodeOfHelp
from homeward.support.views.shared import get_episode, opened
from homeward.trail import actions as trail
from homeward.voice.actions import feedback as actions
from homeward.voice.actions.feedback import Statement
from homeward.voice.forms.workers import AnswerForm, StatementForm
from homeward.voice.models import Feedback
from homeward.voice.queries import feedback as queries
from homeward.voice.queries.persons import family_of, safe_line, safe_ways
from homeward.voice.rules.counts import may_read_voice_counts
from homeward.voice.rules.feedback import may_answer
from homeward.voice.views.shared import get_person


PAGE = 50


def feedback(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first."""
    found = queries.feedback_of(request.worker, localdate())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    children = {child.pk for one in shown for child in one.children.all()}
    trail.looked("read what families tell us", by=request.user, children=children)
    context = {
        "page": page,
        "rows": shown,
        "reads_counts": may_read_voice_counts(request.worker, chosen_id(request)),
    }
    return render(request, "voice/feedback.html", context)


def write_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    episode = get_episode(request, pk)
    family = family_of(episode, localdate())
    people = [(f"{one.what}-{one.person.pk}", one.name) for one in family]
    form = keeping.form_for(request, StatementForm, people=people)

    teams: list[str] = []

    def act(typed: dict[str, Any]) -> Feedback | EpisodeOfHelp:
        """Without a name not even the form that was sent leads to what was said: it is kept by whom it was sent."""
        kind, _, number = typed["who"].partition("-")
        statement = Statement(typed["feeling"], typed["words"], typed["by_name"])
        person = get_person(request, episode, kind, int(number))
        said = actions.write_feedback(episode, person, statement, by=request.user)
        teams.extend(said.reached.values_list("name", flat=True))
        return said if typed["by_name"] else episode

    made, status = take(request, form, act)
    if made:
        told = f" These teams are told now: {', '.join(teams)}." if teams else ""
        messages.success(request, f"It is written down.{told}")
        return redirect("voice:feedback")
    context = {
        **opened(request, episode, "opened what the family says to write"),
        "form": form,
        "answer": allow("what families say is taken from whoever says it"),
    }
    return render(request, "voice/write_feedback.html", context, status=status)


def answer_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.feedback_of(request.worker, localdate()), pk=pk)
    form = keeping.form_for(request, AnswerForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.answer_feedback(one, answer=typed["answer"], by=request.user),
    )
    if made:
        messages.success(request, "It is answered. Whoever said it by name reads it on their page.")
        return redirect("voice:feedback")
    if status != 200:
        one = get_object_or_404(queries.feedback_of(request.worker, localdate()), pk=pk)
    children = [child.pk for child in one.children.all()]
    trail.looked(
        "read what somebody said of the help", by=request.user, children=children, subject=one
    )
    named = one.child_id or one.adult_id
    context = {
        "one": one,
        "children": list(one.children.all()),
        "safe": safe_line(one.person, safe_ways([one.person])) if named else "",
        "form": form,
        "answer": may_answer(answered=one.answered_at is not None),
        "teams": list(one.reached.values_list("name", flat=True)),
    }
    return render(request, "voice/answer_feedback.html", context, status=status)


def counts(request: HttpRequest) -> HttpResponse:
    """Counts alone, over the worker’s own partnership; with `?as=` as a file."""
    partnership = chosen_id(request)
    return quarter_page(
        request,
        "voice/counts.html",
        require(may_read_voice_counts(request.worker, partnership)),
        asked="Said",
        count=lambda *days: queries.counted_in(partnership, *days),
        tables=queries.counts_tables,
        name="how often families spoke",
    )
