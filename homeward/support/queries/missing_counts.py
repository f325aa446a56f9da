"""How often children were missing, quarter by quarter, for both boards: counts alone, whoever the children are.

Counted over all there are, so the caller is unlocked; nothing that names a child or a worker is read.
"""

from datetime import date

from homeward.analysis.disclosure import NOTE, in_cell
from homeward.exports import Table
from homeward.support.models import Happening
from homeward.support.queries.missing import interviews_after
from homeward.support.rules import Happened, Why
from homeward.support.rules.missing_counts import Quarter, Return, counted


def counted_in(partnership_id: int, first: date, last: date) -> Quarter:
    """Who went missing, and who was found, from the first day to the last; a fixed number of queries."""
    then = Happening.objects.filter(partnership_id=partnership_id, on__range=(first, last))
    gone = list(then.filter(kind=Happened.WENT_MISSING).values_list("child_id", flat=True))
    returns = []
    for one in interviews_after(then.filter(kind=Happened.FOUND)):
        talk = one.talk
        returns.append(
            Return(
                one.standing,
                one.state,
                talk.independent if talk else None,
                tuple(Why(code) for code in talk.themes) if talk else (),
            )
        )
    return counted(gone, returns)


def counts_tables(quarter: Quarter) -> tuple[Table, ...]:
    """What the page shows and the file holds."""
    times = {
        "Times that a child went missing": quarter.total,
        "Children to whom it happened": quarter.children,
        "Returns": quarter.returns,
        "Interviews held": quarter.held,
    }
    return (
        _table("How often", "What", "How many", times),
        _table(
            "Whether it was offered in time, where it was", "Offered", "Returns", quarter.offers
        ),
        _table("What came of it", "What", "Returns", quarter.came),
        _table(
            "What it was about",
            "Theme",
            "Interviews",
            quarter.themes,
            " An interview may have several themes. No law lists them: they are ours.",
        ),
    )


def _table(
    title: str, heading: str, counted: str, counts: dict[str, int | None], more: str = ""
) -> Table:
    rows = tuple((what, in_cell(count)) for what, count in counts.items())
    return Table(title, (heading, counted), rows, NOTE + more)
