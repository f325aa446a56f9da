"""How many breaches there were, quarter by quarter, for both boards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from homeward.access.files import taken_away
from homeward.access.guard import require
from homeward.disagreements.queries import quarters
from homeward.governance.forms.boards import QuarterForm
from homeward.governance.queries import boards as queries
from homeward.governance.rules import boards as rules
from homeward.partnership.choosing import chosen_id


def breach_counts(request: HttpRequest) -> HttpResponse:
    """Counts alone, of the worker's own partnership; with `?as=` as a file."""
    partnership = chosen_id(request)
    answer = require(rules.may_read_counts(request.worker, partnership))
    today = localdate()
    form = QuarterForm(request.GET or None, quarters=quarters(today))
    first, last = form.window()
    quarter = rules.counted(queries.noticed_in(partnership, first, last), now())
    tables = queries.counts_tables(quarter)
    if "as" in request.GET:
        return taken_away(request, tables, name="how many breaches there were")
    context = {
        "form": form,
        "quarter": quarter,
        "first": first,
        "last": last,
        "is_over": last < today,
        "tables": tables,
        "hidden": queries.HIDDEN,
        "answer": answer,
    }
    return render(request, "governance/breach_counts.html", context)
