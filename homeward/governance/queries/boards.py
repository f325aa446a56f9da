"""Breaches quarter by quarter, for both boards: counted over all there are, so the caller has asked the rule."""

from datetime import date, datetime

from django.db.models.functions import TruncDate

from homeward.analysis.disclosure import NOTE, in_cell
from homeward.exports import Table
from homeward.governance.models import Breach
from homeward.governance.rules.boards import Noticed, Quarter
from homeward.governance.rules.breaches import Choice, Question


def noticed_in(partnership_id: int, first: date, last: date) -> list[Noticed]:
    """Those that were noticed from the first day to the last; a fixed number of queries."""
    found = (
        Breach.objects.filter(partnership_id=partnership_id)
        .alias(day=TruncDate("noticed_at"))
        .filter(day__range=(first, last))
    )
    return [Noticed(breach.standing(), _notified_at(breach)) for breach in found.whole()]


def _notified_at(breach: Breach) -> datetime | None:
    said = breach.last_findings.get(Question.COMMISSIONER)
    return said.happened_at if said and said.choice == Choice.NOTIFIED else None


def counts_tables(quarter: Quarter) -> tuple[Table, ...]:
    """What the page shows and the file holds."""
    return (
        _table("How great the risk to people was", "Risk", quarter.risks),
        _table("Whether the Commissioner was notified", "Notified", quarter.notified),
    )


def _table(title: str, heading: str, counts: dict[str, int | None]) -> Table:
    rows = tuple((what, in_cell(count)) for what, count in counts.items())
    return Table(title, (heading, "Breaches"), rows, NOTE)
