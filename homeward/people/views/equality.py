"""A child's background: what is known, and what they say when asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.people import actions, queries
from homeward.people.forms import EqualityForm
from homeward.people.models import Child
from homeward.people.rules import Whose
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


def equality(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of a child's background, and what they say of it when asked."""
    today = localdate()
    child = get_object_or_404(Child.objects.visible_to(request.worker, today), pk=pk)
    form = keeping.form_for(request, EqualityForm, initial={"asked_on": today})
    answer = entitled(request.worker, child, today).may_see()
    made, status = take(
        request,
        form,
        lambda typed: actions.record_equality(
            child,
            form.answers(),
            whose=Whose(typed["whose"]),
            asked_on=typed["asked_on"],
            by=request.user,
        ),
        answer,
    )
    if made:
        messages.success(request, "What they said is kept.")
        return redirect("people:equality", pk=pk)
    trail.looked("read of the child’s background", by=request.user, children=[pk], subject=child)
    context = {
        "child": child,
        "lines": queries.equality_of(child),
        "form": form,
        "answer": answer,
        "back_url": reverse("people:about", args=[pk]),
        "back_text": f"About {child.first_name}",
    }
    return render(request, "people/equality.html", context, status=status)
