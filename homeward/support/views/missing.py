"""Who is missing, and the interview after each return: offer it, hold it, read it; and how often, for both boards."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.drafts.sending import answers_script
from homeward.partnership.choosing import chosen_id
from homeward.partnership.views.boards import quarter_page
from homeward.support import actions, queries
from homeward.support.forms import HoldForm, NotHeldForm, OfferForm
from homeward.support.models import Happening
from homeward.support.queries.missing_counts import counted_in, counts_tables
from homeward.support.rules.missing_counts import may_read_missing_counts
from homeward.support.views.shared import RECORDED
from homeward.trail import actions as trail


SHOWN = 50


def missing(request: HttpRequest) -> HttpResponse:
    """Of the children whom this worker sees: who is missing, whose interview waits, what was said lately."""
    today = localdate()
    gone = queries.missing_children(request.worker, today)
    waiting = queries.interviews_waiting(request.worker, today, SHOWN + 1)
    told = list(queries.told_lately(request.worker, today)[: SHOWN + 1])
    shown = {one.child.pk for one in gone[:SHOWN]}
    shown |= {one.found.child_id for one in waiting[:SHOWN]}
    shown |= {one.child_id for one in told[:SHOWN]}
    trail.looked("read who is missing", by=request.user, children=shown)
    context = {
        "missing": gone[:SHOWN],
        "waiting": waiting[:SHOWN],
        "any_late": any(one.is_late for one in waiting),
        "told": told[:SHOWN],
        "more_missing": len(gone) > SHOWN,
        "more_waiting": len(waiting) > SHOWN,
        "more_told": len(told) > SHOWN,
        "most": SHOWN,
        "reads_counts": may_read_missing_counts(request.worker, chosen_id(request)),
    }
    return render(request, "support/missing.html", context)


def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Read how far it has come, and what the child said."""
    found = _get_found(request, pk)
    return render(
        request, "support/interview.html", _page(request, found, "read a return interview")
    )


@answers_script
def offer_interview(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get_found(request, pk)
    form = keeping.form_for(
        request, OfferForm, initial={"on": localdate(), "who": request.user.name}
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.offer_interview(
            found,
            at=form.moment,
            who=typed["who"],
            said=typed["said"],
            words=typed["words"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "It is written down that the interview was offered.")
        return redirect("support:interview", pk=pk)
    return _asked(request, found, form, "offer_interview", status)


@answers_script
def hold_interview(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get_found(request, pk)
    form = keeping.form_for(request, HoldForm, initial={"on": localdate()})
    made, status = take(
        request, form, lambda typed: actions.hold_interview(found, form.talk(), by=request.user)
    )
    if made:
        messages.success(request, "The interview is written down.")
        return redirect("support:interview", pk=pk)
    return _asked(request, found, form, "hold_interview", status)


@answers_script
def interview_not_held(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get_found(request, pk)
    form = keeping.form_for(request, NotHeldForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.note_not_held(found, because=typed["because"], by=request.user),
    )
    if made:
        messages.success(request, "It is written down why. It can be offered again.")
        return redirect("support:interview", pk=pk)
    return _asked(request, found, form, "interview_not_held", status)


def missing_counts(request: HttpRequest) -> HttpResponse:
    """Counts alone, over all children of the worker’s own partnership; with `?as=` as a file."""
    partnership = chosen_id(request)
    return quarter_page(
        request,
        "support/missing_counts.html",
        require(may_read_missing_counts(request.worker, partnership)),
        asked="Happened",
        count=lambda *days: counted_in(partnership, *days),
        tables=counts_tables,
        name="how often children were missing",
    )


def _asked(
    request: HttpRequest, found: Happening, form: Any, name: str, status: int
) -> HttpResponse:
    page = _page(request, found, "opened a return interview to write it down")
    context = {**page, "form": form, "answer": RECORDED, "names": found.child.first_name}
    return render(request, f"support/{name}.html", context, status=status)


def _page(request: HttpRequest, found: Happening, what: str) -> dict[str, Any]:
    trail.looked(what, by=request.user, children=[found.child_id], subject=found)
    return {
        "found": found,
        "child": found.child,
        "interview": queries.interview_of(found),
    }


def _get_found(request: HttpRequest, pk: int) -> Happening:
    mine = queries.returns_seen(request.worker, localdate())
    return get_object_or_404(mine.select_related("child", "recorded_by"), pk=pk)
