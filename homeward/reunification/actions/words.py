"""What a partnership calls the four classes of risk: a line that follows the one before, from a day to come."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.proposing import lock_partnership
from homeward.partnership.models import Partnership, Worker
from homeward.partnership.rules.numbers import may_agree_numbers, may_follow_on
from homeward.reunification import rules
from homeward.reunification.models import ClassWords
from homeward.reunification.rules import Level
from homeward.trail import actions as trail


@dataclass(frozen=True)
class Called:
    """What the four classes are called."""

    severe: str
    high: str
    medium: str
    low: str

    @property
    def words(self) -> dict[Level, str]:
        return {level: getattr(self, level.value) for level in Level}


@unlocked()
def call_classes(
    partnership: Partnership, called: Called, *, from_day: date, decided_under: str, by: Worker
) -> ClassWords:
    """From that day; what was judged before keeps the words of its day."""
    lock_partnership(partnership.pk)
    today = localdate()
    answer = require(may_agree_numbers(by.on(today), partnership.pk))
    require(rules.may_call(called.words))
    before = ClassWords.objects.filter(partnership=partnership).order_by("period").last()
    require(may_follow_on(from_day, before.start if before else None, today))
    if before:
        before.end_on(from_day)
    line = ClassWords.objects.create(
        partnership=partnership,
        severe=called.severe,
        high=called.high,
        medium=called.medium,
        low=called.low,
        decided_under=decided_under,
        period=DateRange(from_day, None),
        written_by=by,
    )
    trail.record(
        "agreed what the classes of risk are called",
        line,
        by=by,
        because=answer.reason,
        changed={**called.words, "from": from_day, "under": decided_under},
    )
    return line
