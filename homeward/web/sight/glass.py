"""Breaking the glass of a sealed record in an emergency, and the review by an information governance lead."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.partnership.rules import BREAK_GLASS_HOURS, may_keep_agreement
from homeward.sharing import actions, rules
from homeward.sharing.models import glass_kept_by
from homeward.sharing.rules import Level
from homeward.trail import actions as trail
from homeward.trail.models import Entry
from homeward.web.sight.children import asked_of
from homeward.web.sight.forms import BreakGlassForm, ReviewGlassForm
from homeward.web.sight.where import require_somewhere


PAGE = 50


def break_glass(request: HttpRequest, pk: int) -> HttpResponse:
    """Only for whom the sealed page told that there is a record: to others the number of a child says nothing."""
    child, sight = asked_of(request, pk, localdate())
    if sight.groups:
        return redirect("web:child", pk=pk)
    if sight.level != Level.EXISTS:
        raise Http404
    form = keeping.form_for(request, BreakGlassForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.break_glass(child, reason=typed["reason"], by=request.user),
    )
    if made:
        return redirect("web:child", pk=pk)
    trail.looked(
        "opened the page to break the glass", by=request.user, children=[pk], subject=child
    )
    context = {"form": form, "answer": True, "pk": pk, "hours": BREAK_GLASS_HOURS}
    return render(request, "web/break_glass.html", context, status=status)


def glasses(request: HttpRequest) -> HttpResponse:
    """Every glass that was broken, those to review first. No child is named here."""
    require_somewhere(request.worker, may_keep_agreement)
    broken = (
        glass_kept_by(request.worker, localdate())
        .select_related("worker", "reviewed_by")
        .order_by("-reviewed_at", "review_by", "pk")
    )
    page = Paginator(broken, PAGE).get_page(request.GET.get("page"))
    return render(request, "web/glasses.html", {"page": page, "today": localdate()})


def review_glass(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    kept = glass_kept_by(request.worker, today).select_related("worker", "reviewed_by")
    glass = get_object_or_404(kept, pk=pk)
    # A lead need not work with the child: `glass_kept_by` gives what they are told to review what was done.
    child, sight = asked_of(request, glass.child_id, today)
    answer = rules.may_review_glass(
        request.worker,
        sight,
        glass.partnership_id,
        glass.worker_id,
        done=bool(glass.reviewed_at),
    )
    form = keeping.form_for(request, ReviewGlassForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.review_glass(glass, finding=typed["finding"], by=request.user),
    )
    if made:
        messages.success(request, "Your finding is kept with the record.")
        return redirect("web:glasses")
    trail.looked("read of a broken glass", by=request.user, children=[child.pk], subject=glass)
    done = Entry.objects.filter(
        worker=glass.worker,
        child_ids__contains=[child.pk],
        at__range=(glass.period.lower, glass.period.upper),
    ).order_by("pk")
    context = {
        "broken": glass,
        "child": child,
        "form": form,
        "answer": answer,
        "done": Paginator(done, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "web/review_glass.html", context, status=status)
