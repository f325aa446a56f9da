"""What a child is called and who they are: kept by whoever works with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.people import actions
from homeward.people.forms import AboutForm, as_read
from homeward.people.models import Child
from homeward.trail import actions as trail


def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see the child may write who the child is: it is nobody's decision."""
    child = get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)
    form = keeping.form_for(request, AboutForm, initial=as_read(child))
    kept, status = take(
        request,
        form,
        lambda typed: actions.write_about(
            child, form.facts(), other_name=typed["other_name"], by=request.user
        ),
    )
    if kept:
        messages.success(request, f"What is known about {child.first_name} is kept.")
        return redirect("web:child", pk=pk)
    trail.looked("read about the child", by=request.user, children=[pk], subject=child)
    return render(request, "people/about.html", {"child": child, "form": form}, status=status)
