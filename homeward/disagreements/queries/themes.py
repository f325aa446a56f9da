"""What disagreements were about, quarter by quarter, for both boards: counts alone, whoever the children are.

Counted over all there are, so the caller is unlocked; nothing that names a child or a worker is read.
"""

from datetime import date

from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from homeward.analysis.disclosure import NOTE, SMALLEST_SHOWN, in_cell
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Counted, Level, Quarter, Raised, Theme
from homeward.exports import Table


def raised_in(partnership_id: int, first: date, last: date) -> list[Raised]:
    """What was raised from the first day to the last."""
    rows = (
        Disagreement.objects.filter(partnership_id=partnership_id)
        .alias(day=TruncDate("raised_at"))
        .filter(day__range=(first, last))
        .at_level()
        .values_list(
            "theme", "raised_at", "now_level", "now_due", "now_answer",
            "settlement__ended_at", "settlement__withdrawn",
        )
    )  # fmt: skip
    return [
        Raised(
            theme=Theme(theme),
            on=localdate(raised_at),
            level=Level(level),
            due=None if answer else due,
            ended_on=localdate(ended_at) if ended_at else None,
            withdrawn=bool(withdrawn),
        )
        for theme, raised_at, level, due, answer, ended_at, withdrawn in rows
    ]


def themes_tables(quarter: Quarter) -> tuple[Table, ...]:
    """What the page shows and the file holds."""
    note = (
        f"{NOTE} Days are working days from raising to ending, the middle one of those that ended; from "
        f"{SMALLEST_SHOWN} that ended on."
    )
    return (
        Table(
            "What they were about",
            ("About", "Raised", "Days, the middle one"),
            tuple(_row(line) for line in quarter.themes),
            note,
        ),
        Table(
            "Where they are",
            ("Where it is, or where it ended", "Disagreements"),
            tuple(_row(line)[:2] for line in quarter.states),
            note,
        ),
    )


def _row(line: Counted) -> tuple[str, str | int, str | float]:
    return line.what, in_cell(line.count), "–" if line.days is None else line.days
