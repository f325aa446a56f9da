"""What families and children said of the help: for those who read it, and counted."""

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils.timezone import localdate

from homeward.analysis.disclosure import NOTE, in_cell
from homeward.exports import Table
from homeward.partnership.rules import WorkerOnDay
from homeward.voice.models import AlreadyTold, AskedAgain, Feedback
from homeward.voice.rules.counts import Heard, Quarter, counted
from homeward.voice.rules.feedback import Feeling


def feedback_of(worker: WorkerOnDay, today: date) -> QuerySet[Feedback]:
    """What waits for an answer first, and of that who is not happy or not safe."""
    urgent = ExpressionWrapper(
        Q(feeling__in=[feeling.value for feeling in Feeling if feeling.is_urgent]),
        output_field=BooleanField(),
    )
    found = Feedback.objects.visible_to(worker, today).annotate(urgent=urgent)
    return (
        found.select_related("child", "adult", "team", "recorded_by", "answered_by")
        .prefetch_related("children")
        .order_by(F("answered_at").desc(nulls_first=True), "-urgent", "-on", "-pk")
    )


def counted_in(partnership_id: int, first: date, last: date) -> Quarter:
    """Over all there is: the caller is unlocked. Three queries; nothing that names anybody is read."""
    here = {"partnership_id": partnership_id}
    said = Feedback.objects.filter(**here, on__range=(first, last)).only(
        "feeling", "on", "answered_at"
    )
    heard = [
        Heard(one.felt, (localdate(one.answered_at) - one.on).days if one.answered_at else None)
        for one in said
    ]
    told = AlreadyTold.objects.filter(**here, recorded_at__date__range=(first, last)).count()
    again = AskedAgain.objects.filter(**here, asked_at__date__range=(first, last))
    return counted(heard, told, [one.because for one in again])


def counts_tables(quarter: Quarter) -> tuple[Table, ...]:
    """What the page shows and the file holds."""
    how_often = {
        "What families and children told us": quarter.total,
        "Of these unhappy or not safe": quarter.urgent,
        "Painful facts that were written down once": quarter.told_once,
        "Times that somebody was asked to tell one again": quarter.again,
    }
    return (
        _table("How often", "What", "How many", how_often),
        _table("What they felt", "Feeling", "Statements", quarter.feelings),
        _table(
            "When the unhappy and unsafe were answered", "Answered", "Statements", quarter.answers
        ),
        _table("Why they were asked again", "Reason", "Times", quarter.whys),
    )


def _table(title: str, heading: str, what: str, counts: dict[str, int | None]) -> Table:
    rows = tuple((name, in_cell(count)) for name, count in counts.items())
    return Table(title, (heading, what), rows, NOTE)
