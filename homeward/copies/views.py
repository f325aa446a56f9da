"""The page on which a copy of a child's file is asked for; its answer is the copy."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.copies import actions, paper, rules
from homeward.copies.forms import CopyForm
from homeward.copies.queries import childs_file, copies_made
from homeward.drafts import keeping
from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


SHOWN = 50


def make_copy(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child = get_object_or_404(Child.objects.visible_to(request.worker, today), pk=pk)
    answer = rules.may_make_copy(entitled(request.worker, child, today))
    form = keeping.form_for(request, CopyForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.make_copy(
            child,
            asker=form.for_whom,
            reason=typed["reason"],
            will_read=typed["will_read"],
            by=request.user,
        ),
        answer,
    )
    if made:
        # Also when the same form is sent again, which makes nothing anew and hands it over once more.
        trail.looked("was handed the copy of a file", by=request.user, children=[pk], subject=child)
        file = childs_file(child, request.worker, today)
        content = paper.as_pdf(file, asker=form.for_whom, by=request.user, on=today)
        return _handed_over(content)
    trail.looked("opened a record to copy it", by=request.user, children=[pk], subject=child)
    context = {
        "child": child,
        "form": form,
        "answer": answer,
        "save": "Make the copy",
        "back_url": reverse("web:child", args=[pk]),
        "back_text": f"{child.first_name}’s page",
        **_made(child),
    }
    return render(request, "copies/make_copy.html", context, status=status)


def _made(child: Child) -> dict[str, Any]:
    entries = list(copies_made(child)[: SHOWN + 1])
    contents = trail.contents_of(entries, child.pk)
    rows = [
        {"entry": entry, "reason": (contents.get(entry.pk) or {}).get("reason", "")}
        for entry in entries[:SHOWN]
    ]
    return {"made": rows, "more": len(entries) > SHOWN}


def _handed_over(content: bytes) -> HttpResponse:
    """Never kept by a browser or a proxy, and under a name that says nothing."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="file.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
