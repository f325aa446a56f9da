"""Whom the help reaches, by what children say of their background."""

from django.http import HttpRequest, HttpResponse

from homeward.access.guard import require
from homeward.insight.queries import equality
from homeward.insight.rules import may_read_equality_counts
from homeward.partnership.choosing import chosen_id
from homeward.partnership.views.boards import quarter_page


def equality_counts(request: HttpRequest) -> HttpResponse:
    """Counts alone, over all children of the worker’s own partnership; with `?as=` as a file."""
    partnership = chosen_id(request)
    return quarter_page(
        request,
        "insight/equality_counts.html",
        require(may_read_equality_counts(request.worker, partnership)),
        asked="Help began",
        count=lambda *days: equality.counted_in(partnership, *days),
        tables=equality.counts_tables,
        name="whom the service reaches",
    )
