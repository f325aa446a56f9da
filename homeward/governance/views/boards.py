"""How many breaches there were, quarter by quarter, for both boards."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from homeward.access.guard import require
from homeward.governance.queries import boards as queries
from homeward.governance.rules import boards as rules
from homeward.partnership.choosing import chosen_id
from homeward.partnership.views.boards import quarter_page


def breach_counts(request: HttpRequest) -> HttpResponse:
    """Counts alone, of the worker's own partnership; with `?as=` as a file."""
    partnership = chosen_id(request)
    return quarter_page(
        request,
        "governance/breach_counts.html",
        require(rules.may_read_counts(request.worker, partnership)),
        asked="Noticed",
        count=lambda *days: rules.counted(queries.noticed_in(partnership, *days), now()),
        tables=queries.counts_tables,
        name="how many breaches there were",
    )
