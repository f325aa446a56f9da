"""What both boards are told of a quarter: the page that areas above fill with their counts."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.access.files import taken_away
from homeward.access.rules import Answer
from homeward.analysis.disclosure import HIDDEN
from homeward.clocks.rules import last_quarters
from homeward.exports import Table
from homeward.locks import unlocked
from homeward.partnership.forms.boards import QuarterForm


SHOWN = 8  # quarters to choose from
Quarter = TypeVar("Quarter")


def quarter_page(
    request: HttpRequest,
    template: str,
    answer: Answer,
    *,
    asked: str,
    count: Callable[[date, date], Quarter],
    tables: Callable[[Quarter], Sequence[Table]],
    name: str,
) -> HttpResponse:
    """Counts alone, over all there are, for whom the rule has answered; with `?as=` as a file of this name.
    `asked`: what happened in the quarter, like "Raised"."""
    today = localdate()
    quarters = last_quarters(today, SHOWN)
    form = QuarterForm(request.GET or None, quarters=quarters, asked=asked)
    first, last = form.window()
    with unlocked():
        quarter = count(first, last)
    made = tables(quarter)
    if "as" in request.GET:
        return taken_away(request, made, name=name)
    context = {
        "form": form,
        "asked": asked,
        "quarter": quarter,
        "first": first,
        "last": last,
        "is_over": last < today,
        "tables": made,
        "hidden": HIDDEN,
        "answer": answer,
    }
    return render(request, template, context)
