"""What a child says: everything in one place, writing it down, drawings, and taking out what should not be there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.rules import allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.files.actions import note_caught
from homeward.files.answers import as_answer
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.trail import actions as trail
from homeward.voice.actions import saying as actions
from homeward.voice.forms.workers import SayingForm, TakeOutForm
from homeward.voice.models import Saying
from homeward.voice.queries import saying as queries
from homeward.voice.rules.saying import may_take_out
from homeward.voice.views.shared import get_child


SHOWN = 50


def says(request: HttpRequest, pk: int) -> HttpResponse:
    """All that the child said, wherever it was written down, the newest first."""
    child = get_child(request, pk)
    safe = Child.objects.visible_to(request.worker, localdate(), DataGroup.SAFETY)
    words = queries.everything_said(child, SHOWN, safety=safe.filter(pk=pk).exists())
    trail.looked("read what the child says", by=request.user, children=[pk], subject=child)
    context = {
        "child": child,
        "words": words,
        "most": SHOWN,
        "taken_out": queries.taken_out(child),
    }
    return render(request, "voice/says.html", context)


def write_down(request: HttpRequest, pk: int) -> HttpResponse:
    child = get_child(request, pk)
    form = keeping.form_for(
        request, SayingForm, initial={"on": localdate(), "to_whom": request.user.name}
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.write_down(
            child,
            on=typed["on"],
            how=typed["how"],
            words=typed["words"],
            to_whom=typed["to_whom"],
            picture=typed["picture"],
            by=request.user,
        ),
    )
    if made:
        messages.success(
            request, f"It is written down, and stands first on {child.first_name}’s page."
        )
        return redirect("voice:says", pk=pk)
    if form.is_bound and form.caught:
        note_caught(child, found=form.caught, by=request.user)
    trail.looked(
        "opened what the child says to write", by=request.user, children=[pk], subject=child
    )
    context = {"child": child, "form": form, "answer": allow("whoever hears it writes it down")}
    return render(request, "voice/write_down.html", context, status=status)


def drawing(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself, never kept by a browser or a proxy: as a photo of a visit."""
    saying = _get_saying(request, pk)
    picture = queries.picture_of(saying)
    if picture is None:
        raise Http404
    trail.looked("looked at a drawing", by=request.user, children=[saying.child_id], subject=saying)
    return as_answer(picture, "image/jpeg", "inline")


def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    saying = _get_saying(request, pk)
    form = keeping.form_for(request, TakeOutForm)
    made, status = take(
        request, form, lambda typed: actions.take_out(saying, why=typed["why"], by=request.user)
    )
    if made:
        messages.success(request, "It is taken out. Why it went stays in the record.")
        return redirect("voice:says", pk=saying.child_id)
    saying.refresh_from_db()
    trail.looked(
        "opened what the child says to take it out",
        by=request.user,
        children=[saying.child_id],
        subject=saying,
    )
    answer = may_take_out(
        request.worker,
        saying.recorded_by_id,
        saying.recorded_by.on(localdate()).team_ids,
        "asked below",
        gone=saying.removed_at is not None,
    )
    context = {"saying": saying, "child": saying.child, "form": form, "answer": answer}
    return render(request, "voice/take_out.html", context, status=status)


def _get_saying(request: HttpRequest, pk: int) -> Saying:
    mine = Saying.objects.visible_to(request.worker, localdate())
    return get_object_or_404(mine.select_related("child", "recorded_by"), pk=pk)
