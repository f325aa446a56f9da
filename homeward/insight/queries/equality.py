"""Whom the help reaches, quarter by quarter, for both boards: counts alone, whoever the children are.

Counted over all there are, so the caller is unlocked; nothing that names a child or a worker is read.
"""

from datetime import date

from homeward.analysis.disclosure import NOTE, in_cell
from homeward.exports import Table
from homeward.insight.rules import EqualityQuarter, equality_counted
from homeward.people.models import Child
from homeward.people.queries import last_answers, said_of
from homeward.people.rules import ABOUT, About
from homeward.support.models import EpisodeChild


def counted_in(partnership_id: int, first: date, last: date) -> EqualityQuarter:
    """The children of the families whose help began from the first day to the last: two queries."""
    helped = EpisodeChild.objects.filter(
        partnership_id=partnership_id, episode__started_on__range=(first, last)
    )
    children = list(Child.objects.filter(pk__in=helped.values("child")))
    said = last_answers([child.pk for child in children])
    return equality_counted(
        [
            {about: said_of(about, said.get(child.pk, {}).get(about), child) for about in About}
            for child in children
        ]
    )


def counts_tables(quarter: EqualityQuarter) -> tuple[Table, ...]:
    """What the page shows and the file holds."""
    return tuple(
        Table(
            ABOUT[about],
            ("What was said", "Children"),
            tuple((what, in_cell(count)) for what, count in lines.items()),
            NOTE,
        )
        for about, lines in quarter.lines.items()
    )
