"""Where a child stands by law, today and as it stood on a day that one chooses: where areas meet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.care.queries import care_history
from homeward.partnership.rules import DataGroup
from homeward.safeguarding import queries, rules
from homeward.safeguarding.forms import DayForm
from homeward.trail import actions as trail
from homeward.web.child_bar import child_with_bar


SHOWN = 50


def statuses(request: HttpRequest, pk: int) -> HttpResponse:
    today = localdate()
    child, bar, sight = child_with_bar(request, pk, today, "statuses")
    form = DayForm(request.GET if "on_0" in request.GET else None, initial={"on": today})
    day = form.cleaned_data["on"] if form.is_valid() else today
    trail.looked(
        "read where the child stands",
        by=request.user,
        children=[pk],
        subject=child,
        because=bar["why"],
    )
    sees_plans = bool(sight.may_see(DataGroup.SAFETY))
    care = care_history(child)
    context = {
        "child": child,
        "bar": bar,
        "today": today,
        "day": day,
        "form": form,
        "holding": queries.holding(child, day, sight.may_see),
        "sees_plans": sees_plans,
        "sees_legal": bool(sight.may_see(DataGroup.LEGAL)),
        "plans": queries.plans_of(child, today)[:SHOWN] if sees_plans else [],
        "needs": list(queries.needs_of(child)[:SHOWN]),
        "spells": care.spells[:SHOWN],
        "leads": list(queries.leads_of(child)[:SHOWN]),
        "misfit": queries.lead_does_not_fit(child, today) if sees_plans else "",
        "may_name_lead": rules.may_name_lead(sight.roles),
        "offers": list(queries.offers_of(child)[:SHOWN]),
        "taken_out": queries.taken_out_of(child, sight.may_see)[:SHOWN],
        "waiting": queries.changes_to_read(child, request.worker),
        "may_record": rules.may_record(request.worker, child.partnership_id),
    }
    return render(request, "web/statuses.html", context)
