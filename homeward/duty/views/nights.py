"""Writing down what was done at night, and taking it over in the morning."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.duty import actions, queries, rules
from homeward.duty.forms import NightForm, TakeOverForm
from homeward.duty.views.shared import asked_child
from homeward.locks import unlocked
from homeward.trail import actions as trail


@answers_script
def write_night(request: HttpRequest, pk: int) -> HttpResponse:
    child, _ = asked_child(request, pk)
    answer = queries.knows_night(request.worker, child)
    if not answer:
        raise Http404
    with unlocked():
        teams = queries.teams_to_tell(child, localdate())
    form = keeping.form_for(request, NightForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.write_night(
            child,
            happened=typed["happened"],
            done=typed["done"],
            waits=typed["waits"],
            by=request.user,
        ),
    )
    if made:
        messages.success(
            request,
            f"It is written down, and waits at 9am on {made.morning:%A %-d %B} for: "
            f"{', '.join(team.name for team in teams)}.",
        )
        if queries.reads_card(request.worker, child):
            return redirect("duty:card", pk=pk)
        return redirect("web:home")
    trail.looked(
        "opened the page for what was done at night", by=request.user, children=[pk], subject=child
    )
    context = {
        "child": child,
        "form": form,
        "answer": rules.may_write_night(answer, told=len(teams)),
        "teams": teams,
        "morning": rules.next_morning(localtime()),
    }
    return render(request, "duty/write_night.html", context, status=status)


def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    mine = queries.told_to(request.worker, localdate())
    told = get_object_or_404(
        mine.select_related("note__child", "note__written_by", "team", "taken_by"), pk=pk
    )
    form = keeping.form_for(request, TakeOverForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.take_over(told, how=typed["how"], by=request.user),
    )
    if made:
        messages.success(request, "Your team has taken it over.")
        return redirect("duty:take_over", pk=pk)
    trail.looked(
        "read what was done at night",
        by=request.user,
        children=[told.note.child_id],
        subject=told.note,
    )
    context = {
        "told": told,
        "note": told.note,
        "child": told.note.child,
        "others": [
            one
            for one in told.note.told.select_related("team", "taken_by").order_by("pk")
            if one.pk != told.pk
        ],
        "form": form,
        "answer": rules.may_take_over(
            request.worker, told.team_id, taken_by=told.taken_by.name if told.taken_by else ""
        ),
    }
    return render(request, "duty/take_over.html", context, status=status)
